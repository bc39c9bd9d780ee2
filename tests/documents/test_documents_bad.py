"""Bad files: each is named, bounded in time and memory, and the next is read all the same."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageDraw

from deputized.documents.apart import DocumentReader, Unreadable
from deputized.documents.shelf import Shelf, add_all

TEXT = (
    "MEMORANDUM OF AGREEMENT 287(g) Task Force Model. This Memorandum of Agreement constitutes an agreement between "
    "United States Immigration and Customs Enforcement (ICE), a component of the Department of Homeland Security (DHS), "
    "and the Example County Sheriff's Office, pursuant to which ICE delegates the authority to perform functions."
)


def pdf(content: bytes, more: bytes = b"") -> bytes:
    """A PDF of one page with this content stream, written by hand."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F "
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for n, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, part)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    out += b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    return bytes(out)


def good(path: Path) -> Path:
    words = TEXT.replace("(", "\\(").replace(")", "\\)").encode()
    lines = b"".join(b"(%s) Tj 0 -14 Td " % words[n : n + 80] for n in range(0, len(words), 80))
    path.write_bytes(pdf(b"BT /F 10 Tf 50 740 Td " + lines + b"ET"))
    return path


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader(is_optical=False) as found:
        yield found


def test_a_good_file_is_read(tmp_path: Path, reader: DocumentReader) -> None:
    reading, _ = reader.read(good(tmp_path / "good.pdf"), "good.pdf")
    assert reading.sure("model") == "TFM"
    assert reading.sure("agency") == "Example County Sheriff's Office"
    assert reading.get("ice_signed").standing == "candidate"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "says"),
    [("torn", "torn"), ("none", "is no PDF"), ("empty", "is no PDF"), ("locked", "password")],
)
def test_a_bad_file_is_named_with_what_to_do(
    tmp_path: Path, reader: DocumentReader, name: str, says: str
) -> None:
    path = tmp_path / f"{name}.pdf"
    whole = good(tmp_path / "whole.pdf").read_bytes()
    if name == "locked":
        writer = pypdf.PdfWriter(tmp_path / "whole.pdf")
        writer.encrypt("secret", algorithm="RC4-128")
        writer.write(path)
    else:
        path.write_bytes({"torn": whole[:60], "none": b"<html>Access denied</html>", "empty": b""}[name])
    with pytest.raises(Unreadable, match=rf"{name}\.pdf: .*{says}"):
        reader.read(path, path.name)
    assert reader.read(tmp_path / "whole.pdf", "whole.pdf")[0].sure("model") == "TFM"


def test_of_400_pages_the_first_are_read_and_it_is_said(tmp_path: Path, reader: DocumentReader) -> None:
    writer = pypdf.PdfWriter(good(tmp_path / "one.pdf"))
    for _ in range(399):
        writer.add_blank_page(612, 792)
    writer.write(tmp_path / "long.pdf")
    start = time.monotonic()
    reading, _ = reader.read(tmp_path / "long.pdf", "long.pdf")
    assert time.monotonic() - start < 60
    assert reading.page_count == 400
    assert "400 pages; the first 60 are read" in reading.notes[0]
    assert reading.sure("model") == "TFM"


def test_a_stream_that_unpacks_to_a_gigabyte_ends_in_bounds(tmp_path: Path) -> None:
    squeezer = zlib.compressobj(9)
    packed = b"".join(squeezer.compress(b"0 " * 500_000) for _ in range(1_000)) + squeezer.flush()
    (tmp_path / "bomb.pdf").write_bytes(pdf(packed, b"/Filter /FlateDecode"))
    start = time.monotonic()
    with DocumentReader(seconds=20, is_optical=False) as reader:
        try:
            reading, _ = reader.read(tmp_path / "bomb.pdf", "bomb.pdf")
            assert not any(f.standing == "sure" for f in reading.fields)
        except Unreadable as error:
            assert error.name == "bomb.pdf"
        assert time.monotonic() - start < 60
        assert reader.read(good(tmp_path / "good.pdf"), "good.pdf")[0].sure("model") == "TFM"


def test_one_that_takes_too_long_is_stopped_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with DocumentReader(seconds=60, is_optical=False) as reader:
        reader.read(good(tmp_path / "good.pdf"), "good.pdf")
        reader.seconds = 0.0
        with pytest.raises(Unreadable, match="not read within"):
            reader.read(tmp_path / "good.pdf", "slow.pdf")
        reader.seconds = 60
        assert reader.read(tmp_path / "good.pdf", "good.pdf")[0].sure("model") == "TFM"


def test_pictures_without_a_reader_are_named_not_guessed(tmp_path: Path, reader: DocumentReader) -> None:
    image = Image.new("L", (850, 1100), 255)
    ImageDraw.Draw(image).text((60, 60), "MEMORANDUM OF AGREEMENT", fill=0)
    image.save(tmp_path / "scan.pdf")
    reading, _ = reader.read(tmp_path / "scan.pdf", "scan.pdf")
    assert reading.unread == (1,)
    assert "are pictures" in reading.notes[0]
    assert not any(f.standing == "sure" for f in reading.fields)


def test_a_page_on_its_side_is_turned(tmp_path: Path) -> None:
    pytest.importorskip("tesserocr")
    image = Image.new("L", (1700, 2200), 255)
    drawn = ImageDraw.Draw(image)
    for n in range(0, len(TEXT), 62):
        drawn.text((120, 150 + n), TEXT[n : n + 62], fill=0, font_size=40)
    image.rotate(90, expand=True).save(tmp_path / "side.pdf", resolution=200)
    with DocumentReader() as reader:
        reading, _ = reader.read(tmp_path / "side.pdf", "side.pdf")
    assert reading.sure("model") == "TFM"


def test_many_are_added_each_on_its_own_and_not_read_twice(tmp_path: Path, reader: DocumentReader) -> None:
    good(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 torn")
    shelf = Shelf(tmp_path / "shelf")
    done, failed = add_all(shelf, [tmp_path / "a.pdf", tmp_path / "b.pdf"], reader)
    assert [h.document_id for h in done] == ["a.pdf"]
    assert [e.name for e in failed] == ["b.pdf"]
    before = shelf.get(done[0].reading.sha256)
    assert before is not None
    assert shelf.add(tmp_path / "a.pdf", reader).reading.seconds == before.reading.seconds

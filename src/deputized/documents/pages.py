"""The pages of a PDF: their text with its place, pictures of them, and what kind of page each is.

Text that stands in the file is taken as it stands. A page whose picture fills it is a scan: what text lies over it was
read by somebody's program, or was typed over the picture; either way the ink itself may be read beside it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

DOTS = 200
"""Dots an inch of the pictures that are read; places are given in points from the page's top left."""
SCALE = DOTS / 72
MOST_PAGES = 60
MOST_TEXT = 60_000
MOST_SIDE = 4_400
"""Dots: a page larger than two sheets of letter paper is drawn smaller."""
TEXT_LAYER = "text in the file"
OVER_SCAN = "text over a scan"
OCR = "optical reading"


class NotRead(Exception):
    """Why a file is not read, and what to do."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place in dots: left, top, right, bottom."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float = 1.0


@dataclass(slots=True)
class PdfPage:
    """One page. `text` is as the file has it; `read` is set where the page was read optically."""

    number: int
    width: float  # points
    height: float
    text: str
    is_scan: bool
    handle: Any = field(repr=False)
    read: str | None = None
    read_words: list[Word] = field(default_factory=list)
    read_confidence: float = 0.0
    turned: int = 0

    @property
    def best_text(self) -> str:
        """The text the file has, or what was read where it has none to speak of."""
        if self.read is not None and len(self.text) < 200:
            return self.read
        return self.text

    @property
    def how(self) -> str:
        """Where `best_text` is from."""
        if self.read is not None and len(self.text) < 200:
            return OCR
        return OVER_SCAN if self.is_scan else TEXT_LAYER

    @property
    def scale(self) -> float:
        """Dots a point of its picture."""
        return min(SCALE, MOST_SIDE / max(self.width, self.height, 1))

    def picture(self) -> Image.Image:
        """The page as it looks, gray, with what was filled into its form."""
        image: Image.Image = self.handle.render(
            scale=self.scale, may_draw_forms=True, grayscale=True, rotation=self.turned
        ).to_pil()
        return image.convert("L")

    def words(self) -> list[Word]:
        """The words that stand in the file, with their places in dots."""
        import pypdfium2.raw as raw

        page = self.handle.get_textpage()
        out: list[Word] = []
        text: list[str] = []
        box = [1e9, 1e9, -1e9, -1e9]

        def close() -> None:
            if text:
                out.append(Word("".join(text), *box))
            text.clear()
            box[:] = [1e9, 1e9, -1e9, -1e9]

        try:
            for n in range(min(page.count_chars(), MOST_TEXT)):
                character = chr(raw.FPDFText_GetUnicode(page, n) or 32)
                left, bottom, right, top = page.get_charbox(n)
                if character.isspace() or not character.isprintable():
                    close()
                    continue
                left, right = left * self.scale, right * self.scale
                above, below = (self.height - top) * self.scale, (self.height - bottom) * self.scale
                if text and (left - box[2] > 12 or below < box[1] or above > box[3]):
                    close()
                text.append(character)
                box[:] = [min(box[0], left), min(box[1], above), max(box[2], right), max(box[3], below)]
            close()
        finally:
            page.close()
        return out


def open_pdf(data: bytes) -> Any:
    """The document; NotRead says what is wrong with it."""
    import pypdfium2

    if b"%PDF-" not in data[:1024]:
        raise NotRead("it is no PDF: its first bytes do not say so; save the file again from ICE's page")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        words = str(error).lower()
        if "password" in words:
            raise NotRead(
                "it is encrypted and asks for a password; ask its publisher for an open copy"
            ) from error
        if "security" in words:
            raise NotRead("its encryption is of a kind that cannot be read") from error
        raise NotRead(f"it is torn or no real PDF ({error}); save the file again") from error
    if len(document) == 0:
        raise NotRead("it has no pages")
    with suppress(pypdfium2.PdfiumError):
        if document.get_formtype() in (1, 2):
            document.init_forms()
    return document


def pages(document: Any) -> Iterator[PdfPage]:
    """Its pages up to MOST_PAGES; a page that cannot be loaded is left out."""
    import pypdfium2

    for n in range(min(len(document), MOST_PAGES)):
        try:
            handle = document[n]
            width, height = handle.get_size()
            layer = handle.get_textpage()
            text = layer.get_text_bounded(errors="replace")[:MOST_TEXT].replace("\r\n", "\n")
            layer.close()
            yield PdfPage(n + 1, width, height, text, _is_scan(handle, width, height), handle)
        except pypdfium2.PdfiumError:
            continue


def _is_scan(handle: Any, width: float, height: float) -> bool:
    """Whether pictures fill the page."""
    import pypdfium2.raw as raw

    covered = 0.0
    for thing in handle.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        try:
            left, bottom, right, top = thing.get_bounds() if hasattr(thing, "get_bounds") else thing.get_pos()
        except Exception as error:  # noqa: BLE001 - whatever the file says of its picture
            del error
            continue
        covered += abs((right - left) * (top - bottom))
        if covered > 0.5 * width * height:
            return True
    return False


def signature_days(document: Any) -> list[date]:
    """The days of the cryptographic signatures that the file itself still carries, in order."""
    import pypdfium2.raw as raw

    out = []
    for n in range(min(max(0, raw.FPDF_GetSignatureCount(document)), 20)):
        signature = raw.FPDF_GetSignatureObject(document, n)
        size = raw.FPDFSignatureObj_GetTime(signature, None, 0)
        if not 0 < size < 100:
            continue
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFSignatureObj_GetTime(signature, buffer, size)
        if day := pdf_day(buffer.value.decode("ascii", "replace")):
            out.append(day)
    return out


def pdf_day(text: str) -> date | None:
    """The day of a PDF's own time stamp."""
    if found := re.match(r"D?:?(\d{4})(\d\d)(\d\d)", text or ""):
        with suppress(ValueError):
            return date(*map(int, found.groups()))
    return None


def made_days(document: Any) -> tuple[date | None, date | None]:
    """The days on which the file says it was made and last changed."""
    meta = document.get_metadata_dict()
    return pdf_day(meta.get("CreationDate", "")), pdf_day(meta.get("ModDate", ""))

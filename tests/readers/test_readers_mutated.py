"""The fast scan and the full parse are one reading: of any workbook they give the same sheets, or both refuse it."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from deputized.model.raw import RawSheet
from deputized.readers import sheet, xlsx
from deputized.readers.errors import ReadError
from deputized.readers.xlsx import read_workbook
from workbook_surgery import parts_of, zip_of

pytestmark = pytest.mark.corpus
COUNT = int(os.environ.get("DEPUTIZED_MUTATIONS", "240"))
FILES = ("participating/2025-06-11pm.xlsx", "participating/2026-05-18am.xlsx", "pending/2025-06-11pm.xlsx")
VALUES = (
    "", "0", "1", "-1", "5", "99999", "A1", "B2", "ZZ9", "s", "str", "inlineStr", "n", "b", "e", "d", "true", "hidden", "rId1",
    "_x0041_", "&amp;", "&#65;", "1e3", "1.0", " 1", "1 ", "45000", "&lt;c/&gt;", "it's", "\u00e9", "\n",
)  # fmt: skip
PIECES = (
    "<!--c-->", "<?pi x?>", "<![CDATA[x]]>", " ", "\n", "x", "&amp;", "&#10;", "<x/>", '<c r="A3"/>', '<c r="A3"><v>7</v></c>',
    '<row r="3"/>', "<v>1</v>", "<f>1+1</f>", "<is><t>q</t></is>", "<t>q</t>", "<r><t>q</t></r>", "<extLst/>", "<si/>", "\r\n",
    '<rPh sb="0" eb="1"><t>q</t></rPh>', "<si><t>new</t></si>", "\r", "_x000D_", "<t/>", '<hyperlink ref="A2" r:id="rId1"/>',
    '<mergeCell ref="A1:B2"/>', '<col min="1" max="2" hidden="1"/>', '<c t="s"><v>1</v></c>', '<xf numFmtId="14"/>',
    '<numFmt numFmtId="200" formatCode="yyyy"/>', "\u200b", "\x0b",
)  # fmt: skip
ATTRIBUTES = (
    ' x="1"', ' hidden="1"', ' s="1"', ' t="s"', ' r="B3"', ' spans="1:7"', "  ", ' foo:bar="1"', ' location="x"',
)  # fmt: skip
NAMES = ("c", "v", "row", "t", "si", "is", "f")


def trimmed(data: bytes, rows: int = 12) -> dict[str, bytes]:
    """A workbook's parts with its first rows only, and their links."""
    parts = parts_of(data)
    for name in [n for n in parts if n.startswith("xl/worksheets/sheet")]:
        text = parts[name].decode()
        ends = [m.end() for m in re.finditer("</row>", text)]
        if len(ends) > rows:
            text = text[: ends[rows - 1]] + text[text.index("</sheetData>") :]
            text = re.sub(
                r'<hyperlink ref="[A-Z]+(\d+)[^>]*/>', lambda m: m[0] if int(m[1]) <= rows else "", text
            )
            parts[name] = text.encode()
    return parts


def mutated(text: str, chance: random.Random) -> str:
    """One slip: an element or attribute gone, twice, changed, exchanged; a piece or character put in or taken out."""
    tags = list(re.finditer(r"<[^>]*>", text))
    tag = chance.choice(tags)
    start, end = tag.span()
    attributes = list(re.finditer(r'\s([\w:]+)="([^"]*)"', tag[0]))
    anywhere = chance.randrange(len(text))
    kind = chance.randrange(12)
    if kind == 0:
        return text[:start] + text[end:]
    if kind == 1:
        return text[:end] + tag[0] + text[end:]
    if kind == 2 or (3 <= kind <= 6 and not attributes):
        return text[:end] + chance.choice(PIECES) + text[end:]
    if 3 <= kind <= 6:
        one = chance.choice(attributes)
        a, b = start + one.start(), start + one.end()
        new = {
            3: one[0].replace(f'"{one[2]}"', f'"{chance.choice(VALUES)}"'),
            4: "",
            5: one[0] + chance.choice((*ATTRIBUTES, one[0])),
            6: one[0].replace('"', "'"),
        }
        return text[:a] + new[kind] + text[b:]
    if kind == 7:
        return text[:anywhere] + chance.choice(PIECES) + text[anywhere:]
    if kind == 8:
        return text[:anywhere] + text[anywhere + chance.choice((1, 1, 2, 5, 20)) :]
    if kind == 9:
        first, last = sorted((tag, chance.choice(tags)), key=lambda m: m.start())
        if first.end() > last.start():
            return text
        middle = text[first.end() : last.start()]
        return text[: first.start()] + last[0] + middle + first[0] + text[last.end() :]
    if kind == 10:
        name = re.match(r"</?([\w:]+)", tag[0])
        if name is None:
            return text
        a, b = start + name.start(1), start + name.end(1)
        return text[:a] + chance.choice((name[1].upper(), "x:" + name[1], name[1] + "x", *NAMES)) + text[b:]
    at, length = chance.randrange(len(text) - 60), chance.choice((5, 20, 60))
    return text[:anywhere] + text[at : at + length] + text[anywhere:]


def reading(data: bytes) -> tuple[RawSheet, ...] | None:
    try:
        return read_workbook("x.xlsx", data).sheets
    except ReadError:
        return None


def full_reading(data: bytes, patch: pytest.MonkeyPatch) -> tuple[RawSheet, ...] | None:
    with patch.context() as patched:
        patched.setattr(sheet, "scan_sheet", lambda *_: None)
        for scan in ("scan_strings", "scan_targets"):
            patched.setattr(xlsx, scan, lambda _: None)
        return reading(data)


@pytest.mark.parametrize("seed", [1, 2])
def test_both_readings_of_a_mutated_workbook_are_one(
    shared_corpus: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    bases = [
        trimmed((shared_corpus / name).read_bytes()) for name in FILES if (shared_corpus / name).is_file()
    ]
    assert len(bases) >= 2
    read = 0
    for _ in range(COUNT // 2):
        parts = dict(chance.choice(bases))
        part = chance.choice(
            [n for n in parts if n.startswith("xl/worksheets/") or "sharedStrings" in n or "styles" in n]
        )
        text = parts[part].decode()
        for _ in range(chance.choice((1, 1, 1, 2))):
            text = mutated(text, chance)
        parts[part] = text.encode()
        content = zip_of(parts)
        quick, full = reading(content), full_reading(content, monkeypatch)
        read += quick is not None
        assert repr(quick) == repr(full), f"{part}, seed {seed}: {text[:2000]}"
    assert read > COUNT // 10

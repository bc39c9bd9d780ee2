"""The days on which both parties signed: read from type, stamps and handwriting, and sure or not with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from deputized.documents import optical
from deputized.documents.blocks import SUPPOSED, Block
from deputized.documents.days import stamp_days, written_days
from deputized.documents.pages import OCR, TEXT_LAYER, PdfPage, Word
from deputized.documents.record import BLANK, CANDIDATE, SURE, Field
from deputized.documents.written import DayRead, days_between, read_day

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    Ink = np.ndarray[Any, np.dtype[np.uint8]]

ENOUGH = 0.8
"""The share of a day among all of its span from which a written day is sure; tried on 211 written and stamped days."""
DIGITAL = re.compile(r"igital|gned\s*by|\bDN:|cn=", re.IGNORECASE)
DARK = 140
LONG_LINE = 70
SHORT_LINE = 20
"""Dots of what may be left of a form's line; a written stroke is shorter, and more ink is around it."""
LEAST_INK = 45
FIRST_DAY = date(2002, 1, 1)
WEEKEND = 0.15
EARLY = timedelta(14)
"""Days before the revision printed on it in which a template was already signed: one of 15 February on the 14th."""
AGENCY_DAY, ICE_DAY = "agency_signed", "ice_signed"


@dataclass(slots=True)
class DayCell:
    """What the place of one day holds."""

    block: Block
    page: PdfPage
    typed: list[tuple[date, str]]
    stamped: list[tuple[date, str]]
    stamp_is_sure: bool
    texts: tuple[str, ...] = ()
    seen: DayRead | None = None
    is_empty: bool = False
    is_overlay: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """In points."""
        left, top, right, bottom = (round(x / self.page.scale, 1) for x in self.block.cell)
        return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Span:
    """The days that can be: none before the template was made, none after the file was."""

    first: date
    last: date
    name_day: date | None = None
    made: date | None = None

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last


def look(
    block: Block, page: PdfPage, layer: Sequence[Word], picture: Image.Image | None, span: Span
) -> DayCell:
    """Everything that is in a block's cell, by each way of reading it."""
    left, top, right, bottom = block.cell
    inside = [
        w
        for w in layer
        if left - 60 <= (w.left + w.right) / 2 <= right + 40 and top <= (w.top + w.bottom) / 2 <= bottom
    ]
    inside.sort(key=lambda w: w.left)
    typed = written_days(" ".join(w.text for w in inside).replace("_", " "))
    is_overlay = page.how == TEXT_LAYER or len(page.text) < 200
    of_layer = [
        w for w in layer if block.left <= w.left <= block.right + 60 and block.top <= w.top <= block.bottom
    ]
    stamped = stamp_days(Block(block.label, 0, 0, 0, 0, of_layer).text)
    sure = bool(stamped) and is_overlay
    cell = DayCell(block, page, typed, stamped, sure, is_overlay=is_overlay)
    if picture is None or (is_overlay and (typed or stamped)):
        return cell
    if not cell.stamp_is_sure:
        _read_stamp(cell, picture)
    strips, texts, ink = _strips(block, picture)
    cell.is_empty = ink < LEAST_INK and not any(c.isdigit() for t in texts for c in t)
    cell.texts = tuple(texts)
    if not cell.is_empty and span.last >= span.first:
        cell.seen = read_day(strips, days_between(span.first, span.last))
    return cell


def _read_stamp(cell: DayCell, picture: Image.Image) -> None:
    """A digital signature's stamp in a scan: sure where it is read alike at two sizes."""
    block = cell.block
    if not any("gned" in w.text or "igital" in w.text for w in block.words):
        return
    area = picture.crop(
        (
            int(block.left),
            int(block.label.top - 60),
            int(min(block.right, picture.width)),
            int(block.label.top + 190),
        )
    )
    words = optical.page_words(area.resize((area.width * 2, area.height * 2), 3))
    larger = [
        Word(
            w.text,
            *(
                x / 2 + o
                for x, o in zip(
                    (w.left, w.top, w.right, w.bottom), (block.left, block.label.top - 60) * 2, strict=True
                )
            ),
        )
        for w in words
    ]
    readings = [stamp_days(block.text), stamp_days(Block(block.label, 0, 0, 0, 0, larger).text)]
    for word in [*block.words, *larger]:
        if word.left > block.label.left + 120 and re.match(r"D\w?te\W?|20[12]\d[.,]", word.text):
            middle = (word.top + word.bottom) / 2
            line = picture.crop(
                (
                    int(word.left - 6),
                    int(middle - 13),
                    int(min(word.left + 330, picture.width)),
                    int(middle + 13),
                )
            )
            readings.append(stamp_days(optical.read_strip(line)[1]))
    votes = Counter(d for found in readings for d in {d for d, _ in found})
    if not votes:
        return
    (day, count), *others = votes.most_common()
    cell.stamped = [next((d, raw) for found in readings for d, raw in found if d == day)]
    cell.stamp_is_sure = count >= 2 and not (others and others[0][1] >= count)


def _strips(block: Block, picture: Image.Image) -> tuple[list[Any], list[str], int]:
    import numpy as np
    from PIL import Image as Images

    left, _, right, bottom = block.cell
    middle = bottom - 26
    sheet = np.asarray(picture)
    columns, texts, ink = [], [], 0
    for up, down, is_cleaned in ((52, 22, True), (42, 26, True), (60, 20, False)):
        cut = sheet[max(0, int(middle - up)) : int(middle + down), int(left) : int(min(right, picture.width))]
        if cut.shape[0] < 30 or cut.shape[1] < 60:
            continue
        if is_cleaned:
            cut = without_lines(cut)
            ink = max(ink, int((without_lines(cut, SHORT_LINE)[6:-6, 8:] < DARK).sum()))
        column, text, _ = optical.read_strip(Images.fromarray(cut))
        columns.append(column)
        texts.append(text)
    if ink >= LEAST_INK and not any(texts):
        return _stamped_higher(sheet, left, right, middle) or (columns, texts, ink)
    return columns, texts, ink


def _stamped_higher(
    sheet: Ink, left: float, right: float, middle: float
) -> tuple[list[Any], list[str], int] | None:
    """A day that was stamped over the line, where nothing can be read upon it."""
    from PIL import Image as Images

    columns, texts, ink = [], [], 0
    for up, down in ((95, -5), (88, 0), (102, 0)):
        cut = sheet[
            max(0, int(middle - up)) : int(middle + down), int(left) : int(min(right, sheet.shape[1]))
        ]
        if cut.shape[0] < 30 or cut.shape[1] < 60:
            return None
        cut = without_lines(cut)
        ink = max(ink, int((cut[6:-6, 8:] < DARK).sum()))
        column, text, _ = optical.read_strip(Images.fromarray(cut))
        columns.append(column)
        texts.append(text)
    return (columns, texts, ink) if all(any(c.isdigit() for c in t) for t in texts) else None


def without_lines(cut: Ink, longest: int = LONG_LINE) -> Ink:
    """The ink without the form's ruled lines."""
    import numpy as np

    cut = cut.copy()
    for row, dark in zip(cut, cut < DARK, strict=True):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], dark.view(np.int8), [0]))))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if end - start > longest:
                row[start:end] = 255
    return cut


def decide(name: str, cell: DayCell, span: Span, other: date | None) -> Field:
    """The day of one party. `other` is the other party's, where that is sure."""
    make = Field(name, "", CANDIDATE, page=cell.page.number, box=cell.box)
    how = TEXT_LAYER if cell.is_overlay else cell.page.how
    apart = {d for d, _ in cell.stamped} - {d for d, _ in cell.typed}
    if cell.typed and cell.is_overlay and not (cell.stamp_is_sure and apart):
        return _typed(replace(make, how=how), cell.typed, span, other)
    if cell.typed and cell.stamped and cell.stamp_is_sure and apart:
        day, raw = cell.typed[0]
        why = f"typed so, and the stamp of the digital signature says {cell.stamped[0][0]}"
        return replace(make, value=day.isoformat(), raw=raw, how=how, confidence=0.5, why=why)
    if cell.stamped and cell.stamp_is_sure:
        day, raw = cell.stamped[0]
        make = replace(
            make, value=day.isoformat(), raw=raw, how=f"stamp of a digital signature, {how}", confidence=0.98
        )
        return _if_can_be(make, day, span, other)
    if cell.is_empty and not cell.typed and not cell.stamped and DIGITAL.search(cell.block.text):
        return replace(
            make, how="picture of the page", confidence=0.4, why="signed digitally, and the stamp is not read"
        )
    if cell.is_empty and not cell.typed and not cell.stamped and cell.block.label.confidence == SUPPOSED:
        return replace(
            make, how="picture of the page", confidence=0.4, why="no label was read there, and no day"
        )
    if cell.is_empty and not cell.typed and not cell.stamped:
        return replace(make, standing=BLANK, how="picture of the page", confidence=0.9)
    if cell.seen is None:
        if not cell.typed and not cell.stamped and cell.texts:
            return replace(
                make,
                how="picture of the page",
                confidence=0.4,
                why="a little ink, and no day in it: blank or erased",
            )
        if cell.typed:
            day, raw = cell.typed[0]
            make = replace(make, value=day.isoformat(), raw=raw)
        elif cell.stamped:
            make = replace(make, value=cell.stamped[0][0].isoformat(), raw=cell.stamped[0][1])
        return replace(
            make, how=how, confidence=0.4, why="the ink was not read beside the text over the scan"
        )
    return _inked(make, cell, span, name, other)


def _typed(make: Field, typed: Sequence[tuple[date, str]], span: Span, other: date | None) -> Field:
    days = {d for d, _ in typed}
    day, raw = typed[0]
    make = replace(make, value=day.isoformat(), raw=raw, confidence=0.99)
    if len(days) > 1:
        return replace(make, confidence=0.5, why="two days stand there")
    return _if_can_be(make, day, span, other)


def _if_can_be(make: Field, day: date, span: Span, other: date | None) -> Field:
    if not span.has(day):
        bound = (
            f"before {span.first}"
            if day < span.first
            else f"after {span.last}, when the file was last changed"
        )
        return replace(make, confidence=0.3, why=f"written so, and cannot be: {bound}")
    if other and abs((day - other).days) > 400:
        return replace(make, confidence=0.4, why=f"more than a year from the other signature ({other})")
    return replace(make, standing=SURE)


def weight(day: date, name: str, span: Span, other: date | None) -> float:
    """How usual a day is, whatever the ink says: signed on a weekday, within months of the other,
    on the day the file was made, as the file is named."""
    out = WEEKEND if day.weekday() >= 5 else 1.0
    if day == span.name_day:
        out *= 25.0 if name == ICE_DAY else 4.0
    if span.made:
        before = (span.made - day).days
        out *= (
            3.0 if before == 0 else 1.5 if 0 < before <= 3 else 1.0 if before > 0 or name == ICE_DAY else 0.3
        )
    if other:
        later = (day - other).days if name == ICE_DAY else (other - day).days
        out *= max(0.05, 1 / (1 + later / 14)) if later >= 0 else 0.1 if later >= -10 else 0.02
    return out


def _inked(make: Field, cell: DayCell, span: Span, name: str, other: date | None) -> Field:
    """A written or stamped day: its share among all days of the span, with and without what else is known."""
    assert cell.seen is not None
    raw = max(cell.texts, key=len)
    shares = {d: s * weight(d, name, replace(span, name_day=None), other) for d, s in cell.seen.ranked}
    rest = max(0.0, 1 - sum(s for _, s in cell.seen.ranked)) * 0.3
    alone = _best(shares, rest)
    bare = replace(span, name_day=None)
    helped = {d: s * weight(d, name, span, None) / weight(d, name, bare, None) for d, s in shares.items()}
    named = _best(helped, rest)
    literal = [{d for d, _ in written_days(t)} for t in cell.texts]
    plain = {d for days in literal for d in days}
    how = "ink read from the picture"
    layer = {d for d, _ in cell.typed}
    day, share = alone
    if plain == {day} and all(literal) and share >= 0.4 and day.weekday() < 5:
        share = max(share, 0.95)
        how += ", alike however it is cut"
    elif day in layer and day in plain:
        share = max(share, 0.95)
        how += ", and alike in the text over the scan"
    elif share < ENOUGH and named[0] == span.name_day and named[1] >= ENOUGH:
        day, share = named
        how += ", the day of the file's name among those it may be"
    make = replace(make, value=day.isoformat(), raw=raw, how=how, confidence=round(share, 3))
    if cell.seen.score < -0.5:
        return replace(make, confidence=min(share, 0.5), why="the ink is hardly like a day")
    if len(plain) == 1 and all(literal) and plain != {day}:
        (said,) = plain
        return replace(
            make, confidence=min(share, 0.5), why=f"it reads {said}, which is not among the days it can be"
        )
    if share < ENOUGH:
        others = ", ".join(d.isoformat() for d, _ in cell.seen.ranked[:3] if d != day)
        return replace(make, why=f"it may also be {others}")
    return _if_can_be(make, day, span, other)


def _best(shares: dict[date, float], rest: float) -> tuple[date, float]:
    day = max(shares, key=lambda d: shares[d])
    total = sum(shares.values()) + rest
    return day, shares[day] / total if total else 0.0


def span_of(
    revised: date | None, era: date | None, made: date | None, changed: date | None, named: date | None
) -> Span:
    """The days that can be, by the template's day and the file's own."""
    first = revised - EARLY if revised else era
    if changed or made:
        last = max(d for d in (changed, made) if d) + timedelta(2 if changed else 200)
    else:
        last = (named or first or date(2025, 1, 20)) + timedelta(600)
    first = first or last - timedelta(900)
    if first > last:
        first = last - timedelta(900)
    return Span(max(first, FIRST_DAY, last - timedelta(1500)), last, named, made)


__all__ = ["AGENCY_DAY", "ENOUGH", "ICE_DAY", "OCR", "DayCell", "Span", "decide", "look", "span_of"]

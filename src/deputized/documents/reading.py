"""Reads one PDF from its bytes to its record. Pure but for the clock that bounds it; runs in a process of its own."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from deputized.documents import fields as said
from deputized.documents import optical, signed
from deputized.documents.blocks import Block, find_blocks, find_page, name_parties
from deputized.documents.days import name_day
from deputized.documents.pages import (
    MOST_PAGES,
    PdfPage,
    made_days,
    open_pdf,
    pages,
    signature_days,
)
from deputized.documents.record import CANDIDATE, SURE, DocumentReading, Field, PageRead
from deputized.documents.signed import AGENCY_DAY, ICE_DAY, Span

FEW = 200
"""Characters of text below which a page is read optically."""
TITLE = re.compile(r"MEMORANDUM\s+OF\s+AGREEMENT", re.IGNORECASE)
OPENS = re.compile(r"constitutes\s+an\s+agreement\s+between", re.IGNORECASE)
LEAST = 5
"""Pages that an agreement has at the least: a title that comes again sooner is its own."""
SIGNED_FIRST = (7, 9, 8, 10, 6)
"""Pages of agreements that are signed, the most usual first: they are read before the others."""

Kept = Callable[[int], "tuple[str, list[list[object]], float, int] | None"]
Keep = Callable[[int, PdfPage], None]


def read(
    data: bytes,
    name: str,
    seconds: float = 60.0,
    is_optical: bool = True,
    kept: Kept = lambda _: None,
    keep: Keep = lambda _n, _p: None,
) -> tuple[DocumentReading, list[str]]:
    """A document's record, and the text of its pages. NotRead if it cannot be opened.

    Pages without text are read optically as long as the seconds last, those that are signed first.
    """
    start = time.monotonic()
    document = open_pdf(data)
    leaves = list(pages(document))
    notes = []
    if len(document) > MOST_PAGES:
        notes.append(f"it has {len(document)} pages; the first {MOST_PAGES} are read")
    optical_there = is_optical and optical.is_there()
    unread = (
        _read_scans(leaves, start + seconds * 0.75, kept, keep)
        if optical_there
        else [p.number for p in leaves if len(p.text) < FEW]
    )
    if unread and not optical_there:
        notes.append(
            f"pages {', '.join(map(str, unread))} are pictures: install deputized[ocr] to have them read"
        )
    elif unread:
        notes.append(f"pages {', '.join(map(str, unread))} were not read within {seconds:g} seconds")
    first = leaves[: second - 1] if (second := second_agreement(leaves)) else leaves
    if second:
        notes.append(
            f"another agreement begins on page {second}: only the first is told, add the other apart"
        )
    made, changed = made_days(document)
    found = _fields(first, name, made, changed, optical_there, signature_days(document))
    if unread:
        numbers = " ".join(map(str, unread))
        found.append(Field("unread_pages", numbers, CANDIDATE, why="they are pictures and were not read"))
    reading = DocumentReading(
        hashlib.sha256(data).hexdigest(),
        name,
        len(document),
        tuple(PageRead(p.number, p.how, round(said.confidence(p), 2), len(p.best_text)) for p in leaves),
        tuple(found),
        tuple(unread),
        tuple(notes),
        round(time.monotonic() - start, 2),
    )
    return reading, [p.best_text for p in first]


def second_agreement(leaves: Sequence[PdfPage]) -> int | None:
    """The number of the page on which a second agreement begins: its title stands at the head again, with its opening."""
    begins = [
        p.number for p in leaves if TITLE.search(p.best_text[:400]) and OPENS.search(p.best_text[:1000])
    ]
    return next((n for n in begins[1:] if n - begins[0] > LEAST), None)


def _read_scans(leaves: Sequence[PdfPage], until: float, kept: Kept, keep: Keep) -> list[int]:
    """Read pages without text; the numbers of those for which the time was too short."""
    from deputized.documents.pages import Word

    order = {n: k for k, n in enumerate(SIGNED_FIRST)}
    unread = []
    for page in sorted(leaves, key=lambda p: (order.get(p.number, 99), p.number)):
        if len(page.text) >= FEW:
            continue
        if known := kept(page.number):
            page.read, words, page.read_confidence, page.turned = known[0], known[1], known[2], known[3]
            page.read_words = [Word(*w) for w in words]  # type: ignore[arg-type]
            continue
        if time.monotonic() > until:
            unread.append(page.number)
            continue
        optical.read_page(page)
        keep(page.number, page)
    return sorted(unread)


def _fields(
    leaves: Sequence[PdfPage],
    name: str,
    made: date | None,
    changed: date | None,
    is_optical: bool,
    signatures: Sequence[date],
) -> list[Field]:
    model = said.model(leaves, name)
    revised = said.revised(leaves)
    day = date.fromisoformat(revised.value) if revised.standing == SURE else None
    span = signed.span_of(day, said.STANDARD[model.value], made, changed, name_day(name))
    page = find_page(leaves)
    blocks, days = _days(page, span, is_optical, signatures) if page else ([], _no_page())
    mine = {b.party: b for b in blocks if b.party in ("ice", "agency")}
    agency = said.agency(leaves)
    return [
        model,
        revised,
        agency,
        said.state(leaves, agency.value),
        said.office("agency_office", mine.get("agency"), page, said.OFFICES),
        said.office("ice_office", mine.get("ice"), page, said.ICE_OFFICES),
        *days,
        *said.ending(leaves),
        *said.appendices(leaves),
    ]


def _no_page() -> list[Field]:
    why = "no page that was read has signatures"
    return [Field(n, "", CANDIDATE, why=why) for n in (AGENCY_DAY, ICE_DAY)]


def _days(
    page: PdfPage, span: Span, is_optical: bool, signatures: Sequence[date]
) -> tuple[list[Block], list[Field]]:
    """The blocks of the page that is signed, and both parties' days and those of approvals."""
    layer = page.words()
    blocks, cells = _look(page, layer, span, is_optical and bool(page.read_words), is_optical)
    out = []
    other: date | None = None
    by_party = {b.party: c for b, c in zip(blocks, cells, strict=True) if b.party in ("ice", "agency")}
    found: dict[str, Field] = {}
    for party, name in (("ice", ICE_DAY), ("agency", AGENCY_DAY)):
        if cell := by_party.get(party):
            found[name] = signed.decide(name, cell, span, other)
            if found[name].standing == SURE:
                other = date.fromisoformat(found[name].value)
        else:
            found[name] = Field(name, "", CANDIDATE, page=page.number, why="no block of that party was found")
    late = found[AGENCY_DAY]
    if found[ICE_DAY].standing == CANDIDATE and "ice" in by_party and late.standing == SURE:
        found[ICE_DAY] = signed.decide(ICE_DAY, by_party["ice"], span, date.fromisoformat(late.value))
    for name, field in found.items():
        if field.standing != SURE and len(set(signatures)) == 1 and len(by_party) == 1:
            found[name] = replace(
                field, why=(field.why + f"; the file carries a signature of {signatures[0]}").strip("; ")
            )
    out += [found[AGENCY_DAY], found[ICE_DAY]]
    for block, cell in zip(blocks, cells, strict=True):
        if block.party == "approval":
            day = signed.decide("approved", cell, span, None)
            title = said.office(
                "approval",
                block,
                page,
                (*said.OFFICES, "County Attorney", "City Attorney", "General Counsel"),
            )
            out += [replace(day, value=day.value), replace(title, name="approval_office")]
    return blocks, out


def _look(
    page: PdfPage, layer: Sequence[object], span: Span, has_words: bool, is_optical: bool
) -> tuple[list[Block], list[signed.DayCell]]:
    """Blocks from the words in the file, if those are enough for both days; else from the picture too."""
    words = list(layer)
    if not page.is_scan or not is_optical:
        blocks = find_blocks(page, words, [])  # type: ignore[arg-type]
        name_parties(blocks)
        cells = [signed.look(b, page, words, None, span) for b in blocks]  # type: ignore[arg-type]
        complete = {b.party for b, c in zip(blocks, cells, strict=True) if c.typed or c.stamp_is_sure}
        if {"ice", "agency"} <= complete or not is_optical:
            return blocks, cells
    picture = page.picture()
    seen = page.read_words if has_words else optical.page_words(picture)
    blocks = find_blocks(page, words, seen)  # type: ignore[arg-type]
    name_parties(blocks)
    return blocks, [signed.look(b, page, words, picture, span) for b in blocks]  # type: ignore[arg-type]

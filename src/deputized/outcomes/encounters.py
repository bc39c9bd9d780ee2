"""ICE's monthly encounter reports (PDF), read to counts: month, agency, model. No narrative is kept.

The reports are a sampling by their own words: a count of what was printed, never of what was done. A case under the
wrong state's heading is told as such where its agency is of exactly one other state.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from deputized import reference
from deputized.outcomes.errors import OutcomesError
from deputized.reference import fold
from deputized.resolver import Exact, resolver_of

if TYPE_CHECKING:
    from deputized.library import Registry

MOST_BYTES, MOST_PAGES, MOST_TEXT = 40_000_000, 120, 4_000_000
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MODELS = (
    ("TFM", re.compile(r"task force (?:model|officer)|\bTFM\b", re.IGNORECASE)),
    ("JEM", re.compile(r"jail enforcement (?:model|officer)|\bJEM\b", re.IGNORECASE)),
    ("WSO", re.compile(r"warrant service officer|\bWSO\b", re.IGNORECASE)),
)
_NAMED = re.compile(
    r"(?:monthlyEncounter_(?P<mon>[A-Za-z]{3,9})(?P<year>\d{4})|encounterReport_FY(?P<fy>\d{4})(?P<fymon>[A-Za-z]{3,9}))",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^(?:On|In) (?:or about )?(?:[A-Z][a-z]+\.? \d{1,2}, \d{4}|[A-Z][a-z]+ \d{4})")
_DAY = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4})")
_OFFICE = (
    r"(?:Sheriff['’]?s?['’]? (?:Office|Department)|Police Department|Department of (?:Corrections?|Public Safety)|"
    r"State Police|Highway Patrol|Constable['’]?s?['’]? Office|Regional Jail|(?:County )?Jail|Detention Center)"
)
_AGENCY = re.compile(rf"((?:[A-Z][\w.'’&-]*\s+|of\s+|St\.\s+){{1,7}}?{_OFFICE})")
_LEAD = re.compile(
    r"^(?:The|A|An|At|By|From|On|In|While|Officers?|Deputies|Deputy|And|With|Of)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class EncounterCase:
    """One printed case, without its words. `agency_id` is None where no one agency of ours was named."""

    heading: str  # postal code of the heading it stands under; empty if none
    state: str  # of the agency, where it is known
    agency_id: str | None
    model: str  # empty where none is said: reports of FY2020 say none
    day: date | None

    @property
    def is_under_wrong_heading(self) -> bool:
        """Whether the agency is of another state than the heading."""
        return bool(self.agency_id and self.heading and self.state != self.heading)


@dataclass(frozen=True, slots=True)
class EncounterReport:
    """A month's report, as counts."""

    file: str
    month: str
    cases: tuple[EncounterCase, ...]
    made: date | None  # day the file was made, where it says

    @property
    def counts(self) -> dict[tuple[str, str, str], int]:
        """By state, agency ("" if none was named) and model."""
        found = Counter((c.state or c.heading, c.agency_id or "", c.model) for c in self.cases)
        return dict(sorted(found.items()))

    @property
    def wrong_headings(self) -> tuple[EncounterCase, ...]:
        """Cases under the wrong state."""
        return tuple(c for c in self.cases if c.is_under_wrong_heading)

    @property
    def days_late(self) -> int | None:
        """Days from the end of the month to the making of the file; None where the file does not say."""
        if self.made is None:
            return None
        year, month = map(int, self.month.split("-"))
        return (self.made - date(year, month, monthrange(year, month)[1])).days


def month_of(name: str) -> str:
    """The month a file's name says, as 2026-08. Raises OutcomesError if it says none.

    >>> month_of("monthlyEncounter_Sept2025.pdf"), month_of("encounterReport_FY2020Nov.pdf")
    ('2025-09', '2019-11')
    """
    found = _NAMED.search(name)
    if found:
        word = (found["mon"] or found["fymon"])[:3].lower()
        if word in MONTHS:
            month = MONTHS.index(word) + 1
            year = int(found["year"] or found["fy"]) - (1 if found["fy"] and month > 9 else 0)
            return f"{year}-{month:02}"
    raise OutcomesError(
        f"{name}: its name says no month; ICE's are called monthlyEncounter_Aug2026.pdf or encounterReport_FY2020Jul.pdf"
    )


def read_report(name: str, data: bytes, registry: Registry) -> EncounterReport:
    """A report's bytes as counts. Raises OutcomesError for what is no such report."""
    month = month_of(name)
    text, made = _text(name, data)
    cases = tuple(_case(heading, words, registry) for heading, words in split(text))
    if not cases:
        raise OutcomesError(
            f"{name}: no case was found in it; is it one of ICE's encounter reports, with text and not a scan?"
        )
    return EncounterReport(name, month, cases, made)


def _text(name: str, data: bytes) -> tuple[str, date | None]:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise OutcomesError("reading reports needs pypdf: pip install 'deputized[outcomes]'") from error
    if len(data) > MOST_BYTES:
        raise OutcomesError(f"{name}: {len(data) / 1e6:.0f} MB; no such report is so large")
    try:
        reader = PdfReader(BytesIO(data))
        if len(reader.pages) > MOST_PAGES:
            raise OutcomesError(f"{name}: {len(reader.pages)} pages; no such report is so long")
        parts, size = [], 0
        for page in reader.pages:
            parts.append(page.extract_text() or "")
            size += len(parts[-1])
            if size > MOST_TEXT:
                raise OutcomesError(f"{name}: more text than any such report holds")
        created = reader.metadata.creation_date if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, OSError, RecursionError) as error:
        raise OutcomesError(f"{name}: cannot be read ({error}); fetch it again") from error
    return "\n".join(parts), created.date() if created else None


def split(text: str) -> Iterator[tuple[str, str]]:
    """Heading's state and words of each case. What stands before the first heading or case is the introduction."""
    names = {fold(s.name): s.postal for s in reference.states()}
    heading, words = "", ""
    for line in text.splitlines():
        bare = " ".join(line.split())
        if not bare:
            continue
        if fold(bare.rstrip(":")) in names and len(bare) < 30:
            if words:
                yield heading, words
            heading, words = names[fold(bare.rstrip(":"))], ""
        elif _BEGINS.match(bare):
            if words:
                yield heading, words
            words = bare
        elif words:
            words = f"{words[:-1]}{bare}" if words.endswith("-") else f"{words} {bare}"
    if words:
        yield heading, words


def _case(heading: str, words: str, registry: Registry) -> EncounterCase:
    models = [m for m, pattern in MODELS if pattern.search(words)]
    agency, state = _agency(heading, words, registry)
    return EncounterCase(heading, state, agency, models[0] if len(models) == 1 else "", _day(words))


def _agency(heading: str, words: str, registry: Registry) -> tuple[str | None, str]:
    """The one agency of ours that is named, first in the heading's state, else in exactly one other."""
    named = []
    for found in _AGENCY.finditer(words):
        name = " ".join(found[1].split())
        while (bare := _LEAD.sub("", name)) != name:
            name = bare
        named.append(name)
    resolver = resolver_of(registry.db)
    if heading:
        here = {
            r.body.agency_id for n in named
            if isinstance(r := resolver.resolve(n, heading), Exact) and r.body.agency_id
        }  # fmt: skip
        if len(here) == 1:
            return here.pop(), heading
        if here:
            return None, ""
    elsewhere = {
        (r.body.agency_id, r.body.state) for n in named
        for s in reference.states() if isinstance(r := resolver.resolve(n, s.postal), Exact) and r.body.agency_id
    }  # fmt: skip
    if len(elsewhere) == 1:
        agency, state = elsewhere.pop()
        return agency, state
    return None, ""


def _day(words: str) -> date | None:
    for found in _DAY.finditer(words):
        word = found[1][:3].lower()
        if word in MONTHS:
            try:
                return date(int(found[3]), MONTHS.index(word) + 1, int(found[2]))
            except ValueError:
                continue
    return None

"""The day a list was published: what its file name says, held against the evidence.

The evidence is of the file itself, so that the order in which files are taken in does not matter:
- the day the workbook was last saved (docProps): in 354 lists of ICE's it is the day in the name or up to
  three days before it, and never later;
- the day somebody first took a copy: the list was out by then;
- the newest SIGNED date on the list: it was not out before then;
- ICE has published such workbooks since February 2025.

A day that the evidence rules out is a slip of the hand. It is put right only if one day within a single
slip (a digit wrong, doubled, left out, or two neighbours swapped) fits the
evidence best; failing that, if one within two slips stands beside the day of saving or copying. The sentence
that says so is kept with the publication.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from rapidfuzz.distance import OSA

from deputized.archive.errors import DateUnknown
from deputized.archive.names import ReadName, read_name

FIRST_WORKBOOK = date(2025, 2, 1)
_ONE_DAY = timedelta(days=1)
_LONGEST_LEAD = 10  # days that a saved workbook may wait to be published


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """The day and part of day of a publication, where they come from and why, in one sentence."""

    day: date
    part_of_day: str
    source: str  # file_name | file_name_corrected | archive_capture | given
    evidence: str


@dataclass(frozen=True, slots=True)
class TimeEvidence:
    """What is known of a list's time besides its name; days are UTC."""

    captured: date | None = None
    modified: date | None = None
    newest_signed: date | None = None

    @property
    def latest(self) -> date | None:
        """A day by which the list was out."""
        return self.captured + _ONE_DAY if self.captured else None

    def allows(self, day: date) -> bool:
        """Whether a list with this evidence can have been published on that day."""
        if day < FIRST_WORKBOOK or (self.latest and day > self.latest):
            return False
        if self.newest_signed and day < self.newest_signed:
            return False
        return not self.modified or -1 <= (day - self.modified).days <= _LONGEST_LEAD

    def distance(self, day: date) -> tuple[int, int]:
        """How far a day is from the evidence; smaller fits better."""
        anchor = self.modified or self.captured or self.newest_signed
        if anchor is None:
            return (0, 0)
        return (abs((day - anchor).days), 0 if day >= anchor else 1)

    def sentence(self) -> str:
        """The evidence in words, without a full stop; empty if there is none."""
        facts = []
        if self.modified:
            facts.append(f"the workbook was last saved on {self.modified}")
        if self.captured:
            facts.append(f"a copy was taken on {self.captured}")
        if self.newest_signed:
            facts.append(f"its newest SIGNED date is {self.newest_signed}")
        return ", ".join(facts)


def evidence_day(text: str | None) -> date | None:
    """The UTC day of an ISO 8601 time as found in workbooks and manifests; None if there is none."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    try:
        return (moment - (moment.utcoffset() or timedelta())).date()
    except OverflowError:
        return None


def resolve_date(
    name: str,
    *,
    captured_at: str | None = None,
    modified: str | None = None,
    newest_signed: date | None = None,
    given: date | None = None,
    given_note: str = "",
) -> ResolvedDate:
    """The publication date of a list from its name and evidence; `given` outranks both, and `given_note` says why.

    Raises DateUnknown if the name has no date, or has one that is impossible and no single slip explains.
    """
    read = read_name(name)
    if given is not None:
        return ResolvedDate(
            given, read.part_of_day, "given", given_note or f"The day {given} was given by hand."
        )
    if not read.digits:
        raise DateUnknown(name, "its name holds no date")
    if read.is_capture:
        if read.day is None:
            raise DateUnknown(name, f"the capture time {read.digits} in its name is no date")
        return ResolvedDate(
            read.day,
            read.part_of_day,
            "archive_capture",
            f"A web archive captured it on {read.day} ({read.digits}).",
        )
    evidence = TimeEvidence(evidence_day(captured_at), evidence_day(modified), newest_signed)
    if evidence.modified and evidence.captured and evidence.modified > evidence.captured + _ONE_DAY:
        evidence = TimeEvidence(
            evidence.captured, None, newest_signed
        )  # saved again by whoever took the copy
    return _from_name(name, read, evidence)


def _from_name(name: str, read: ReadName, evidence: TimeEvidence) -> ResolvedDate:
    said = f"The file name says {read.digits}{read.part_of_day}"
    if read.day is not None and evidence.allows(read.day):
        return ResolvedDate(read.day, read.part_of_day, "file_name", f"{said}.")
    known = evidence.sentence()
    best = _nearest(name, read, evidence, {day for day in one_slip_away(read.digits) if evidence.allows(day)})
    slips = "one slip"
    if best is None and read.day is not None and replace(evidence, modified=None).allows(read.day):
        # Only the saving speaks against the name, and no slip explains it: somebody saved a copy again.
        return ResolvedDate(
            read.day,
            read.part_of_day,
            "file_name",
            f"{said}; the workbook was saved again on {evidence.modified}.",
        )
    if best is None:
        best = _nearest(name, read, evidence, _two_slips_away(read.digits, evidence))
        slips = "two slips"
    if best is None:
        because = f" ({known})" if known else ""
        raise DateUnknown(name, f"its name says {read.digits}, which is no possible day{because}")
    problem = "which cannot be the day" if read.day else "which is no date"
    return ResolvedDate(
        best,
        read.part_of_day,
        "file_name_corrected",
        f"The file name says {read.digits}, {problem}{'; ' + known if known else ''}; "
        f"{best} is {slips} away and fits.",
    )


def _nearest(name: str, read: ReadName, evidence: TimeEvidence, days: set[date]) -> date | None:
    """The day that fits the evidence best; DateUnknown if two fit equally well."""
    ranked = sorted(days, key=lambda day: (evidence.distance(day), day))
    if len(ranked) > 1 and evidence.distance(ranked[0]) == evidence.distance(ranked[1]):
        raise DateUnknown(
            name, f"its name says {read.digits}, which may stand for {ranked[0]} or {ranked[1]}"
        )
    return ranked[0] if ranked else None


def _two_slips_away(digits: str, evidence: TimeEvidence) -> set[date]:
    """Days beside the saving (or the copying) of the workbook that two slips explain."""
    anchor = evidence.modified or evidence.captured
    if anchor is None:
        return set()
    days = {anchor + _ONE_DAY * offset for offset in range(-3, 4)}
    return {
        day
        for day in days
        if evidence.allows(day)
        and OSA.distance(digits, day.strftime("%m%d%Y" if len(digits) > 6 else "%m%d%y"), score_cutoff=2) <= 2
    }


def one_slip_away(digits: str) -> set[date]:
    """The days whose MMDDYYYY (or MMDDYY) differs from `digits` by one slip of the hand."""
    near = set()
    for position in range(len(digits)):
        rest = digits[position + 1 :]
        near.add(digits[:position] + rest)
        near.update(digits[:position] + d + rest for d in "0123456789")
        near.update(digits[:position] + d + digits[position:] for d in "0123456789")
        if rest:
            near.add(digits[:position] + rest[0] + digits[position] + rest[1:])
    near.update(digits + d for d in "0123456789")
    days = set()
    for text in near:
        if len(text) == 6:
            text = text[:4] + "20" + text[4:]
        if len(text) == 8:
            try:
                days.add(date(int(text[4:]), int(text[:2]), int(text[2:4])))
            except ValueError:
                continue
    return days

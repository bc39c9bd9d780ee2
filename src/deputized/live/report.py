"""What a fetch did: one record for each thing it asked for, told in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from deputized.live.trouble import NEEDS_A_PERSON, WHAT_TO_DO, FetchStatus, Trouble

NOTHING_NEW, NEW, PERSON, LATER = 0, 10, 20, 30
"""Exit codes of `fetch` and `update`: nothing new; something new; a person is needed; it could not be asked this time."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What became of one file or page."""

    what: str  # page, participating, pending, or a file's name
    status: FetchStatus
    address: str
    name: str = ""
    publication_id: str = ""
    sha256: str = ""
    detail: str = ""  # why, or what is out of the ordinary; one clause
    what_to_do: str = ""
    date_evidence: str = ""
    differences: tuple[str, ...] = ()  # between the page's totals and the list
    stated: str = ""  # the page's sentence

    @classmethod
    def of(cls, what: str, trouble: Trouble) -> ReportLine:
        """The record of an address that gave nothing."""
        return cls(what, trouble.status, trouble.url, detail=trouble.detail, what_to_do=trouble.what_to_do)

    def sentence(self) -> str:
        """The record in one line."""
        named = f" ({self.name})" if self.name else ""
        text = f"{self.what}: {self.status.value}{f': {self.publication_id}' if self.publication_id else ''}{named}"
        if self.detail:
            text += f": {self.detail}"
        return text + (f"; {self.what_to_do}" if self.what_to_do else "")


@dataclass(frozen=True, slots=True)
class FetchReport:
    """Everything one fetch did. `requests` counts what was asked of other machines."""

    items: tuple[ReportLine, ...]
    requests: int = 0
    is_dry_run: bool = False

    @property
    def new(self) -> tuple[ReportLine, ...]:
        """What was not known before."""
        return tuple(i for i in self.items if i.status is FetchStatus.NEW and i.publication_id)

    @property
    def suspect(self) -> tuple[ReportLine, ...]:
        """What came new and is not believed."""
        return tuple(i for i in self.items if i.status is FetchStatus.SUSPECT)

    def judged(self, reasons: Mapping[str, str]) -> FetchReport:
        """The report with what came new told as suspect where it is not believed: the reason by the list's id."""
        return replace(self, items=tuple(_judged(i, reasons) for i in self.items))

    @property
    def needs_a_person(self) -> tuple[ReportLine, ...]:
        """What another run will not mend."""
        return tuple(i for i in self.items if i.status in NEEDS_A_PERSON)

    @property
    def exit_code(self) -> int:
        """See `NOTHING_NEW` and its fellows; the need of a person stands before news, news before waiting."""
        if self.needs_a_person:
            return PERSON
        if self.new:
            return NEW
        waiting = {FetchStatus.THROTTLED, FetchStatus.OFFLINE, FetchStatus.CUT, FetchStatus.NOT_THERE}
        return LATER if any(i.status in waiting for i in self.items) else NOTHING_NEW

    def to_rows(self) -> list[dict[str, Any]]:
        """Plain records, as the command's JSON gives them."""
        return [asdict(i) | {"differences": list(i.differences)} for i in self.items]


def _judged(item: ReportLine, reasons: Mapping[str, str]) -> ReportLine:
    reason = reasons.get(item.publication_id, "")
    if item.status is not FetchStatus.NEW or not reason:
        return item
    detail = "; ".join(filter(None, (f"it changes nothing: {reason.rstrip('.')}", item.detail)))
    todo = WHAT_TO_DO[FetchStatus.SUSPECT].format(url=item.publication_id)
    return replace(item, status=FetchStatus.SUSPECT, detail=detail, what_to_do=todo)

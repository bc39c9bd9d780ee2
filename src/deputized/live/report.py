"""What a fetch did: one record for each thing it asked for, told in plain words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from deputized.live.trouble import NEEDS_A_PERSON, Status, Trouble

NOTHING_NEW, NEW, PERSON, LATER = 0, 10, 20, 30
"""Exit codes of `fetch` and `update`: nothing new; something new; a person is needed; it could not be asked this time."""


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one file or page."""

    what: str  # page, participating, pending, or a file's name
    status: Status
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
    def of(cls, what: str, trouble: Trouble) -> Item:
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

    items: tuple[Item, ...]
    requests: int = 0
    is_dry_run: bool = False

    @property
    def new(self) -> tuple[Item, ...]:
        """What was not known before."""
        return tuple(i for i in self.items if i.status is Status.NEW and i.publication_id)

    @property
    def needs_a_person(self) -> tuple[Item, ...]:
        """What another run will not mend."""
        return tuple(i for i in self.items if i.status in NEEDS_A_PERSON)

    @property
    def exit_code(self) -> int:
        """See `NOTHING_NEW` and its fellows; the need of a person stands before news, news before waiting."""
        if self.needs_a_person:
            return PERSON
        if self.new:
            return NEW
        waiting = {Status.THROTTLED, Status.OFFLINE, Status.CUT, Status.NOT_THERE}
        return LATER if any(i.status in waiting for i in self.items) else NOTHING_NEW

    def to_rows(self) -> list[dict[str, Any]]:
        """Plain records, as the command's JSON gives them."""
        return [asdict(i) | {"differences": list(i.differences)} for i in self.items]

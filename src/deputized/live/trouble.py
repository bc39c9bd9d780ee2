"""What can come between us and ICE's list, in plain words, each with what to do about it."""

from __future__ import annotations

from enum import StrEnum


class FetchStatus(StrEnum):
    """What became of one address. The value is the word people read."""

    NEW = "new"
    SUSPECT = "suspect"
    UNCHANGED = "nothing new"
    BLOCKED = "blocked"
    MOVED = "moved"
    THROTTLED = "throttled"
    OFFLINE = "offline"
    NOT_A_LIST = "not a list"
    NOT_THERE = "not there"
    CUT = "cut short"
    NO_LINK = "no link"


WHAT_TO_DO = {
    FetchStatus.SUSPECT: "if it is right: deputized quarantine {url} --believe --because TEXT",
    FetchStatus.BLOCKED: "open {url} in a browser, save the file, and give it: deputized fetch --from FILE",
    FetchStatus.MOVED: "open {url} in a browser and look where it leads; give the new address: deputized fetch --from URL",
    FetchStatus.THROTTLED: "wait an hour and run it again; nothing is asked twice in one run",
    FetchStatus.OFFLINE: "check the connection and run it again; if only this site is away: deputized fetch --from wayback",
    FetchStatus.NOT_A_LIST: "open {url} in a browser; if it shows ICE's list, save it and give it: deputized fetch --from FILE",
    FetchStatus.NOT_THERE: "run it again later (ICE has linked lists hours before it put them up), or open {url} in a browser",
    FetchStatus.CUT: "run it again; what came was not whole and was not kept",
    FetchStatus.NO_LINK: "open {url} in a browser, save the list it shows, and give it: deputized fetch --from FILE",
}
"""One line for each; `{url}` is the address to open by hand, and for a list that is suspect the list."""

NEEDS_A_PERSON = frozenset(
    {FetchStatus.BLOCKED, FetchStatus.MOVED, FetchStatus.NOT_A_LIST, FetchStatus.NO_LINK, FetchStatus.SUSPECT}
)
"""Statuses that another run will not mend; the others pass by themselves."""


class Trouble(Exception):
    """An address that did not give what was asked: its status, the address, what was seen."""

    def __init__(self, status: FetchStatus, url: str, detail: str, http_status: int = 0) -> None:
        self.status = status
        self.url = url
        self.detail = detail
        self.http_status = http_status
        super().__init__(status, url, detail, http_status)

    @property
    def what_to_do(self) -> str:
        """The next step, as one clause."""
        return WHAT_TO_DO[self.status].format(url=self.url)

    def __str__(self) -> str:
        return f"{self.status.value}: {self.url}: {self.detail}; {self.what_to_do}"

"""What every page of a build shares and no record holds: its address, who publishes it, and the list it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from deputized.site.stamp import Stamp

if TYPE_CHECKING:
    from deputized.site.content import SiteContent


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes a build of the site: settings of the build, never of the program."""

    name: str = ""
    contact: str = ""  # an address of the web or for mail
    report: str = ""  # where an error is reported; `contact` if empty

    def __post_init__(self) -> None:
        for what, address in (("contact", self.contact), ("report", self.report)):
            if address and not linked(address):
                raise ValueError(
                    f"{what} {address!r}: give an address that begins with https://, http:// or mailto:, or one with an @"
                )

    @property
    def contact_link(self) -> str:
        return linked(self.contact)

    @property
    def report_link(self) -> str:
        return linked(self.report or self.contact)

    def report_of(self, page: str) -> str:
        """Where an error on one page is reported: by mail its address is filled in."""
        where = self.report_link
        if where.startswith("mailto:") and "?" not in where:
            return f"{where}?subject={quote(f'Error: {page}')}"
        return where


def linked(address: str) -> str:
    """An address as a link may have it; empty for what is none.

    >>> linked("desk@example.org"), linked("javascript:alert(1)")
    ('mailto:desk@example.org', '')
    """
    if any(c.isspace() or c in "<>\"'`\\" or not c.isprintable() for c in address):
        return ""
    if address.startswith(("https://", "http://", "mailto:")):
        return address
    return f"mailto:{address}" if "@" in address.strip("@") and ":" not in address else ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The settings of a build and the stamp of its list."""

    stamp: Stamp
    base_url: str = ""
    publisher: Publisher = field(default_factory=Publisher)

    @classmethod
    def of(cls, content: SiteContent, base_url: str = "", publisher: Publisher | None = None) -> Frame:
        return cls(Stamp.of(content), base_url, publisher or Publisher())

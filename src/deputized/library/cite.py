"""How to cite an answer: the registry's version and the list it rests on, with its hash."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized import __version__
from deputized.facts.lists import ListUsed
from deputized.model.days import AsOf, DayLike, in_words
from deputized.model.shown import Shown

if TYPE_CHECKING:
    from deputized.library.registry import Registry

_WORDS = {
    "en": "ICE, participating agencies list of {day}, file {file}, sha256 {sha}, as kept by deputized {version} "
    "(lists to {newest}); list id {id}.",
    "es": "ICE, lista de organismos participantes del {day}, archivo {file}, sha256 {sha}, según deputized {version} "
    "(listas hasta el {newest}); id de la lista {id}.",
}


@dataclass(frozen=True, slots=True)
class ListCitation(Shown):
    """What an answer about a day rests on, and one sentence that says so."""

    as_of: str | None
    known_on: str | None
    version: str
    newest_list: str
    ledger_sha256: str
    list_used: ListUsed
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the command's JSON gives it."""
        return asdict(self)


def cite(
    registry: Registry,
    as_of: DayLike | AsOf | None = None,
    known_on: DayLike | None = None,
    language: str = "en",
) -> ListCitation:
    """The list that speaks for a day, as known on another. Raises ValueError for a day that is none or too early."""
    day = registry.day(as_of, known_on)
    used, (world, known) = day.list_used, day.when.texts
    newest = date.fromisoformat(registry.clocks.dates[-1])
    text = _WORDS[language].format(
        day=in_words(day.list_day, language), file=used.name_in_source, sha=used.sha256, version=__version__,
        newest=in_words(newest, language), id=used.publication_id,
    )  # fmt: skip
    return ListCitation(
        world,
        known,
        __version__,
        registry.meta["newest_publication"],
        registry.meta["ledger_sha256"],
        used,
        text,
    )

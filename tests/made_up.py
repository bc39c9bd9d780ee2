"""Made-up lists after the newest of the shipped ledger, read by a replay of the last few."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from deputized.archive import Ledger
from deputized.model.publications import Content, Listing, ListKind, Publication
from deputized.registry.curation import Corrector, load_corrections
from deputized.registry.replay import Replay, replay

MODEL = "Task Force Model"
NEXT_DAY = date(2026, 9, 15)


@dataclass(frozen=True)
class Longer:
    """The newest few lists, and made-up ones after them."""

    publications: Sequence[Publication]
    contents: Mapping[str, Content]
    base: Ledger
    made: Mapping[str, tuple[Listing, ...]]

    @property
    def sha256(self) -> str:
        return "made-up"

    @property
    def sightings(self) -> tuple[tuple[str, str, str, str, date | None], ...]:
        kept = {p.publication_id for p in self.publications}
        return tuple(s for s in self.base.sightings if s[0] in kept)

    def listings(self, publication_id: str) -> Sequence[Listing]:
        return (
            self.made[publication_id] if publication_id in self.made else self.base.listings(publication_id)
        )


def printed_anew(ledger: Ledger, changes: Sequence[Callable[[Content], Content]], keep: int = 2) -> Replay:
    """A replay of the newest lists, and one more list for each change, which every row of the newest undergoes."""
    lists = sorted(
        (p for p in ledger.publications if p.kind is ListKind.PARTICIPATING), key=lambda p: p.order
    )[-keep:]
    contents, made, publications = dict(ledger.contents), {}, list(lists)
    for n, change in enumerate(changes):
        listings = []
        for x in ledger.listings(lists[-1].publication_id):
            content = replace(change(ledger.contents[x.content_id]), content_id=f"{x.content_id}-{n}")
            contents[content.content_id] = content
            listings.append(Listing(x.row_number, content.content_id, False))
        name = f"made-up-{n}"
        made[name] = tuple(listings)
        day = NEXT_DAY + timedelta(days=n)
        publications.append(replace(lists[-1], publication_id=name, published_date=day))
    return replay(Longer(publications, contents, ledger, made), None, Corrector(load_corrections()))


def longer(ledger: Ledger, rows: Sequence[Content], lists: int = 1) -> Longer:
    """The newest list, and it again with these rows at its end, so many times."""
    newest = max((p for p in ledger.publications if p.kind is ListKind.PARTICIPATING), key=lambda p: p.order)
    contents, made, publications = dict(ledger.contents), {}, [newest]
    listings = ledger.listings(newest.publication_id)
    last = max(x.row_number for x in listings)
    for n in range(lists):
        added = [replace(row, content_id=f"made-up-{n}-{i}") for i, row in enumerate(rows)]
        contents |= {row.content_id: row for row in added}
        name = f"made-up-{n}"
        made[name] = (*listings, *(Listing(last + i, r.content_id, False) for i, r in enumerate(added, 1)))
        day = NEXT_DAY + timedelta(days=n)
        publications.append(replace(newest, publication_id=name, published_date=day))
    return Longer(publications, contents, ledger, made)


def with_rows(ledger: Ledger, rows: Sequence[Content], lists: int = 1) -> Replay:
    """The replay of such a ledger."""
    return replay(longer(ledger, rows, lists), None, Corrector(load_corrections()))


def row(
    ledger: Ledger, name: str, state: str, county: str | None, signed: date, model: str = MODEL
) -> Content:
    """A new row of the newest list's kind."""
    newest = max((p for p in ledger.publications if p.kind is ListKind.PARTICIPATING), key=lambda p: p.order)
    like = ledger.contents[ledger.listings(newest.publication_id)[0].content_id]
    return replace(
        like, state=state, agency=name, county=county, support_type=model, type="Municipality",
        signed=signed, moa="Link pending", moa_url=None, addendum=None, addendum_url=None,
    )  # fmt: skip

"""deputized outcomes show: what is held for a place, an agency, a state or the country."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.opened import day_option, known_on_option, opened, registry_option, state_option
from deputized.cli.output import format_option, plain, talk, write, write_one

if TYPE_CHECKING:
    from deputized.outcomes import Outcomes
    from deputized.outcomes.held_numbers import HeldNumber
    from deputized.outcomes.ties import FoiaTie

SHOWN_REVISIONS = 8
SHOWN_MONTHS = 13
SHOWN_AGENCIES = 12


@click.command("show")
@click.argument("which", required=False)
@state_option
@day_option
@known_on_option
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@format_option
@registry_option
def show(
    which: str | None,
    state: str | None,
    as_of: str | None,
    known_on: str | None,
    as_json: bool,
    format_: str,
    path: Path | None,
) -> None:
    """What is held of results for WHICH (a county, a state or an agency; without it, the country).

    Every number with what it counts, its file and cell, its bounds, and what it cannot tell. With --as-of only
    periods begun by that day; with --known-on only what was out by then.

    \b
    deputized outcomes show FL
    deputized outcomes "Frederick County, MD" --format csv
    """
    from deputized.outcomes import outcomes_of
    from deputized.outcomes.errors import OutcomesError

    with opened(path) as registry:
        try:
            found = outcomes_of(registry, which, as_of, known_on, state)
        except OutcomesError as error:
            raise click.ClickException(str(error)) from error
        if as_json or format_ in ("json", "table"):
            write_one(
                plain(found.to_dict()),
                "json" if as_json else format_,
                lambda: click.echo("\n".join(screen(found))),
            )
        else:
            write([row(h) for h in found.numbers], format_, fields=FIELDS)
            for line in found.unknown:
                talk(f"not known: {line}")


FIELDS = (
    "measure", "place", "printed", "start", "end", "value", "unit", "shown", "floor", "ceiling", "bounds", "note",
    "published", "confidence", "file", "sheet", "cell", "sha256", "origin", "url", "counts", "cannot_tell",
)  # fmt: skip


def row(h: HeldNumber) -> dict[str, Any]:
    """A number as one flat record."""
    whole = h.to_dict()
    whole |= whole["address"]
    whole["cannot_tell"] = "; ".join(whole["cannot_tell"])
    return {f: whole[f] for f in FIELDS}


def screen(o: Outcomes) -> Iterable[str]:
    """The lines of the screen."""
    days = "".join(
        (f", periods begun by {o.as_of}" if o.as_of else "", f", as known on {o.known_on}" if o.known_on else "")
    )  # fmt: skip
    yield f"{o.asked.name}: what is held of results{days}"
    if o.foia:
        yield ""
        yield from _foia(o)
    if o.without and o.asked.kind in ("country", "state"):
        yield ""
        yield from _without(o)
    if books := o.of("book_ins_ice"):
        yield ""
        yield from _book_ins(o, books)
    if arrests := [h for h in o.of("arrests_all") if not h.figure]:
        yield ""
        yield from _arrests(o, arrests)
    if figures := [h for h in o.numbers if h.figure]:
        yield ""
        yield "figures others published (id, number, what, where it stands):"
        for h in figures:
            yield from _figure(h)
    if o.imported:
        yield ""
        yield "counted in releases you imported (floor: certain; ceiling: with possible and untied rows, and what is withheld):"
        for t in o.imported:
            yield (
                f"  {t.release} ({t.file}), {t.first} to {t.last}: floor {t.floor:,}, ceiling {t.ceiling:,}; certain "
                f"{t.certain:,}, possible {t.possible:,}, cannot be tied {t.untied:,}, counts withheld {t.withheld_cells:,}"
            )
    yield ""
    yield from _limits(o)


def _foia(o: Outcomes) -> Iterator[str]:
    from deputized.outcomes import identified

    yield "identified and removed under 287(g), fiscal years 2006 to 2013, by ICE's own table (FOIA):"
    shown = [h for h in o.numbers if h.address.file == identified.SOURCE_FILE]
    if len(o.foia) == 1:
        yield from _years(o.foia[0], shown)
    else:
        yield from _sums(o, shown)
    total = [o.total(m) or 0 for m in ("identified", "removed")]
    yield f"  in all: {total[0]:,} identified, {total[1]:,} removed; floor and ceiling are the same: ICE's own counts"
    yield f"  source: {identified.SOURCE_FILE}: {identified.ORIGIN}; a blank there is no zero"


def _years(t: FoiaTie, shown: list[HeldNumber]) -> Iterator[str]:
    """One agency, year by year."""
    cells = {(h.start, h.measure): h.address.cell for h in shown}
    yield f"  {t.agency.printed}: {_tie(t)}"
    for r in t.agency.results:
        where = [cells[r.period[0], m] for m in ("identified", "removed") if (r.period[0], m) in cells]
        if where:
            yield (
                f"  FY{r.year}  {_n(r.identified):>7} identified  {_n(r.removed):>7} removed  "
                f"(cells {', '.join(where)}); agreement: {t.agreement_in(r)}"
            )


def _sums(o: Outcomes, shown: list[HeldNumber]) -> Iterator[str]:
    """Several agencies: by year, and by agency."""
    for year in sorted({h.end.year for h in shown if h.end}):
        some = [h for h in shown if h.end and h.end.year == year]
        active = len({(h.place, h.printed) for h in some if h.value})
        who = f"{active} {'agency' if active == 1 else 'agencies'} with any result"
        yield f"  FY{year}  {_sum(some, 'identified'):>7,} identified  {_sum(some, 'removed'):>7,} removed  by {who}"
    ranked = sorted(o.foia, key=lambda t: -t.agency.identified)
    for t in ranked[:SHOWN_AGENCIES] if o.asked.kind == "country" else ranked:
        some = [
            h for h in shown if h.printed == t.agency.printed and h.place in (t.tie.agency_id, t.agency.state)
        ]
        yield (
            f"  {_sum(some, 'identified'):>7,} / {_sum(some, 'removed'):>7,}  {t.agency.printed}, {t.agency.state}: {_tie(t)}"
        )
    if o.asked.kind in ("country", "state"):
        ours = sum(t.tie.agency_id is not None for t in o.foia)
        rest = len(o.foia) - ours
        yield f"  in the table {len(o.foia)}: {ours} on ICE's lists since January 2021, {rest} on none or not tied"


def _sum(some: list[HeldNumber], measure: str) -> int:
    return sum(int(h.value or 0) for h in some if h.measure == measure)


def _n(value: int | None) -> str:
    return "blank" if value is None else f"{value:,}"


def _tie(t: FoiaTie) -> str:
    return f"{t.tie.agency_id} ({t.tie.why})" if t.tie.agency_id else t.tie.why


def _without(o: Outcomes) -> Iterator[str]:
    yield "had an agreement on a government list of 2007 to 2009, and no result in that table:"
    for w in o.without:
        model = f", {w.said.model}" if w.said.model else ""
        yield f"  {w.name}, {w.state}: {w.said.status}{model} ({w.said.source}, as of {w.said.as_of}); {w.why}"


def _book_ins(o: Outcomes, books: tuple[HeldNumber, ...]) -> Iterator[str]:
    yield "book-ins into ICE detention after ICE arrests, by month (287(g) is inside: floor 0, ceiling the number):"
    if len(books) > SHOWN_MONTHS:
        yield f"  {len(books)} months from {books[0].start:%Y-%m}; the last {SHOWN_MONTHS}:"
    for h in books[-SHOWN_MONTHS:]:
        note = f"; {h.note}" if h.note else ""
        yield f"  {h.start:%Y-%m}  {int(h.value or 0):>7,}  {h.address.told}, run of {h.published}{note}"
    if o.revisions:
        large = sorted(o.revisions, key=lambda r: -abs(r.difference))
        yield f"  {len(o.revisions)} times a later workbook prints another number for a month that was over; the largest:"
        for r in large[:SHOWN_REVISIONS]:
            yield (
                f"    {r.month:%Y-%m}: {r.before.count:,} ({r.before.file}) then {r.after.count:,} ({r.after.file}), "
                f"{r.difference:+,}"
            )


def _arrests(o: Outcomes, arrests: list[HeldNumber]) -> Iterator[str]:
    from deputized.outcomes import arrests as table

    yield "all ICE arrests, 1 January 2025 to 31 July 2026 (to compare with; 287(g) is not split out: floor 0, ceiling the number):"
    if len(arrests) > 1:
        yield f"  {sum(int(h.value or 0) for h in arrests):,} in {len(arrests)} states and DC; the most:"
    for h in arrests[:10]:
        yield f"  {int(h.value or 0):>7,}  {h.printed}, the whole state ({h.address.told})"
    yield f"  source: {table.ORIGIN}"


def _figure(h: HeldNumber) -> Iterator[str]:
    hedge = f"{h.shown} " if h.shown else ""
    unit = f" {h.unit}" if h.unit else ""
    value = f"{h.value:,}" if h.value is not None else "blank"
    period = f", {h.start} to {h.end}" if h.start else ""
    yield f"  {h.figure}  {hedge}{value}{unit}: {h.note} ({h.printed}{period}; {h.address.told}; {h.address.origin}; {h.confidence})"
    floor, ceiling = (f"{v:,}" if v is not None else "not known" for v in (h.floor, h.ceiling))
    yield f"       floor {floor}, ceiling {ceiling}: {h.bounds}"


def _limits(o: Outcomes) -> Iterator[str]:
    from deputized.outcomes.definitions import measure

    for key in dict.fromkeys(h.measure for h in o.numbers):
        m = measure(key)
        yield f"{m.name}: counts {m.counts}. It cannot tell: {'; '.join(m.cannot_tell)}."
    for line in o.unknown:
        yield f"not known: {line}"

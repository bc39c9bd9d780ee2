"""deputized match"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.opened import opened, registry_option, state_option
from deputized.cli.output import format_option, plain, talk, write, write_one

if TYPE_CHECKING:
    from deputized.library import Registry
    from deputized.registry.places.answers import Match


LISTS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")


@click.command("match")
@click.argument("which", required=False)
@click.option(
    "--report", is_flag=True, help="How many of the newest list's agreements are tied, by kind of agency."
)
@click.option(
    "--missing",
    is_flag=True,
    help="Every agency on the newest list that lacks a county, town or ORI, and why.",
)
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="Every body of the country, on a list or on none, with all its codes.",
)
@click.option("--name-column", metavar="HEADING", help="Of FILE: the column of agency names.")
@click.option("--state-column", metavar="HEADING", help="Of FILE: the column of states.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the rows of FILE, or of --all, to a .csv (with a mark for Excel) or .xlsx file.",
)
@state_option
@format_option
@registry_option
def command(
    which: str | None, report: bool, missing: bool, every: bool, name_column: str | None, state_column: str | None,
    output: Path | None, state: str | None, format_: str, path: Path | None,
) -> None:  # fmt: skip
    """Tie agencies to county, town and FBI identifier (ORI). WHICH is an agency, and its rule, score and alternatives
    are told; or a FILE, your own list of agencies (CSV, TSV, XLSX), whose rows are tied to ours, all columns kept.

    A row that more than one body may be is not guessed: it has no id, the doubt and the candidates.

    \b
    deputized match tx-kinney-county-sheriff
    deputized match my-agencies.csv -o tied.xlsx
    deputized match my-agencies.xlsx --name-column Department --state TX -f csv
    deputized match --all --state TX -o texas.csv
    deputized match --report
    deputized match --missing --format csv
    """
    from deputized.library.find_body import find
    from deputized.library.matching import missing_rows, reason_rows, report_rows

    if output is not None and output.suffix.lower() not in (".csv", ".xlsx"):
        raise click.UsageError(f"{output}: give a name that ends in .csv or .xlsx")
    with opened(path) as registry:
        if report:
            write(report_rows(registry), format_)
            if format_ == "table":
                click.echo("\nwhat is missing, and why (each agency: deputized match --missing)")
                write(reason_rows(registry), format_)
        elif missing:
            rows = missing_rows(registry, state)
            write(rows, format_)
            talk(f"{len(rows):,} gaps")
        elif every:
            from deputized.library.crosswalk import COLUMNS, crosswalk

            rows = crosswalk(registry, state)
            _give(rows, COLUMNS, output, format_, TELLING_ALL)
            talk(
                f"{len(rows):,} bodies, {sum(r['agency_id'] is not None for r in rows):,} of them on ICE's lists"
            )
        elif which is None:
            raise click.UsageError("say which agency or file, or --all, --report, or --missing")
        elif Path(which).suffix.lower() in LISTS:
            _own_list(registry, Path(which), name_column, state_column, state, output, format_)
        else:
            agency_id = find(registry, which, state)
            match = registry.ties[agency_id]
            record = {"agency_id": agency_id} | plain(asdict(match))
            write_one(record, format_, lambda: click.echo("\n".join(screen(agency_id, match))))


TELLING_ALL = (
    "agency_id",
    "name",
    "state",
    "standing",
    "models",
    "ori",
    "county_fips",
    "place_geoid",
    "officers",
)


def _own_list(
    registry: Registry, file: Path, name_column: str | None, state_column: str | None, state: str | None,
    output: Path | None, format_: str,
) -> None:  # fmt: skip
    from deputized.library.own_list import match_list
    from deputized.readers.errors import ReadError
    from deputized.readers.xlsx import read_bytes

    if output is not None and output.resolve() == file.resolve():
        raise click.UsageError(f"{output}: that is your own list; give another name, it would be overwritten")
    try:
        data = read_bytes(file)
    except ReadError as error:
        raise click.UsageError(str(error)) from error
    found = match_list(registry, file.name, data, name_column, state_column, state)
    theirs = tuple(found.read_as[w] for w in ("name", "state") if w in found.read_as)
    ours = [
        c
        for c in found.columns
        if c.endswith(("agency_id", "_ori", "standing", "score", "doubt", "candidates"))
    ]
    _give(found.rows, found.columns, output, format_, (*theirs, *(c for c in ours if c not in theirs)))
    for remark in found.remarks:
        talk(remark)
    talk(found.told)


def _give(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], output: Path | None, format_: str,
    telling: Sequence[str],
) -> None:  # fmt: skip
    if output is None:
        write(rows, format_, columns=telling, fields=columns)
        return
    from deputized.store.sheets import csv_for_excel, workbook

    cells = [[row.get(c) for c in columns] for row in rows]
    make = workbook if output.suffix.lower() == ".xlsx" else csv_for_excel
    output.write_bytes(make(output.stem, columns, cells))
    talk(f"{output}: {len(rows):,} rows")


def screen(agency_id: str, m: Match) -> Iterable[str]:
    """The lines of the screen."""
    yield f"{agency_id}: {m.agency}, {m.state}; {m.kind.replace('_', ' ')}, level {m.level.replace('_', ' ')}"
    for title, answer in (("county FIPS", m.county), ("town GEOID", m.place), ("ORI", m.ori)):
        found = ", ".join(answer.codes) or answer.status.replace("_", " ")
        yield f"{title}: {found}   rule {answer.rule}, score {answer.score:g}"
        if answer.note:
            yield f"  {answer.note}"
        for a in answer.alternatives:
            yield f"  not taken: {a.code} {a.name} (likeness {a.score:g}): {a.reason}"
    if m.officers is not None:
        served = (
            f"; serves {m.population_served:,} as the FBI counts" if m.population_served is not None else ""
        )
        civilians = f"{m.civilians:,}" if m.civilians is not None else "unknown number of"
        yield f"staffing {m.staffing_year}: {m.officers:,} sworn, {civilians} civilian{served}"
    else:
        yield "staffing: unknown"

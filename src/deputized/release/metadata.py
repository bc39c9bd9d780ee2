"""What a release says of itself: CITATION.cff, and the metadata that Zenodo and DataCite take. No identifier is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

TITLE = "deputized: an open registry of 287(g) agreements, rebuilt from every list ICE published"
AUTHORS = "The deputized contributors"
KEYWORDS = ("287(g)", "immigration enforcement", "law enforcement", "open data", "registry")
LICENSE = "CC0-1.0"


@dataclass(frozen=True, slots=True)
class Facts:
    """A release's own facts. `version`: the newest list's day and the program's version."""

    version: str
    day: str
    newest_list_date: str
    newest_list: str
    ledger_sha256: str
    program_version: str
    rows: dict[str, int]
    previous_version: str | None

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    @property
    def description(self) -> str:
        """What it is, in a paragraph."""
        return (
            "Every agency and agreement under section 287(g) of the Immigration and Nationality Act, rebuilt from "
            f"{self.rows['publications']} lists that U.S. Immigration and Customs Enforcement published to "
            f"{self.newest_list_date}: {self.rows['agencies']:,} agencies, {self.rows['agreements']:,} agreements, "
            f"{self.rows['events']:,} events, each with the list, row and decision it rests on, and two clocks (a day in "
            f"the world, a day of the record). Ledger sha256 {self.ledger_sha256}."
        )


def citation_cff(f: Facts) -> str:
    """CITATION.cff, format 1.2.0."""
    words = "\n".join(f"  - {k}" if "(" not in k else f'  - "{k}"' for k in KEYWORDS)
    return (
        "cff-version: 1.2.0\n"
        'message: "Cite the list an answer rests on (its id and hash), and this release."\n'
        f'title: "{TITLE}"\ntype: dataset\nversion: "{f.version}"\ndate-released: {f.day}\nlicense: {LICENSE}\n'
        f'authors:\n  - name: "{AUTHORS}"\nkeywords:\n{words}\nabstract: "{f.description}"\n'
    )


def zenodo(f: Facts) -> dict[str, Any]:
    """The deposit's metadata as Zenodo reads it from .zenodo.json."""
    return {
        "title": TITLE, "upload_type": "dataset", "version": f.version, "publication_date": f.day, "access_right": "open",
        "license": "cc-zero", "creators": [{"name": AUTHORS}], "keywords": list(KEYWORDS), "language": "eng",
        "description": f"<p>{f.description}</p>",
        "notes": "Counts of rows, agreements and agencies are three numbers; say which. SIGNED on ICE's list is nearly always the day "
        "ICE countersigned. A row that left the list does not say that an agreement ended.",
    }  # fmt: skip


def datacite(f: Facts) -> dict[str, Any]:
    """DataCite's metadata, kernel 4; the DOI is the registrar's to give and is left out until then."""
    return {
        "schemaVersion": "http://datacite.org/schema/kernel-4", "identifiers": [],
        "creators": [{"name": AUTHORS, "nameType": "Organizational"}], "titles": [{"title": TITLE, "lang": "en"}],
        "publisher": AUTHORS, "publicationYear": f.day[:4], "version": f.version, "language": "en",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Registry"}, "subjects": [{"subject": k} for k in KEYWORDS],
        "dates": [{"date": f.day, "dateType": "Issued"}, {"date": f"2021-01-01/{f.newest_list_date}", "dateType": "Coverage"}],
        "rightsList": [{"rights": "Creative Commons Zero v1.0 Universal", "rightsIdentifier": LICENSE,
                        "rightsIdentifierScheme": "SPDX", "rightsUri": "https://creativecommons.org/publicdomain/zero/1.0/"}],
        "descriptions": [{"description": f.description, "descriptionType": "Abstract"}], "formats": ["text/csv"],
        "geoLocations": [{"geoLocationPlace": "United States"}],
    }  # fmt: skip


def readme(f: Facts, changed: Mapping[str, Mapping[str, int]], grains: Mapping[str, str]) -> str:
    """The first page of a release."""
    lines = [
        f"# {TITLE}", "", f"Version {f.version}, {f.day}. Newest list: `{f.newest_list}`.", "", f.description, "",
        "`data/` holds the tables as CSV; `data/datapackage.json` describes every column, its type and what it refers to. `SHA256SUMS` "
        "has the hash of every file: `sha256sum -c SHA256SUMS`. How to cite: `CITATION.cff`. Data: CC0.", "",
        "| table | rows | grain |", "|---|---|---|",
        *(f"| {name} | {n:,} | {grains.get(name, '')} |" for name, n in f.rows.items()), "",
    ]  # fmt: skip
    if f.previous_version is None:
        lines += ["No release before it was given: what changed is not told.", ""]
        return "\n".join(lines)
    lines += [
        f"## What changed since {f.previous_version}",
        "",
        "| table | added | removed | changed |",
        "|---|---|---|---|",
    ]
    lines += [f"| {t} | {c['added']:,} | {c['removed']:,} | {c['changed']:,} |" for t, c in changed.items()]
    return "\n".join([*lines, "", "`CHANGES.csv` has each row that changed, by its key.", ""])

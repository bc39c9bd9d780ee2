"""What earlier claims leave for the next one: quarters claimed, equipment, the vehicle, overtime used, certifications.

It is kept as rows of text, in the claim workbook's sheet `carried` or in a JSON file, so that four quarterly claims
equal one of the whole year to the cent, and nothing is claimed twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from deputized.money.amounts import ZERO, amount
from deputized.money.coverage import ClaimLine, Line, OfficerQuarter
from deputized.money.quarters import Quarter

SHEET = "carried"
HEADER = ("what", "officer", "when", "value")
KINDS = ("quarter", "equipment", "vehicle", "overtime", "certified")
MAX_BYTES = 20_000_000
Row = tuple[str, str, str, str]


class CarriedError(ValueError):
    """What an earlier claim left cannot be read, or does not go with the new roster."""


@dataclass(slots=True)
class Carried:
    """The state after the claims so far. `certified`: model, first day and end (or None) by officer, in time."""

    quarters: set[tuple[str, Quarter]] = field(default_factory=set)
    equipped: dict[str, Quarter] = field(default_factory=dict)
    vehicle: Quarter | None = None
    overtime: dict[tuple[str, int], Decimal] = field(
        default_factory=dict
    )  # by officer and federal fiscal year
    certified: dict[str, list[tuple[str, date, date | None]]] = field(default_factory=dict)

    def check(self, roster: Iterable[OfficerQuarter]) -> None:
        """Raises CarriedError where a roster claims a quarter again or contradicts what was claimed on."""
        wrong = []
        for row in roster:
            if (row.officer_id, row.quarter) in self.quarters:
                wrong.append(f"officer {row.officer_id}: {row.quarter} was claimed before")
            for model, start, end in self.certified.get(row.officer_id, ()):
                if row.certified_on is None:
                    continue
                if (row.model, row.certified_on) == (model, start):
                    if end is not None and row.left_on != end and row.quarter.last >= end:
                        said = row.left_on or "no such day"
                        wrong.append(
                            f"officer {row.officer_id}: left_on was {end} before, now {said} in {row.quarter}"
                        )
                    continue
                if row.certified_on < start and (row.left_on is None or row.left_on > start):
                    wrong.append(
                        f"officer {row.officer_id}: claimed before as {model} certified {start}; "
                        f"now {row.model} certified {row.certified_on}"
                    )
                elif row.certified_on >= start and end is not None and row.certified_on < end:
                    wrong.append(
                        f"officer {row.officer_id}: certified {row.certified_on}, before the {model} of {start} ended {end}"
                    )
                elif row.model == model and row.certified_on > start and end is None:
                    wrong.append(
                        f"officer {row.officer_id}: claimed before as certified {start}, now {row.certified_on}; "
                        "a second certification needs the day the first one ended in `left_on`"
                    )
        if wrong:
            shown = "\n  ".join(dict.fromkeys(wrong[:50]))
            raise CarriedError(
                f"it does not go with what was claimed before; nothing was computed\n  {shown}"
            )

    def take(self, roster: Sequence[OfficerQuarter], lines: Iterable[Line]) -> None:
        """Add a claim's own rows and lines."""
        for row in roster:
            self.quarters.add((row.officer_id, row.quarter))
            if row.certified_on is not None:
                spells = self.certified.setdefault(row.officer_id, [])
                spells[:] = sorted(
                    {
                        (m, s): (m, s, e) for m, s, e in (*spells, (row.model, row.certified_on, row.left_on))
                    }.values(),
                    key=lambda x: x[1],
                )
        for line in lines:
            if line.item is ClaimLine.EQUIPMENT:
                self.equipped.setdefault(line.officer_id, line.quarter)
            elif line.item is ClaimLine.VEHICLE:
                self.vehicle = line.quarter
            elif line.item is ClaimLine.OVERTIME and line.covered:
                key = (line.officer_id, line.quarter.fiscal_year)
                self.overtime[key] = self.overtime.get(key, ZERO) + line.covered

    def rows(self) -> list[Row]:
        """Everything as rows of text, sorted; `carried_from_rows` reads them back."""
        out: list[Row] = [("quarter", officer, str(q), "") for officer, q in sorted(self.quarters)]
        out += [("equipment", officer, str(q), "") for officer, q in sorted(self.equipped.items())]
        out += [("vehicle", "", str(self.vehicle), "")] if self.vehicle is not None else []
        out += [("overtime", o, f"FY{y}", f"{v:.2f}") for (o, y), v in sorted(self.overtime.items())]
        out += [
            ("certified", o, f"{start}/{end or ''}", model)
            for o, spells in sorted(self.certified.items())
            for model, start, end in spells
        ]
        return out


def carried_from_rows(rows: Iterable[Sequence[object]], where: str) -> Carried:
    """The state that rows of text stand for. Raises CarriedError naming the row that is none."""
    found = Carried()
    for n, row in enumerate(rows, 2):
        what, officer, when, value = (str(c) if c is not None else "" for c in (*row, "", "", "", "")[:4])
        try:
            if what == "quarter":
                found.quarters.add((officer, Quarter.read(when)))
            elif what == "equipment":
                found.equipped[officer] = Quarter.read(when)
            elif what == "vehicle":
                found.vehicle = Quarter.read(when)
            elif what == "overtime":
                found.overtime[officer, int(when.removeprefix("FY"))] = amount(value)
            elif what == "certified":
                start, _, end = when.partition("/")
                spell = (value, date.fromisoformat(start), date.fromisoformat(end) if end else None)
                found.certified.setdefault(officer, []).append(spell)
            elif any((what, officer, when, value)):
                raise ValueError(f"{what[:40]!r} is none of {', '.join(KINDS)}")
        except ValueError as error:
            raise CarriedError(f"{where}, row {n}: {error}") from error
    return found


def read_carried(path: Path) -> Carried:
    """What an earlier claim left: its workbook, or its JSON. Raises CarriedError with what to do."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CarriedError(f"{path.name}: larger than {MAX_BYTES:,} bytes")
        data = path.read_bytes()
    except OSError as error:
        raise CarriedError(f"{path.name}: it cannot be opened ({error.strerror or error})") from error
    if data[:2] == b"PK":
        return _from_workbook(path.name, data)
    try:
        found = json.loads(data)
        rows = found["carried"]
        if not isinstance(rows, list) or not all(isinstance(r, list) for r in rows):
            raise TypeError
    except (ValueError, KeyError, TypeError) as error:
        raise CarriedError(
            f"{path.name}: neither a claim workbook nor the state a claim wrote (--state)"
        ) from error
    return carried_from_rows(rows, path.name)


def _from_workbook(name: str, data: bytes) -> Carried:
    from deputized.readers.errors import ReadError
    from deputized.readers.xlsx import read_workbook

    try:
        sheet = next((s for s in read_workbook(name, data).sheets if s.name == SHEET), None)
    except ReadError as error:
        raise CarriedError(f"{name}: {error}") from error
    if sheet is None:
        raise CarriedError(
            f"{name}: no sheet {SHEET!r}; give a workbook that `deputized money roster … -o` wrote"
        )
    return carried_from_rows([r.cells for r in sheet.rows if r.number > 1], f"{name}, sheet {SHEET}")


def write_carried(carried: Carried) -> str:
    """The state as JSON."""
    return json.dumps({"carried": [list(r) for r in carried.rows()]}, indent=1, ensure_ascii=False) + "\n"

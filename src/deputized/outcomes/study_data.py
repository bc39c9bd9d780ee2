"""A user's own outcome by county and month or year, read and checked; nothing of it is kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.outcomes.errors import OutcomesError

if TYPE_CHECKING:
    import pandas as pd

MISSING = "this needs the extra `study`: pip install 'deputized[study]'"
COUNTY_NAMES = ("county_fips", "fips", "geoid", "countyfips", "county")
TIME_NAMES = ("month", "period", "date", "year", "time")
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?(?:[ T].*)?$")
_YEAR = re.compile(r"(\d{4})(?:\.0)?$")


@dataclass(frozen=True, slots=True)
class OutcomeRows:
    """One row a county and period: `unit` (FIPS as a number), `period`, `y`. A month's period is year * 12 + month - 1."""

    frame: pd.DataFrame
    outcome: str
    step: str  # month or year
    left_out: dict[str, int]  # why counties were left out, and how many

    def label(self, period: int) -> str:
        """A period as text, 2025-03 or 2025."""
        return label(self.step, period)


def label(step: str, period: int) -> str:
    """A period as text.

    >>> label("month", 2025 * 12 + 2), label("year", 2025)
    ('2025-03', '2025')
    """
    return f"{period // 12}-{period % 12 + 1:02}" if step == "month" else str(period)


def read_outcome(path: Path, outcome: str, county: str | None = None, time: str | None = None) -> OutcomeRows:
    """Read a CSV, Parquet or Stata file. Raises `OutcomesError`, naming file and row, for what cannot be read."""
    try:
        import pandas as pd
    except ModuleNotFoundError as error:
        raise OutcomesError(MISSING) from error
    whole = _table(path)
    county = _column(path, whole, county, COUNTY_NAMES, "--county")
    time = _column(path, whole, time, TIME_NAMES, "--time")
    if outcome not in whole.columns:
        raise OutcomesError(
            f"{path}: no column {outcome!r}; there are {', '.join(map(str, whole.columns))[:200]}"
        )
    known = {c.fips for c in reference.counties() if c.status == "current"}
    steps: Counter[str] = Counter()
    units: list[int] = []
    periods: list[int] = []
    for n, (code, moment) in enumerate(zip(whole[county], whole[time], strict=True), 2):
        fips = str(code).removesuffix(".0").strip().zfill(5)
        if fips not in known:
            raise OutcomesError(
                f"{path}, row {n}: {county} is {code!r}, no FIPS code of a county of today (five digits; Connecticut's are "
                "its planning regions); mend it or leave the row out"
            )
        step, period = _period(path, n, time, moment)
        steps[step] += 1
        units.append(int(fips))
        periods.append(period)
    if len(steps) != 1:
        raise OutcomesError(f"{path}: {time} holds both months and years; give one of them")
    values = pd.to_numeric(whole[outcome], errors="coerce").astype(float)
    odd = whole[outcome].notna() & (whole[outcome].astype(str).str.strip() != "") & values.isna()
    if odd.any():
        n = int(odd.to_numpy().argmax())
        raise OutcomesError(
            f"{path}, row {n + 2}: {outcome} is {whole[outcome].iloc[n]!r}, which is no number"
        )
    frame = pd.DataFrame({"unit": units, "period": periods, "y": values.to_numpy()})
    twice = frame.duplicated(["unit", "period"])
    if twice.any():
        n = int(twice.to_numpy().argmax())
        raise OutcomesError(
            f"{path}, row {n + 2}: {units[n]:05} has a second row for the same {time}; one row a county and period is needed"
        )
    return _balanced(path, frame.dropna(), outcome, next(iter(steps)))


def _balanced(path: Path, frame: pd.DataFrame, outcome: str, step: str) -> OutcomeRows:
    """Counties that have every period; the others are counted."""
    every = frame["period"].nunique()
    if every < 3:
        raise OutcomesError(f"{path}: {every} periods with a value; a study needs three or more")
    held = frame.groupby("unit")["period"].transform("size")
    gaps = int(frame.loc[held < every, "unit"].nunique())
    whole = frame[held == every].sort_values(["unit", "period"]).reset_index(drop=True)
    if whole.empty:
        raise OutcomesError(f"{path}: no county has a value in every one of the {every} periods")
    return OutcomeRows(whole, outcome, step, {"gaps": gaps} if gaps else {})


def _table(path: Path) -> Any:
    import pandas as pd

    try:
        if path.suffix == ".parquet":
            from arro3.io import read_parquet

            columns = read_parquet(str(path)).read_all()
            return pd.DataFrame({name: columns[name].to_pylist() for name in columns.column_names})
        if path.suffix == ".dta":
            return pd.read_stata(path, convert_categoricals=False)
        return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=["", "NA", "."])
    except (OSError, ValueError, UnicodeError) as error:
        raise OutcomesError(
            f"{path}: cannot be read as a table ({error}); give .csv, .parquet or .dta"
        ) from error
    except Exception as error:
        if type(error).__module__.startswith(("arro3", "pandas")):
            raise OutcomesError(f"{path}: cannot be read as a table ({error})") from error
        raise


def _column(path: Path, table: Any, asked: str | None, usual: tuple[str, ...], option: str) -> str:
    if asked is not None:
        if asked in table.columns:
            return asked
        raise OutcomesError(
            f"{path}: no column {asked!r}; there are {', '.join(map(str, table.columns))[:200]}"
        )
    found = [c for name in usual for c in table.columns if str(c).casefold() == name]
    if found:
        return str(found[0])
    raise OutcomesError(
        f"{path}: none of {', '.join(usual)} is among its columns ({', '.join(map(str, table.columns))[:200]}); give {option}"
    )


def _period(path: Path, row: int, name: str, moment: object) -> tuple[str, int]:
    text = str(moment).strip()
    if (found := _MONTH.match(text)) and 1 <= int(found[2]) <= 12:
        return "month", int(found[1]) * 12 + int(found[2]) - 1
    if found := _YEAR.match(text):
        return "year", int(found[1])
    raise OutcomesError(
        f"{path}, row {row}: {name} is {text[:40]!r}; give a month (2025-03) or a year (2025)"
    )

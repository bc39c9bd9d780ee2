"""The slider's data: for every county and model, in which months who held it; and the numbers of each month.

A month is shown as of its fifteenth day; the newest list's own day ends the row. So the slider and
`deputized status --as-of` say the same.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from deputized.places import county_classes
from deputized.site.book import Book

MODELS = ("ANY", "TFM", "JEM", "WSO")
CODES = {"county": 1, "town": 2, "state": 3}


def month_days(book: Book) -> list[date]:
    """The fifteenth of every month from the first list to the newest, and the day of the newest."""
    year, month = int(book.first[:4]), int(book.first[5:7])
    days = []
    while (day := date(year, month, 15)) < book.newest:
        if day.isoformat() >= book.first:
            days.append(day)
        year, month = (year + month // 12, month % 12 + 1)
    return [*days, book.newest]


def slider(book: Book) -> dict[str, Any]:
    """Months with their numbers, and per model the runs of each county: fips, then class and length in turn."""
    days = month_days(book)
    series: dict[str, dict[str, list[int]]] = {m: {} for m in MODELS}
    months = []
    for n, day in enumerate(days):
        held = book.registry.listed(day).holders
        status = book.registry.status(as_of=day.isoformat())
        counts = {}
        for model in MODELS:
            classes = county_classes(held, None if model == "ANY" else model)
            kinds = list(classes.values())
            counts[model] = [kinds.count(k) for k in CODES]
            for fips, kind in classes.items():
                series[model].setdefault(fips, [0] * len(days))[n] = CODES[kind]
        months.append(
            {
                "day": day.isoformat(), "counts": counts, "rows": status.printed.rows,
                "rows_by_model": {m: status.printed.rows_by_model.get(m, 0) for m in MODELS[1:]},
                "agreements": status.resolved.agreements,
                "agreements_by_model": {m: status.resolved.agreements_by_model.get(m, 0) for m in MODELS[1:]},
            }
        )  # fmt: skip
    return {
        "months": months,
        "models": {m: {f: _runs(v) for f, v in sorted(series[m].items())} for m in MODELS},
    }


def _runs(values: list[int]) -> list[int]:
    """Class and length in turn: [0, 50, 1, 15] is 50 months without and 15 by a county body."""
    out: list[int] = []
    for value in values:
        if out and out[-2] == value:
            out[-1] += 1
        else:
            out += [value, 1]
    return out

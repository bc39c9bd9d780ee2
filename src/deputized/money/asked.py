"""What a person asks of a plan: options of the command line or a plan file, one and the same.

A plan file is TOML: which agency, and any of the inputs; what it leaves out is known, or estimated and marked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from deputized.money.first import first
from deputized.money.plan import MODELS, Plan, PlanError, months_between
from deputized.money.prefill import Known, sources_of, start_of

NUMBERS = ("salary", "benefits", "grant")
WHOLE = ("officers", "new_posts", "months", "force", "fiscal_year_begins")
DAYS = ("start", "until")
WORDS = ("agency", "title", "model")


@dataclass(frozen=True, slots=True)
class Asked:
    """The inputs as given; None where nothing was. Days are dates; shares 0 to 1; dollars a year."""

    agency: str = ""
    title: str | None = None  # what to call the plan in a comparison
    officers: int | None = None
    salary: float | None = None
    benefits: float | None = None
    until: date | None = None
    model: str | None = None
    new_posts: int = 0
    start: date | None = None
    months: int | None = None
    force: int | None = None
    grant: float | None = None
    vehicle: bool = True
    fiscal_year_begins: int = 10  # month, 1 to 12
    assume: Mapping[str, float] = field(default_factory=dict)


def assumed(items: Iterable[str]) -> dict[str, float]:
    """Assumptions as a person writes them, `name=number` each. Raises PlanError for what is none."""
    values = {}
    for item in items:
        name, _, value = item.partition("=")
        try:
            values[name.strip()] = float(value)
        except ValueError as error:
            raise PlanError(
                f"{item}: write an assumption as name=number, such as paid_purchases=0.9"
            ) from error
    return values


def read_plan(path: Path) -> Asked:
    """A plan file. Raises PlanError naming the file, the key and what to write, with every problem at once."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        given = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PlanError(f"{path}: not a plan file in TOML: {error}") from error
    known = {f.name for f in fields(Asked)}
    problems = [
        f"{key}: no such key; there are {', '.join(sorted(known))}" for key in given if key not in known
    ]
    values: dict[str, Any] = {}
    for key in known & given.keys():
        try:
            values[key] = _value(key, given[key])
        except ValueError as error:
            problems.append(f"{key} = {given[key]!r}: {error}")
    if not given.get("agency"):
        problems.append(
            'agency: give a name, an id, an ORI or a county\'s FIPS code, such as agency = "48453"'
        )
    if problems:
        raise PlanError("\n".join(f"{path}: {p}" for p in problems))
    return Asked(**values)


def _value(key: str, value: Any) -> Any:
    if key == "assume":
        if isinstance(value, dict) and all(_is_number(v) for v in value.values()):
            return {k: float(v) for k, v in value.items()}
        raise ValueError("write a table of numbers, [assume] and then paid_purchases = 0.9")
    if key == "vehicle":
        if isinstance(value, bool):
            return value
        raise ValueError("write true or false")
    if key in DAYS:
        return _day(value)
    if key in NUMBERS and _is_number(value):
        return float(value)
    if key in WHOLE and isinstance(value, int) and not isinstance(value, bool):
        if key == "fiscal_year_begins" and not 1 <= value <= 12:
            raise ValueError("write a month, 1 to 12")
        return value
    if key in WORDS and isinstance(value, str):
        return value
    raise ValueError(
        "write a number" if key in (*NUMBERS, *WHOLE) else 'write words in quotes, such as "TFM"'
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _day(value: Any) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("write a day as 2027-09-30")


def model_of(known: Known, asked: str | None = None) -> str:
    """The model a plan is for: what was asked, else the first held that rules pay for, else the task force model."""
    return asked.upper() if asked else next((m for m in MODELS if m in known.models), MODELS[0])


def plan_of(known: Known, asked: Asked, today: date) -> Plan:
    """The plan of what is known and asked; what is neither is estimated. Raises PlanError where nothing can be."""
    model = model_of(known, asked.model)
    if asked.force is not None and asked.force < 1:
        raise PlanError(
            f"force {asked.force}: give the agency's sworn officers in all, 1 or more, or leave it out"
        )
    stand = first(known, model, asked.officers, asked.salary, asked.benefits, asked.force)
    if stand.why or stand.officers is None or stand.salary is None:
        raise PlanError("\n".join(stand.why))
    begin = asked.start or start_of(known, model, today)
    length = asked.months
    if length is None:
        length = max(months_between(begin, asked.until), 0) + 12 if asked.until else 36
    given: dict[str, object] = {
        "officers": asked.officers, "salary": asked.salary, "benefits": asked.benefits, "until": asked.until,
        "new_posts": asked.new_posts or None, "start": asked.start, "force": asked.force, "model": asked.model,
        "grant_maximum": asked.grant,
    }  # fmt: skip
    force = asked.force if asked.force is not None else known.force or None
    return Plan(
        f"{known.name}, {known.state}", model, stand.officers, stand.salary, stand.benefits, begin, length, asked.until,
        asked.new_posts, asked.vehicle, force, known.population, known.state, _grant(known, asked.grant),
        sources=stand.sources | sources_of(known, model, given),
    ).fixing(**asked.assume)  # fmt: skip


def _grant(known: Known, given: float | None) -> float:
    if given is not None:
        return given
    return float(known.grant.maximum) if known.grant is not None and known.grant.maximum is not None else 0.0

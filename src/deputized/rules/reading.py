"""Reads the ledger of laws: a wrong entry is refused with file, line and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from deputized import reference
from deputized.model.kinds import EVERY_MODEL
from deputized.rules.acts import (
    BEGUN,
    ENDED,
    KINDS,
    OBJECTS,
    VERBS,
    WHATS,
    Deadline,
    Law,
    Posture,
    posture_for,
)
from deputized.rules.evidence import Cited, Dated, day_or_none, read_days, read_sources
from deputized.rules.predicates import read_binding
from deputized.rules.sources import CONFIDENCES, FactSource, RulesError, required
from deputized.rules.yaml_lines import place

FILE = "laws.yml"
FIELDS = frozenset(
    (
        "id", "state", "kind", "bill", "statute", "says", "covered", "place", "binds", "models", "satisfied_by", "penalty",
        "enforcer", "money", "note", "unsettled", "days", "deadlines", "replaced_by", "unverified", "confidence",
        "sources", "checked",
    )
)  # fmt: skip


def read_laws(entries: Iterable[Mapping[str, Any]], name: str) -> tuple[Law, ...]:
    """Laws from entries of a file called `name`. Raises RulesError naming file, line and reason."""
    found: dict[str, Law] = {}
    postal = {s.postal for s in reference.states()}
    for entry in entries:
        where = place(name, entry)
        law = _law(entry, name, where)
        if law.law_id in found:
            raise RulesError(f"{where}: the id is given twice")
        if law.state not in postal:
            raise RulesError(f"{where}: {law.state} is no postal code")
        found[law.law_id] = law
    for law in found.values():
        if law.replaced_by is not None and law.replaced_by not in found:
            raise RulesError(f"{name} ({law.law_id}): replaced_by {law.replaced_by}, which is no entry")
    return tuple(found.values())


def _law(entry: Mapping[str, Any], name: str, where: str) -> Law:
    if unknown := set(entry) - FIELDS:
        raise RulesError(f"{where}: {', '.join(sorted(map(str, unknown)))} is no field of a law")
    says, posture = _says(entry, where)
    confidence = required(entry, "confidence", where)
    if confidence not in CONFIDENCES:
        raise RulesError(f"{where}: confidence is {confidence!r}; it must be one of {', '.join(CONFIDENCES)}")
    kind = str(required(entry, "kind", where))
    if kind not in KINDS:
        raise RulesError(f"{where}: kind is {kind!r}; it must be one of {', '.join(KINDS)}")
    satisfied = tuple(entry.get("satisfied_by") or ())
    if set(satisfied) - set(EVERY_MODEL):
        raise RulesError(f"{where}: satisfied_by must name models: {', '.join(EVERY_MODEL)}")
    sources = read_sources(entry, name)
    days = read_days(entry, sources, WHATS, name)
    _agree(days, where)
    first = next(iter(sources.values()))
    return Law(
        law_id=str(required(entry, "id", where)),
        state=str(required(entry, "state", where)),
        kind=kind,
        says=says,
        posture=posture,
        bill=str(required(entry, "bill", where)),
        statute=str(required(entry, "statute", where)),
        covered=str(required(entry, "covered", where)),
        place=str(entry.get("place") or ""),
        binds=tuple(read_binding(b, where) for b in entry.get("binds") or ()),
        models=str(entry.get("models") or "unknown"),
        satisfied_by=satisfied,
        enforcement=str(required(entry, "penalty", where)),
        enforcer=str(entry.get("enforcer") or ""),
        money=str(entry.get("money") or ""),
        note=str(entry.get("note") or ""),
        unsettled=str(entry.get("unsettled") or ""),
        days=days,
        deadlines=_deadlines(entry, sources, days, name),
        replaced_by=entry.get("replaced_by"),
        unverified=bool(entry.get("unverified")),
        source=FactSource(f"{first.title} ({first.publisher})", first.url, first.dated, confidence),
        sources=tuple(sources.values()),
        checked=day_or_none(entry.get("checked"), "checked", where),
    )


def _says(entry: Mapping[str, Any], where: str) -> tuple[tuple[tuple[str, str], ...], Posture]:
    listed = required(entry, "says", where)
    if not isinstance(listed, list):
        raise RulesError(f"{where}: says must be a list of verb and object")
    found = []
    for s in listed:
        verb, thing = (s.get("verb"), s.get("object")) if isinstance(s, Mapping) else (None, None)
        if verb not in VERBS:
            raise RulesError(f"{where}: verb is {verb!r}; it must be one of {', '.join(VERBS)}")
        if thing not in OBJECTS:
            raise RulesError(f"{where}: object is {thing!r}; it must be one of {', '.join(OBJECTS)}")
        found.append((str(verb), str(thing)))
    posture = posture_for(tuple(found))
    if posture is None:
        raise RulesError(f"{where}: {found} says nothing that a law on agreements can say")
    return tuple(found), posture


def _deadlines(
    entry: Mapping[str, Any], sources: Mapping[str, Cited], days: tuple[Dated, ...], name: str
) -> tuple[Deadline, ...]:
    rows = [
        {"what": "deadline"} | {k: v for k, v in d.items() if k != "who"}
        for d in entry.get("deadlines") or ()
    ]
    who = {str(d.get("day")): str(d.get("who") or "") for d in entry.get("deadlines") or ()}
    read = read_days(
        {"id": entry.get("id"), "deadlines": rows}, sources, ("deadline",), name, field="deadlines"
    )
    made = next((d.day for d in days if d.what in BEGUN), None)
    for d in read:
        if made is not None and d.day.latest < made.earliest:
            raise RulesError(
                f"{place(name, entry)}: its deadline, {d.day}, is before it was made, {made}: the days contradict"
            )
    return tuple(Deadline(d.day, who.get(d.day.text, ""), d.source, d.certainty) for d in read)


def _agree(days: tuple[Dated, ...], where: str) -> None:
    """Raises RulesError for days that cannot all be true."""
    by: dict[str, Dated] = {}
    for d in days:
        if d.what in by and d.what in ("in force", *BEGUN, *ENDED):
            raise RulesError(f"{where}: {d.what} is given twice, {by[d.what].day} and {d.day}")
        by[d.what] = d
    order = ("introduced", "passed", "vetoed", "signed", "overridden", "without signature")
    chain = [by[w] for w in order if w in by]
    made = next((by[w] for w in BEGUN if w in by), None)
    begun, ended = by.get("in force"), next((by[w] for w in ENDED if w in by), None)
    pairs = [*pairwise(chain)]
    pairs += [(made, begun)] if made and begun else []
    pairs += [(begun or made, ended)] if (begun or made) and ended else []  # type: ignore[list-item]
    for earlier, later in pairs:
        if earlier.day.earliest > later.day.latest:
            raise RulesError(
                f"{where}: {earlier.what} on {earlier.day}, yet {later.what} on {later.day}: the days contradict"
            )
    if "died" in by and (made or begun):
        raise RulesError(f"{where}: it died and was made law: the days contradict")
    if "vetoed" in by and "signed" in by:
        raise RulesError(
            f"{where}: it was vetoed and signed: the days contradict; overridden is another word"
        )

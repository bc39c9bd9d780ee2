"""What laws and models are called by who looks for them: bill numbers, acts' names, ICE's names and plain ones."""

from __future__ import annotations

import re
from functools import lru_cache

from deputized import reference
from deputized.model.kinds import EVERY_MODEL
from deputized.reference import fold
from deputized.resolver.found import Topic, topic_key
from deputized.rules.statutes import Law, laws

MODELS = {
    "TFM": (
        "TFM", "task force", "task force model", "street powers", "fuerza de tarea", "modelo de fuerza de tarea",
        "facultades en la calle", "287(g) task force",
    ),
    "JEM": (
        "JEM", "jail enforcement", "jail enforcement model", "jail questioning", "jail model", "interrogatorio en la cárcel",
        "control en la cárcel", "aplicación en la cárcel",
    ),
    "WSO": (
        "WSO", "warrant service officer", "warrant service officer model", "warrant service", "warrant officer", "jail warrants",
        "oficial de servicio de órdenes", "agente de servicio de órdenes", "órdenes de ICE en la cárcel", "órdenes en la cárcel",
    ),
}  # fmt: skip
"""ICE's short and long names of each model, the plain ones of this site, and their Spanish."""
PROGRAM = ("287g", "287 g", "section 287 g", "models", "modelos", "model", "modelo")
_BILL = re.compile(r"\b(SB|HB|SF|LD|AB|SEA|ORS|[ASH])\.?\s?(\d[\w-]*)")
_ENDS = re.compile(r"\b(?:act|law|program|directive|grant)$")
_GENERIC = frozenset({"public act", "house enrolled act", "act"})


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """Every law that is told, and the models. People of a law: its state's, to rank those of one number by."""
    people = _people()
    found = [
        Topic("model", m, "", 0, tuple(topic_key(n) for n in MODELS[m])) for m in EVERY_MODEL if m in MODELS
    ]
    found.append(Topic("model", "", "", 0, tuple(topic_key(n) for n in PROGRAM)))
    owners = _owners()
    for law in laws():
        numbers = [n for n in _numbers(law.bill) if owners[law.state, n] == law.law_id]
        names = dict.fromkeys((*numbers, *_names(law)))
        found.append(Topic("law", law.law_id, law.state, people.get(law.state, 0), tuple(names)))
    return tuple(found)


def _numbers(bill: str) -> list[str]:
    """Bill numbers as they are compared, also without the year or the stroke in them: HB 19-1124 is hb1124."""
    out: list[str] = []
    for kind, number in _BILL.findall(bill):
        out += [topic_key(f"{kind} {number}"), topic_key(f"{kind} {number.replace('-', '')}")]
        if re.fullmatch(r"\d\d-\d{3,}", number):
            out.append(topic_key(f"{kind} {number[3:]}"))
    return list(dict.fromkeys(out))


def _owners() -> dict[tuple[str, str], str]:
    """The law a number of a state's means: the first whose name begins with it, else the first that has it."""
    found: dict[tuple[str, str], tuple[bool, str]] = {}
    for law in laws():
        first = _numbers(law.bill[:14])
        for number in _numbers(law.bill):
            key, is_own = (law.state, number), number in first
            if key not in found or (is_own and not found[key][0]):
                found[key] = (is_own, law.law_id)
    return {key: law_id for key, (_, law_id) in found.items()}


def _names(law: Law) -> list[str]:
    """What an act is called, with and without its state's name, and whole as we print it."""
    state = next(fold(s.name) for s in reference.states() if s.postal == law.state)
    bare = re.sub(r"\s*\([^)]*\)", "", law.bill)
    pieces = [topic_key(p) for p in re.split(r"[,:;]\s", bare)]
    out = [p.removeprefix("amending ").removeprefix("the ") for p in pieces if _ENDS.search(p)]
    out += [p.removeprefix(f"{state} ") for p in out]
    out.append(topic_key(bare))
    return [name for name in out if name not in _GENERIC]


def _people() -> dict[str, int]:
    counted: dict[str, int] = {}
    for county in reference.counties():
        if county.status == "current":
            counted[county.state] = counted.get(county.state, 0) + (county.population_2020 or 0)
    return counted

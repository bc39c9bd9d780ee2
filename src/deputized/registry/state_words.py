"""The state that a text under STATE means: its name, its code, a name cut short, formal or misspelt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.registry.abbreviations import STATES

_FORMS = {form.upper(): postal for postal, forms in STATES.items() for form in forms}


@lru_cache(maxsize=1)
def _state_names() -> Mapping[str, str]:
    return {s.name.upper(): s.postal for s in reference.states()}


_POINTS = {
    "N": "NORTH",
    "NO": "NORTH",
    "S": "SOUTH",
    "SO": "SOUTH",
    "W": "WEST",
    "IS": "ISLANDS",
    "TERR": "TERRITORY",
}
_OFFICE = re.compile(r"(?:THE )?(?:STATE|COMMONWEALTH|TERRITORY|U ?S TERRITORY) OF (?:THE )?")


def _short_state(folded: str, names: Mapping[str, str]) -> str | None:
    """The state that a short or a formal name in capitals means: TX, Tex., N. Carolina, State of Texas."""
    plain = " ".join(folded.replace(".", " ").split())
    for form in (folded.replace(".", ""), plain, plain.replace(" ", "")):
        if (known := _FORMS.get(form)) is not None:
            return known
        if form in names.values():
            return form
    plain = _OFFICE.sub("", plain)
    whole = " ".join(_POINTS.get(word, word) for word in plain.split())
    for form in (plain, whole):
        if (named := names.get(form) or _FORMS.get(form)) is not None:
            return named
    begun = [n for n in names if len(whole) >= 3 and n.startswith(whole)]
    return names[begun[0]] if len(begun) == 1 else None  # "Okla."


@lru_cache(maxsize=4096)
def read_state(text: str) -> tuple[str | None, str | None]:
    """Postal code and what had to be read past: the nearest state within two edits, if only one is."""
    names = _state_names()
    folded = " ".join(text.replace("\xa0", " ").split()).upper()
    if folded in names:
        return names[folded], None
    if (found := _short_state(folded, names)) is not None:
        return found, "state_abbreviated"
    # "TX - Texas", "Texas (TX)": said twice, and the same both times
    parts = [p for p in re.split(r"\s[-–/]\s|[(),;/]", folded) if p.strip()]
    if len(parts) > 1:
        said = {names.get(p.strip()) or _short_state(p.strip(), names) for p in parts}
        if len(said) == 1 and (both := said.pop()) is not None:
            return both, "state_abbreviated"
    near = sorted((OSA.distance(folded, n, score_cutoff=2), n) for n in names)
    best = [n for d, n in near if d == near[0][0]]
    if near[0][0] <= 2 and len(best) == 1 and len(folded) >= 4:
        return names[best[0]], "state_misspelt"
    return None, "state_unreadable"

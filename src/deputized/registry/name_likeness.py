"""How alike two agency names are, and what forbids that they be one agency whatever their spelling.

Kind of body, number, township or not, and two different reference names are vetoes; spelling only scores.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from deputized.registry.judgements import apart
from deputized.registry.names import AgencyName
from deputized.registry.numerals import is_number
from deputized.registry.towns import form_that_tells

NEAR_BODIES = frozenset({frozenset({"police", "public_safety"}), frozenset({"police", "marshal"})})
"""Bodies that one printing may name for another; every other pair of bodies is two agencies."""

TELLING = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "northeast", "northwest"}
    | {
        "southeast",
        "southwest",
        "upper",
        "lower",
        "central",
        "new",
        "old",
        "beach",
        "heights",
        "park",
        "springs",
    }
)
"""Words that tell neighbours apart: North and South Florida, Melbourne and Melbourne Beach."""

ONE_TEXT = 0.88
"""From this share of equal letters on, a name that names no kind of body is a misprint of one that does."""


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float  # 0 to 1
    veto: str | None  # why they cannot be one agency; None if nothing forbids it


def compare(a: AgencyName, b: AgencyName) -> Likeness:
    """Likeness of two names in one state (or printed in two by mistake)."""
    score = _score(a, b)
    return Likeness(round(score, 3), _veto(a, b))


def _score(a: AgencyName, b: AgencyName) -> float:
    if is_one_text(a, b):
        return float(OSA.normalized_similarity(a.printed.casefold(), b.printed.casefold()))
    if a.base == b.base:
        return 1.0 if a.number == b.number else 0.9
    if "words" in (a.base_how, b.base_how):
        return max(fuzz.token_sort_ratio(a.base, b.base) / 100, OSA.normalized_similarity(a.base, b.base))
    return float(OSA.normalized_similarity(a.base, b.base))


def _veto(a: AgencyName, b: AgencyName) -> str | None:
    if (a.apart or b.apart) and (judgement := apart(a, b)) is not None:
        return f"judged not to be the same: {judgement}"
    if (
        a.body != b.body
        and "unknown" not in (a.body, b.body)
        and frozenset({a.body, b.body}) not in NEAR_BODIES
        and not is_one_text(a, b)
    ):
        return f"two kinds of body: {a.body} and {b.body}"
    if a.number and b.number and a.number != b.number:
        return f"two numbers: {a.number} and {b.number}"
    if a.base != b.base and a.base_how in ("exact", "fixed") and b.base_how in ("exact", "fixed"):
        return f"two reference names: {a.base} and {b.base}"
    telling = _only_in(a, b) | _only_in(b, a)
    if telling and a.body == b.body:
        return f"two places: {', '.join(sorted(telling))} stands in one name only"
    counted = [tuple(w for w in n.base.split() if is_number(w)) for n in (a, b)]
    if all(counted) and counted[0] != counted[1]:
        return f"two numbers: {' '.join(counted[0])} and {' '.join(counted[1])}"
    tells = all(form or is_of_bare_name(a) for form in (a.form, b.form)) or "township" in (a.form, b.form)
    if a.form != b.form and tells and "none" not in (a.base_how, b.base_how):
        return f"two forms: {a.form or 'municipality'} and {b.form or 'municipality'}"
    if a.kind == "campus" and a.base != b.base and OSA.distance(a.base, b.base) > 2:
        return f"two schools: {a.base} and {b.base}"
    return None


def is_of_bare_name(name: AgencyName) -> bool:
    """Whether the town's name without a form is its city's or village's: "Newburgh", but not "Goshen" in New York."""
    return not form_that_tells(name.state, name.base, "city")


def is_one_text(a: AgencyName, b: AgencyName) -> bool:
    """Whether the one name cannot be read as any kind of body and is, letter for letter, all but the other.

    "Mobile County hSeriff's Office" is no second body of Mobile County.
    """
    if (a.kind == "other") == (b.kind == "other"):
        return False
    return OSA.normalized_similarity(a.printed.casefold(), b.printed.casefold()) >= ONE_TEXT


def _only_in(a: AgencyName, b: AgencyName) -> set[str]:
    """Telling words of `a` that stand in `b` neither as they are nor misspelt ("Harbour Buach")."""
    mine, theirs = set(a.base.split()), set(b.base.split())
    strange = theirs - mine - TELLING
    return {
        word
        for word in (mine - theirs) & TELLING
        if not any(OSA.distance(word, other, score_cutoff=1) <= 1 for other in strange)
    }

"""What an agency's printed name says: which kind of body, of what place, with which number.

`parse_name` looks at one row alone. Its `key` is equal for spellings that differ only in ways that never
tell two bodies apart (spaces, quotes, abbreviations, a state's own name, a county or town one reference
name away); kind of body, place, township or not, and number always do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.registry.gazetteer import (
    find_county,
    find_place,
    is_place,
    is_place_anywhere,
    states_with_county,
)

ABBREVIATIONS = {
    "pd": "police department",
    "so": "sheriffs office",
    "dept": "department",
    "dep": "department",
    "twp": "township",
    "boro": "borough",
    "pct": "precinct",
    "prec": "precinct",
    "dist": "district",
    "bocc": "board of county commissioners",
    "dps": "department of public safety",
    "doc": "department of corrections",
    "univ": "university",
    "ft": "fort",
    "mt": "mount",
    "isd": "school district",
    "cisd": "school district",
    "natl": "national",
    "sheriff": "sheriffs",
    "constable": "constables",
    "marshal": "marshals",
    "marshalls": "marshals",
    "commissioner": "commissioners",
    "corrections": "corrections",
    "correction": "corrections",
    "investigations": "investigation",
    "attorneys": "attorney",
    "prosecutors": "prosecutor",
    "generals": "general",
}
ORDINALS = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "sixth": "6",
    "seventh": "7",
    "eighth": "8",
    "ninth": "9",
    "tenth": "10",
    "eleventh": "11",
    "twelfth": "12",
    "thirteenth": "13",
    "fourteenth": "14",
    "fifteenth": "15",
    "sixteenth": "16",
    "seventeenth": "17",
    "eighteenth": "18",
    "nineteenth": "19",
    "twentieth": "20",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
}
ROLE_WORDS = (
    "county",
    "parish",
    "sheriffs",
    "office",
    "department",
    "police",
    "township",
    "borough",
    "constables",
    "corrections",
    "detention",
    "precinct",
    "district",
    "enforcement",
    "agricultural",
    "university",
    "judicial",
    "circuit",
    "commissioners",
    "attorney",
)
FILLER = frozenset({"of", "the", "and", "for", "office", "offices", "department", "a", "s", "in"})
SMALL = frozenset({"of", "the", "and", "for"})
FORMS = frozenset({"city", "town", "village", "borough", "township", "county", "parish"})
NUMBERED = frozenset({"precinct", "district", "ward", "circuit", "no", "number", "place"})


@dataclass(frozen=True, slots=True)
class AgencyName:
    """A printed name, understood. `base_how` tells how the place in it stands in the reference lists."""

    state: str
    printed: str
    kind: str  # the public kind of agency
    body: str  # which office within that kind; part of the key
    base: str  # the place or the distinctive words, folded
    form: str  # "" or township, where it tells places apart
    number: str  # precinct, district, circuit or ward
    level: str
    base_how: str  # exact | fixed | none | words (no reference list for such bodies)
    county_fips: str | None
    note: str | None = None  # what was read past: county_name_fixed, place_name_fixed, state_moved
    alternatives: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Equal for spellings of one agency, different for different agencies, as far as one row can tell."""
        return "|".join((self.state, self.body, self.base, self.form, self.number))


@lru_cache(maxsize=1)
def _state_words() -> dict[str, str]:
    return {s.postal: reference.fold(s.name) for s in reference.states()}


def words_of(text: str) -> list[str]:
    """Lower-case words: quotes and full stops dropped, abbreviations spelt out, role words set right."""
    text = re.sub(r"\(\s*addendum\s*\)", " ", text, flags=re.IGNORECASE)
    text = re.sub(r"\b([A-Z])\.(?=[A-Z]\.)", r"\1", text)
    folded = reference.fold(text.replace("&", " and ").replace("/", " , "))
    out: list[str] = []
    for raw in re.findall(r"[a-z0-9]+|,", folded):
        word = ABBREVIATIONS.get(raw, raw)
        if word == raw and raw not in ROLE_WORDS:
            word = _role(raw)
        out += word.split()
    return out


@lru_cache(maxsize=8192)
def _role(word: str) -> str:
    """A role word misspelt, set right (couny, polce, sherrifs); any other word as it is."""
    if len(word) < 5 or word in ("country", "councty", "patrol", "polk", "district", "districts"):
        return "county" if word == "councty" else word
    singular = word[:-1] if word.endswith("s") and word[:-1] in ROLE_WORDS else word
    if singular != word:
        return singular
    for role in ROLE_WORDS:
        if len(role) >= 5 and abs(len(role) - len(word)) <= 2:
            limit = 2 if len(role) >= 8 and len(word) >= 8 else 1
            if word[0] == role[0] and OSA.distance(word, role, score_cutoff=limit) <= limit:
                return word if is_place_anywhere(word) else role
    return word


@lru_cache(maxsize=16384)
def parse_name(state: str, name: str, county: str | None = None) -> AgencyName:
    """Understand one printed agency name. `county` is the COUNTY cell, used as a hint only."""
    words = words_of(name)
    words = _drop_state_suffix(state, words)
    county_hint = _county_hint(state, county)
    parsed = _classify(state, name, words, county, county_hint)
    if parsed.note is None and parsed.base_how == "none" and parsed.body in ("sheriffs", "corrections"):
        home = states_with_county(parsed.base)
        if len(home) == 1 and home[0] != state and ("county" in words or "parish" in words):
            moved = _classify(home[0], name, words, county, None)
            return replace(moved, note="state_moved")
    return parsed


def _drop_state_suffix(state: str, words: list[str]) -> list[str]:
    if (
        len(words) > 2
        and words[-2] == ","
        and (words[-1] == state.lower() or words[-1] == _state_words()[state])
    ):
        words = words[:-2]
    return [w for w in words if w != ","] if "," in words else words


def _county_hint(state: str, county: str | None) -> str | None:
    if county is None:
        return None
    words = [w for w in words_of(county) if w not in ("county", "parish", ",")]
    found = find_county(state, " ".join(words)) if words else None
    return found.fips if found else None


def _has(words: list[str], *wanted: str) -> bool:
    """Whether the wanted words stand in a row somewhere."""
    n = len(wanted)
    return any(tuple(words[i : i + n]) == wanted for i in range(len(words) - n + 1))


def _classify(state: str, name: str, words: list[str], county: str | None, hint: str | None) -> AgencyName:
    state_name = _state_words()[state].split()
    names_state = (
        _has(words, *state_name) or words[:1] == [state.lower()] or (state == "MP" and "cnmi" in words)
    )

    def make(kind: str, body: str, base: str, level: str, **more: object) -> AgencyName:
        values: dict[str, object] = {
            "form": "",
            "number": "",
            "base_how": "words",
            "county_fips": None,
        } | more
        return AgencyName(state, name, kind, body, base, level=level, **values)  # type: ignore[arg-type]

    def of_county(kind: str, body: str, roles: frozenset[str], number: str = "") -> AgencyName:
        base = _county_base(words, roles)
        found = find_county(state, base)
        note = "county_name_fixed" if found.how == "fixed" else None
        return make(
            kind,
            body,
            found.name,
            "county",
            number=number,
            base_how=found.how,
            county_fips=found.fips,
            note=note,
            alternatives=found.alternatives,
        )

    def of_state(kind: str, body: str) -> AgencyName:
        return make(kind, body, _distinct(words, state, state_name), "state")

    def of_place(
        kind: str, body: str, before: tuple[str, ...], number: str = "", level: str = "municipal"
    ) -> AgencyName:
        base, form = _place_base(state, words, before, number)
        if form == "township":
            return make(kind, body, base, level, form=form, number=number)
        found = find_place(state, base, hint)
        note = "place_name_fixed" if found.how == "fixed" else None
        return make(
            kind,
            body,
            found.name,
            level,
            number=number,
            base_how=found.how,
            note=note,
            alternatives=found.alternatives,
        )

    if "constables" in words:
        return _constable(state, words, county, make)
    if "sheriffs" in words:
        return of_county("sheriff", "sheriffs", frozenset({"sheriffs"}))
    if "attorney" in words or "prosecutor" in words or "prosecuting" in words:
        return _prosecutor(words, names_state, make, of_county)
    if (
        _has(words, "national", "guard")
        or _has(words, "state", "guard")
        or _has(words, "military", "department")
    ):
        return of_state("national_guard", "guard")
    if (
        "university" in words or "college" in words or "schools" in words or _has(words, "school", "district")
    ) and not _town(state, words):
        drop = {
            "board",
            "trustees",
            "police",
            "department",
            "campus",
            "public",
            "safety",
            "security",
            "services",
        }
        if words[:1] == ["district"]:
            drop.add("district")
        base = (
            " ".join(w for w in words if w not in drop and w != "the").removeprefix("of ").removesuffix(" of")
        )
        return make("campus", "campus", " ".join(base.split()), "campus")
    if any(
        w in words
        for w in ("fish", "wildlife", "agriculture", "agricultural", "livestock", "conservation", "game")
    ) or (
        _has(words, "natural", "resources")
        or _has(words, "marine", "resources")
        or _has(words, "environmental", "protection")
    ):
        if "county" not in words and "police" not in words:
            return of_state("fish_wildlife_agriculture", "state")
    if any(w in words for w in ("port", "airport", "aviation", "airports", "seaport")) and (
        "authority" in words or "airport" in words or "aviation" in words or "commission" in words
    ):
        drop = {"police", "department"}
        return make("port", "port", " ".join(w for w in words if w not in drop and w not in SMALL), "port")
    jail = {"corrections", "correctional", "jail", "jails", "prison", "prisons", "detention", "penitentiary"}
    board = _has(words, "county", "commissioners") or _has(words, "county", "commission")
    if board or jail & set(words) or _has(words, "criminal", "justice", "authority"):
        return _corrections(words, names_state, board, make, of_county, of_state)
    if any(
        _has(words, *p)
        for p in (("highway", "patrol"), ("state", "police"), ("state", "patrol"), ("state", "troopers"))
    ) or (_has(words, "highway", "state", "patrol")):
        return of_state("state_police", "state")
    if "tribe" in words or "tribal" in words or "pueblo" in words or words[-2:] == ["nation", "police"]:
        return make("tribal", "tribal", " ".join(w for w in words if w not in FILLER), "tribal")
    if _has(words, "task", "force"):
        base = " ".join(w for w in words if w not in FILLER)
        return make("other", "task_force", base, "regional")
    if "police" in words:
        return _police(state, words, names_state, make, of_county, of_place, of_state)
    if "marshals" in words and "fire" not in words:
        number = _number(words)
        if "ward" in words:
            base = " ".join(
                w for w in words if w not in FILLER | NUMBERED and not w.isdigit() and w != "marshals"
            )
            fips = _county_hint(state, county)
            return make("constable", "marshal", base or (fips or ""), "constable_district", number=number)
        return of_place("municipal_police", "marshal", ("marshals",))
    if _has(words, "public", "safety") or _has(words, "law", "enforcement"):
        base, _ = _place_base(state, words, ("department", "division", "public"), "")
        if (
            not names_state
            and base
            and base not in ("state",)
            and (is_place(state, base) or "city" in words[:1])
        ):
            return of_place("municipal_police", "public_safety", ("department", "division", "public"))
        return of_state("state_police" if _has(words, "public", "safety") else "other", "state")
    if names_state or not any(w in words for w in FORMS):
        return of_state("other", "state")
    if words[-1] in ("township", "borough", "city", "town", "village"):
        return of_place("other", "unknown", ())
    if "county" in words or "parish" in words:
        return of_county(
            "other",
            _distinct(words[words.index("county") + 1 :] if "county" in words else words, state, []),
            frozenset(),
        )
    return make("other", "other", " ".join(w for w in words if w not in FILLER), "regional")


def _town(state: str, words: list[str]) -> bool:
    """ "State College Police Department" is a town's police: the words before "police" name a place."""
    before = words[: words.index("police")] if "police" in words else words
    return is_place(state, " ".join(before).removesuffix(" borough"))


def _county_base(words: list[str], roles: frozenset[str]) -> str:
    """The words that name the county: those before "county" or "parish", or after "county of"."""
    for form in ("county", "parish"):
        if form in words:
            i = words.index(form)
            if i == 0 and words[1:2] == ["of"]:
                rest = words[2:]
                stop = next(
                    (j for j, w in enumerate(rest) if w in ("county", "parish") or w in roles), len(rest)
                )
                return " ".join(dict.fromkeys(rest[:stop]))
            if i > 0:
                return " ".join(w for w in words[:i] if w != "the")
    stop = next((j for j, w in enumerate(words) if w in roles), len(words))
    base = [w for w in words[:stop] if w not in ("the", "office", "of")]
    if base[:1] == ["city"] and len(base) > 1:
        base = [*base[1:], "city"]
    return " ".join(base)


def _place_base(state: str, words: list[str], before: tuple[str, ...], number: str) -> tuple[str, str]:
    """(town name, "township" if it is one): the words before the role, with "City of" and "Borough" off."""
    stop = next((j for j, w in enumerate(words) if w in before), len(words))
    base = [w for w in words[:stop] if w != "the"]
    if stop == 0:  # "Constables Office of Unity Township"
        base = [w for w in words if w not in before and w not in ("office", "of", "the", "department")]
    if len(base) > 2 and base[0] in FORMS and base[1] == "of":
        form = "township" if base[0] == "township" else ""
        return " ".join(base[2:]), form
    if "township" in base:
        i = base.index("township")
        return " ".join(base[:i]), "township"
    text = " ".join(base)
    if len(base) > 1 and base[-1] in ("borough", "village", "town", "city") and not is_place(state, text):
        return " ".join(base[:-1]), ""
    return text, ""


def _number(words: list[str]) -> str:
    """The precinct, district, circuit or ward: part of who the agency is."""
    for i, word in enumerate(words):
        match = re.fullmatch(r"(?:pct|precinct|district|ward|no)?(\d+)(?:st|nd|rd|th)?", word)
        digits = match.group(1).lstrip("0") if match else ORDINALS.get(word)
        near = words[max(0, i - 2) : i] + words[i + 1 : i + 3]
        if digits and (any(w in NUMBERED or w == "judicial" for w in near) or not word.isdigit()):
            return digits
    return next((w.lstrip("0") for w in words if w.isdigit()), "")


def _is_number(word: str) -> bool:
    return bool(re.fullmatch(r"(?:pct|precinct)?\d+(?:st|nd|rd|th)?", word)) or word in ORDINALS


def _constable(state: str, words: list[str], county: str | None, make) -> AgencyName:  # type: ignore[no-untyped-def]
    number = _number(words)
    state_name = _state_words()[state].split()
    core = list(words)
    if _has(core, *state_name) and ("state" in core):
        core = [w for w in core if w not in state_name]
    drop = {"constables", "office", "of", "the", "state", *NUMBERED}
    rest = [w for w in core if w not in drop and not _is_number(w)]
    if "county" in rest or "parish" in rest:
        base = _county_base(rest, frozenset())
        found = find_county(state, base)
        if found.how != "none" or "township" not in rest:
            note = "county_name_fixed" if found.how == "fixed" else None
            return make(
                "constable",
                "constables",
                found.name,
                "constable_district",
                form="county",
                number=number,
                base_how=found.how,
                county_fips=found.fips,
                note=note,
            )
    if not rest and county is not None:
        base = " ".join(w for w in words_of(county) if w not in ("county", "parish"))
        found = find_county(state, base)
        return make(
            "constable",
            "constables",
            found.name,
            "constable_district",
            form="county",
            number=number,
            base_how=found.how,
            county_fips=found.fips,
        )
    form = "township" if "township" in rest else ""
    if form:
        i = rest.index("township")
        return make(
            "constable",
            "constables",
            " ".join(rest[:i] + rest[i + 1 :]),
            "constable_district",
            form=form,
            number=number,
        )
    text = " ".join(w for w in rest if w not in ("borough", "city", "town"))
    return make("constable", "constables", text, "constable_district", number=number)


def _prosecutor(words: list[str], names_state: bool, make, of_county) -> AgencyName:  # type: ignore[no-untyped-def]
    if _has(words, "attorney", "general"):
        return make("prosecutor", "attorney_general", "", "state")
    number = _number(words)
    if "circuit" in words or "judicial" in words:
        return make("prosecutor", "circuit_attorney", "", "judicial_district", number=number)
    special = "task" in words
    body = (
        "district_attorney"
        if _has(words, "district", "attorney")
        else ("prosecutor" if "prosecutor" in words or "prosecuting" in words else "county_attorney")
    )
    if special:
        body += "_task_force"
    parsed: AgencyName = of_county(
        "prosecutor", body, frozenset({"district", "attorney", "prosecutor", "prosecuting"}), number
    )
    return parsed


def _corrections(words, names_state, board, make, of_county, of_state) -> AgencyName:  # type: ignore[no-untyped-def]
    if board:
        parsed: AgencyName = of_county("corrections", "commissioners", frozenset({"board"}))
        return parsed
    if "regional" in words or ("authority" in words and "county" not in words):
        base = " ".join(sorted(w for w in words if w not in FILLER))
        regional: AgencyName = make("corrections", "regional_jail", base, "regional")
        return regional
    if "county" in words or "parish" in words:
        jail = {"jail", "prison", "detention"} & set(words)
        body = "jail" if jail else ("justice_authority" if "justice" in words else "corrections")
        found: AgencyName = of_county("corrections", body, frozenset())
        return found
    if "district" in words and "jail" in words:
        base = " ".join(w for w in words if w not in ("district", "jail") and w not in FILLER)
        district: AgencyName = make("corrections", "district_jail", base, "regional")
        return district
    if not names_state:
        stop = next(
            (j for j, w in enumerate(words) if w in ("corrections", "jail", "department", "detention")), 0
        )
        if stop:
            local: AgencyName = of_county(
                "corrections", "corrections", frozenset({"corrections", "department", "jail", "detention"})
            )
            if local.base_how != "none":
                return local
    state_body: AgencyName = of_state("corrections", "state")
    return state_body


def _police(state, words, names_state, make, of_county, of_place, of_state) -> AgencyName:  # type: ignore[no-untyped-def]
    i = words.index("police")
    if i == 0 and words[1:2] == ["department"] and "of" in words[2:]:
        words = words[words.index("of") + 1 :] + ["police"]
        i = len(words) - 1
    if i > 0 and words[i - 1] == "county" and i > 1:
        parsed: AgencyName = of_county("county_police", "county_police", frozenset())
        if parsed.base_how == "exact":
            return parsed
    if "authority" in words or "cooperative" in words:
        return make("other", "police_authority", " ".join(w for w in words if w not in FILLER), "regional")  # type: ignore[no-any-return]
    before = ("police", "division") if "division" in words[:i] else ("police",)
    if _has(words, "public", "safety", "police"):
        before = ("public", "department", "police")
    place: AgencyName = of_place("municipal_police", "police", before)
    if i == 0 or not place.base:
        return of_state("state_police", "state")  # type: ignore[no-any-return]
    return place


def _distinct(words: list[str], state: str, state_name: list[str]) -> str:
    """The words that tell a state body from its sisters, in alphabetical order."""
    kept = [w for w in words if w not in FILLER and w not in ("division", "services", "dept")]
    n = len(state_name)
    for i in range(len(kept) - n + 1):
        if n and kept[i : i + n] == state_name:
            kept = kept[:i] + kept[i + n :]
            break
    if kept[:1] in ([state.lower()], ["cnmi"]):
        kept = kept[1:]
    if kept[:1] == ["mount"] and state == "MT":
        kept = kept[1:]
    return " ".join(sorted(set(kept)))

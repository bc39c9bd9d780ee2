"""Which body a name's words speak of, and of what place: one reader a kind of body.

The order of `CHECKS` is part of the rules: the first that knows the words decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from deputized import reference
from deputized.registry.gazetteer import FoundName, find_county, find_place, is_place
from deputized.registry.numerals import is_number, number_of
from deputized.registry.towns import form_that_tells, towns
from deputized.registry.words import (
    FILLER,
    NUMBERED,
    SMALL,
    distinct,
    has,
    state_words,
    words_of,
)

FORMS = frozenset({"city", "town", "village", "borough", "township", "county", "parish"})
JAIL = frozenset(
    {"corrections", "correctional", "jail", "jails", "prison", "prisons", "detention", "penitentiary"}
)
NATURE = frozenset({"fish", "wildlife", "agriculture", "agricultural", "livestock", "conservation", "game"})
CAMPUS_ROLE = frozenset(
    {"board", "trustees", "police", "department", "campus", "public", "safety", "security", "services"}
)


_OPENING = frozenset({"office", "department", "of", "for", "the", ","})


@dataclass(frozen=True, slots=True)
class NamedBody:
    """What the words say, without the text they came from. See `names.AgencyName` for the fields."""

    kind: str
    body: str
    base: str
    level: str
    form: str = ""
    number: str = ""
    base_how: str = "words"
    county_fips: str | None = None
    note: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """The words of one name, with its state and the COUNTY cell beside it."""

    state: str
    words: list[str]
    county: str | None
    county_hint: str | None  # FIPS that the COUNTY cell resolves to

    def read(self) -> NamedBody:
        """The first reader that knows the words decides."""
        for check in (
            self.constable, self.sheriff, self.prosecutor, self.guard, self.campus, self.nature, self.port,
            self.jail, self.state_police, self.tribal, self.task_force, self.police, self.marshal,
            self.public_safety,
        ):  # fmt: skip
            body = check()
            if body is not None:
                return body
        return self.other()

    @property
    def names_state(self) -> bool:
        """Whether the state's own name or postal code stands in the name."""
        words = self.words
        return (
            has(words, *state_words(self.state))
            or words[:1] == [self.state.lower()]
            or (self.state == "MP" and "cnmi" in words)
        )

    # what a body may be of ----------------------------------------------------------------------------

    def of_county(
        self, kind: str, body: str, roles: frozenset[str] = frozenset(), number: str = ""
    ) -> NamedBody:
        """A body of the county that the words before "county", or before the role, name."""
        base = county_base(self.words, roles) or self.printed_county()  # "Sheriff's Office" and no more
        found = find_county(self.state, base)
        return _placed(kind, body, found, "county", number=number, note="county_name_fixed")

    def printed_county(self) -> str:
        """The COUNTY cell without the word county; empty if there is none."""
        return " ".join(w for w in words_of(self.county or "") if w not in ("county", "parish", ","))

    def of_state(self, kind: str, body: str) -> NamedBody:
        """A body of the whole state, told from its sisters by its own words."""
        return NamedBody(kind, body, distinct(self.words, self.state), "state")

    def of_town(
        self, kind: str, body: str, before: tuple[str, ...], words: list[str] | None = None
    ) -> NamedBody:
        """A body of the town that the words before the role name."""
        base, said = town_base(self.state, self.words if words is None else words, before)
        form = form_that_tells(self.state, base, said)
        if form == "township":
            known = any(t.form == "township" for t in towns(self.state).get(base, ()))
            return NamedBody(kind, body, base, "municipal", form, base_how="exact" if known else "words")
        found = find_place(self.state, base, self.county_hint)
        return _placed(kind, body, found, "municipal", form, note="place_name_fixed")

    # one kind of body each ----------------------------------------------------------------------------

    def constable(self) -> NamedBody | None:
        if "constables" not in self.words:
            return None
        number = number_of(self.words)
        core = list(self.words)
        if has(core, *state_words(self.state)) and "state" in core:
            core = [w for w in core if w not in state_words(self.state)]
        drop = {"constables", "office", "of", "the", "state", *NUMBERED}
        rest = [w for w in core if w not in drop and not is_number(w)]
        if "county" in rest or "parish" in rest:
            found = find_county(self.state, county_base(rest, frozenset()))
            if found.how != "none" or "township" not in rest:
                return _placed(
                    "constable",
                    "constables",
                    found,
                    "constable_district",
                    "county",
                    number,
                    "county_name_fixed",
                )
        if not rest and self.county is not None:
            return _placed(
                "constable",
                "constables",
                find_county(self.state, self.printed_county()),
                "constable_district",
                "county",
                number,
            )
        if "township" in rest:
            rest.remove("township")
            return NamedBody(
                "constable", "constables", " ".join(rest), "constable_district", "township", number
            )
        town = " ".join(w for w in rest if w not in ("borough", "city", "town"))
        return NamedBody("constable", "constables", town, "constable_district", number=number)

    def sheriff(self) -> NamedBody | None:
        return (
            self.of_county("sheriff", "sheriffs", frozenset({"sheriffs"}))
            if "sheriffs" in self.words
            else None
        )

    def prosecutor(self) -> NamedBody | None:
        words = self.words
        if not {"attorney", "prosecutor", "prosecuting"} & set(words):
            return None
        if has(words, "attorney", "general"):
            return NamedBody("prosecutor", "attorney_general", "", "state")
        number = number_of(words)
        if "circuit" in words or "judicial" in words:
            return NamedBody("prosecutor", "circuit_attorney", "", "judicial_district", number=number)
        body = (
            "district_attorney"
            if has(words, "district", "attorney")
            else "county_attorney"
            if "attorney" in words
            else "prosecutor"
        )
        body += "_task_force" if "task" in words else ""
        roles = frozenset({"district", "attorney", "prosecutor", "prosecuting"})
        county = self.of_county("prosecutor", body, roles, number)
        if number and county.base_how != "exact":  # "District Attorney, Eighth District"
            return NamedBody("prosecutor", body, "", "judicial_district", number=number)
        return county

    def guard(self) -> NamedBody | None:
        pairs = (("national", "guard"), ("state", "guard"), ("military", "department"))
        return self.of_state("national_guard", "guard") if any(has(self.words, *p) for p in pairs) else None

    def campus(self) -> NamedBody | None:
        words = self.words
        school = {"university", "college", "schools"} & set(words) or has(words, "school", "district")
        if not school or self.is_town_police():
            return None
        drop = CAMPUS_ROLE | ({"district"} if words[:1] == ["district"] else frozenset())
        base = " ".join(w for w in words if w not in drop and w != "the")
        return NamedBody(
            "campus", "campus", " ".join(base.removeprefix("of ").removesuffix(" of").split()), "campus"
        )

    def is_town_police(self) -> bool:
        """ "State College Police Department" is a town's: the words before "police" name a place."""
        words = self.words
        before = words[: words.index("police")] if "police" in words else words
        return is_place(self.state, " ".join(before).removesuffix(" borough"))

    def nature(self) -> NamedBody | None:
        words = self.words
        pairs = (("natural", "resources"), ("marine", "resources"), ("environmental", "protection"))
        if not NATURE & set(words) and not any(has(words, *p) for p in pairs):
            return None
        if "county" in words or "police" in words:
            return None
        return self.of_state("fish_wildlife_agriculture", "state")

    def port(self) -> NamedBody | None:
        words = set(self.words)
        if not words & {"port", "airport", "aviation", "airports", "seaport"}:
            return None
        if not words & {"authority", "airport", "aviation", "commission"}:
            return None
        base = " ".join(w for w in self.words if w not in ("police", "department") and w not in SMALL)
        return NamedBody("port", "port", base, "port")

    def jail(self) -> NamedBody | None:
        words = self.words
        board = has(words, "county", "commissioners") or has(words, "county", "commission")
        if not board and not JAIL & set(words) and not has(words, "criminal", "justice", "authority"):
            return None
        if board:
            return self.of_county("corrections", "commissioners", frozenset({"board"}))
        if "regional" in words or ("authority" in words and "county" not in words):
            base = " ".join(sorted(w for w in words if w not in FILLER))
            return NamedBody("corrections", "regional_jail", base, "regional")
        if "county" in words or "parish" in words:
            body = "justice_authority" if "justice" in words else "corrections"
            return self.of_county(
                "corrections", "jail" if {"jail", "prison", "detention"} & set(words) else body
            )
        if has(words, "district", "jail"):
            base = " ".join(w for w in words if w not in ("district", "jail") and w not in FILLER)
            return NamedBody("corrections", "district_jail", base, "regional")
        if not self.names_state:
            local = self.of_county(
                "corrections", "corrections", frozenset({"corrections", "department", "jail", "detention"})
            )
            if local.base and local.base_how != "none":
                return local
        return self.of_state("corrections", "state")

    def state_police(self) -> NamedBody | None:
        pairs = (("highway", "patrol"), ("state", "police"), ("state", "patrol"), ("state", "troopers"))
        return self.of_state("state_police", "state") if any(has(self.words, *p) for p in pairs) else None

    def tribal(self) -> NamedBody | None:
        words = self.words
        nation = has(words, "nation", "police") or has(words, "nation", "marshals")
        if not {"tribe", "tribal", "pueblo"} & set(words) and not nation:
            return None
        return NamedBody("tribal", "tribal", " ".join(w for w in words if w not in FILLER), "tribal")

    def task_force(self) -> NamedBody | None:
        if not has(self.words, "task", "force"):
            return None
        return NamedBody(
            "other", "task_force", " ".join(w for w in self.words if w not in FILLER), "regional"
        )

    def police(self) -> NamedBody | None:
        if "police" not in self.words:
            return None
        words = self.words
        i = words.index("police")
        if i == 0 and "of" in words[1:3]:
            words = [*words[words.index("of") + 1 :], "police"]
            i = len(words) - 1
        if i > 1 and words[i - 1] == "county":
            county = self.of_county("county_police", "county_police")
            if county.base_how == "exact":
                return county
        if "authority" in words or "cooperative" in words:
            return NamedBody(
                "other", "police_authority", " ".join(w for w in words if w not in FILLER), "regional"
            )
        before: tuple[str, ...] = ("police", "division") if "division" in words[:i] else ("police",)
        if has(words, "public", "safety", "police"):
            before = ("public", "department", "police")
        town = self.of_town("municipal_police", "police", before, words)
        return town if i > 0 and town.base else self.of_state("state_police", "state")

    def marshal(self) -> NamedBody | None:
        words = self.words
        if "marshals" not in words or "fire" in words:
            return None
        if "ward" not in words:
            return self.of_town("municipal_police", "marshal", ("marshals",))
        base = " ".join(
            w for w in words if w not in FILLER | NUMBERED and not w.isdigit() and w != "marshals"
        )
        if not base and self.county_hint is not None:
            base = reference.fold(reference.counties_by_fips()[self.county_hint].name)
        return NamedBody("constable", "marshal", base, "constable_district", number=number_of(words))

    def public_safety(self) -> NamedBody | None:
        words = self.words
        safety = has(words, "public", "safety")
        if not safety and not has(words, "law", "enforcement"):
            return None
        before = ("department", "division", "public")
        base, _ = town_base(self.state, words, before)
        if (
            not self.names_state
            and base
            and base != "state"
            and (is_place(self.state, base) or words[:1] == ["city"])
        ):
            return self.of_town("municipal_police", "public_safety", before)
        return self.of_state("state_police" if safety else "other", "state")

    def other(self) -> NamedBody:
        words = self.words
        if self.names_state or not FORMS & set(words):
            return self.of_state("other", "state")
        if words[-1] in ("township", "borough", "city", "town", "village"):
            return self.of_town("other", "unknown", ())
        if "county" in words or "parish" in words:
            role = words[words.index("county") + 1 :] if "county" in words else words
            return self.of_county("other", distinct(role, self.state) or "unknown")
        return NamedBody("other", "other", " ".join(w for w in words if w not in FILLER), "regional")


def _placed(
    kind: str,
    body: str,
    found: FoundName,
    level: str,
    form: str = "",
    number: str = "",
    note: str | None = None,
) -> NamedBody:
    fixed = note if found.how == "fixed" else None
    return NamedBody(
        kind, body, found.name, level, form, number, found.how, found.fips, fixed, found.alternatives
    )


def county_base(words: list[str], roles: frozenset[str]) -> str:
    """The words that name the county: those before "county" or "parish", after "county of", or before the role."""
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
                return " ".join(w for w in _behind_role(words[:i], roles) if w != "the")
    words = _behind_role(words, roles)
    stop = next((j for j, w in enumerate(words) if w in roles), len(words))
    base = [w for w in words[:stop] if w not in ("the", "office", "of")]
    if base[:1] == ["city"] and len(base) > 1:
        base = [*base[1:], "city"]
    return " ".join(base)


def _behind_role(words: list[str], roles: frozenset[str]) -> list[str]:
    """ "Office of the Sheriff of Kinney": the words that name the place; all of them where the role does not lead."""
    opening = next((j for j, w in enumerate(words) if w not in roles | _OPENING), len(words))
    return words[opening:] if roles & set(words[:opening]) else words


def town_base(state: str, words: list[str], before: tuple[str, ...]) -> tuple[str, str]:
    """(town's name, its form as printed, "" if none is): the words before the role."""
    stop = next((j for j, w in enumerate(words) if w in before), len(words))
    base = [w for w in words[:stop] if w != "the"]
    if stop == 0:  # "Marshal's Office of New Berlin"
        base = [w for w in words if w not in before and w not in ("office", "of", "the", "department")]
    while base[:1] in (["charter"], ["incorporated"]) and base[1:2] and base[1] in FORMS:
        base = base[1:]
    if len(base) > 2 and base[0] in FORMS and base[1] == "of":
        form, base = base[0], base[2:]
        if len(base) > 1 and base[-1] == form and not is_place(state, " ".join(base)):
            base = base[:-1]
        return " ".join(base), form
    if "township" in base[1:]:
        base = base[: base.index("township", 1)]
        return " ".join(base[:-1] if base[-1] == "charter" and len(base) > 1 else base), "township"
    text = " ".join(base)
    if len(base) > 1 and base[-1] in ("borough", "village", "town", "city") and not is_place(state, text):
        return " ".join(base[:-1]), base[-1]
    return text, ""

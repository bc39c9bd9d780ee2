"""New mess: slips nobody has labelled, made by rule on the newest list, and neighbours that must stay apart.

Every trial copies the newest list as a later one. Rows are misprinted in the ways of each kind of slip: they are
still the same agreement of the same agency. Others leave as a real neighbour of theirs arrives: the county a letter
or two away, the same county of another state, another precinct, a town of like name: these are new agencies. Slips
are drawn from a fixed seed, letters anywhere in the name, so that no rule can have been written for one of them.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from rapidfuzz.distance import OSA

from deputized import reference
from deputized.archive import Ledger
from deputized.model.cells import CellValue
from deputized.model.graph import dump, load
from deputized.model.publications import Content, Listing, ListKind, Publication
from deputized.registry.curation import Corrector, load_corrections
from deputized.registry.names import parse_name
from deputized.registry.replay import Replay, replay
from deputized.registry.resume import CLASSES
from deputized.registry.rows import as_text
from deputized.registry.state_words import read_state

TRIALS = 8
EACH = 2  # rows of each kind of slip, and of each kind of neighbour, in a trial
NEXT_DAY = date(2026, 9, 15)
Change = Callable[[random.Random, Content], Content | None]


# slips: the same agency -----------------------------------------------------------------------------


def _typo(rng: random.Random, text: str) -> str:
    at = rng.choice([i for i, letter in enumerate(text) if letter.isalpha()])
    extra = rng.choice("aeiourstnl")
    return rng.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + extra + text[at:],
            text[:at] + extra + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
        )
    )


def _name(
    change: Callable[[random.Random, str], str | None], rng: random.Random, row: Content
) -> Content | None:
    name = change(rng, str(row.agency))
    return None if name is None or name == row.agency else replace(row, agency=name)


def _apostrophe(rng: random.Random, name: str) -> str | None:
    return (
        re.sub("['’]s", rng.choice(("s", "s'", "", "`s", "’s", " s")), name)
        if re.search("['’]s", name)
        else None
    )


SHORTER = (
    ("Police Department", "PD"),
    ("Police Department", "Police Dept."),
    ("Sheriff's Office", "Sheriff"),
    ("Sheriff's Office", "SO"),
    ("Sheriff's Office", "Sheriff's Department"),
    ("County Sheriff", "Co. Sheriff"),
    ("Township", "Twp."),
    ("Precinct", "Pct."),
    ("Department of Corrections", "DOC"),
    ("Department of Public Safety", "DPS"),
    ("Saint ", "St. "),
    ("St. ", "Saint "),
    ("Fort ", "Ft. "),
    ("University", "Univ."),
)


def _shorter(rng: random.Random, name: str) -> str | None:
    known = [(long, short) for long, short in SHORTER if long in name]
    return name.replace(*rng.choice(known)) if known else None


def _town_form(rng: random.Random, name: str) -> str | None:
    if not name.strip().endswith("Police Department") or re.search(
        "County|Univ|College| of |School|Regional", name
    ):
        return None
    town = name.strip().removesuffix(" Police Department")
    return rng.choice(
        (f"City of {town} Police Department", f"Police Department of {town}", f"Town of {town} PD")
    )


def _word_left_out(rng: random.Random, name: str) -> str | None:
    words = name.split()
    spare = [i for i, w in enumerate(words) if w in ("County", "Office", "Department", "Sheriff's")]
    if len(spare) < 2:
        return None
    gone = rng.choice(spare)
    return " ".join(w for i, w in enumerate(words) if i != gone)


def _signed(shape: Sequence[str], rng: random.Random, row: Content) -> Content | None:
    return (
        replace(row, signed=row.signed.strftime(rng.choice(shape))) if isinstance(row.signed, date) else None
    )


def _redated(rng: random.Random, row: Content) -> Content | None:
    days = timedelta(rng.choice((-20, -7, -2, -1, 1, 3, 10)))
    return replace(row, signed=row.signed + days) if isinstance(row.signed, date) else None


def _unposted(rng: random.Random, row: Content) -> Content | None:
    return replace(row, agency=_typo(rng, str(row.agency)), moa="link pending", moa_url=None)


def _other_state(rng: random.Random, row: Content) -> Content | None:
    """Printed under a state that has no such county; where it has one, nobody could tell."""
    states = [s for s in reference.states() if s.postal != _postal(row)]
    state = rng.choice(states)
    name = parse_name(state.postal, str(row.agency), as_text(row.county))
    return (
        replace(row, state=state.name.upper())
        if name.body == "sheriffs" and name.base_how == "none"
        else None
    )


SLIPS: Mapping[str, Change] = {
    "a letter wrong": partial(_name, _typo),
    "two letters wrong": partial(_name, lambda rng, name: _typo(rng, _typo(rng, name))),
    "a letter wrong, link gone": _unposted,
    "apostrophe": partial(_name, _apostrophe),
    "shortened": partial(_name, _shorter),
    "City of, Police of": partial(_name, _town_form),
    "a word left out": partial(_name, _word_left_out),
    "capitals": partial(_name, lambda rng, name: name.upper()),
    "state behind the name": lambda rng, row: replace(
        row, agency=f"{str(row.agency).strip()}, {_postal(row)}"
    ),
    "state misspelt": lambda rng, row: replace(row, state=_typo(rng, str(row.state))),
    "another state": _other_state,
    "county gone": lambda rng, row: replace(row, county=rng.choice(("#N/A", "N/A", "Unknown", ""))),
    "model misspelt": lambda rng, row: replace(row, support_type=_typo(rng, str(row.support_type))),
    "day moved": _redated,
    "day as text": partial(
        _signed, ("%m/%d/%Y", "%m/%d%Y", "%B %d, %Y", "%m-%d-%y", "%d %b %Y", "on %m/%d/%Y")
    ),
}


# neighbours: new agencies ----------------------------------------------------------------------------


def _near_county(rng: random.Random, row: Content) -> Content | None:
    name = parse_name(_postal(row), str(row.agency))
    if name.body != "sheriffs" or name.base_how != "exact":
        return None
    near = [
        c for c in reference.county_by_name(name.state) if 0 < OSA.distance(c, name.base, score_cutoff=2) <= 2
    ]
    if not near:
        return None
    county = rng.choice(sorted(near)).title()
    return replace(row, agency=f"{county} County Sheriff's Office", county=f"{county} County")


def _same_county_elsewhere(rng: random.Random, row: Content) -> Content | None:
    name = parse_name(_postal(row), str(row.agency))
    if name.body != "sheriffs" or name.base_how != "exact":
        return None
    others = [
        s
        for s in reference.states()
        if s.postal != name.state and name.base in reference.county_by_name(s.postal)
    ]
    return replace(row, state=rng.choice(others).name.upper()) if others else None


def _other_number(rng: random.Random, row: Content) -> Content | None:
    name = str(row.agency)
    if "onstable" not in name or not re.search(r"\d", name):
        return None
    return replace(row, agency=re.sub(r"\d+", lambda m: str(int(m[0]) + 11), name))


def _near_town(rng: random.Random, row: Content) -> Content | None:
    name = parse_name(_postal(row), str(row.agency))
    if name.body != "police" or name.base_how != "exact":
        return None
    towns = reference.places_by_name(name.state)
    near = [
        t
        for t in towns
        if 0 < OSA.distance(t, name.base, score_cutoff=2) <= 2 and len(t) > 4 and t[0] == name.base[0]
    ]
    return replace(row, agency=f"{rng.choice(sorted(near)).title()} Police Department") if near else None


NEIGHBOURS: Mapping[str, Change] = {
    "county of like name": _near_county,
    "same county of another state": _same_county_elsewhere,
    "another precinct": _other_number,
    "town of like name": _near_town,
}


# trials ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """One row made up: its kind, whether it is the same agency, and what was read."""

    kind: str
    is_same: bool
    before: str
    after: str
    agreement_kept: bool
    agency_kept: bool


@dataclass(frozen=True, slots=True)
class _Longer:
    """A ledger with one made-up list more."""

    publications: Sequence[Publication]
    contents: Mapping[str, Content]
    base: Ledger
    added: tuple[Listing, ...]

    def listings(self, publication_id: str) -> Sequence[Listing]:
        return self.added if publication_id == "made-up" else self.base.listings(publication_id)


def as_seen(found: Replay) -> bytes:
    """A replay of all that is out, to be gone on with by each trial anew."""
    kept = replace(found, agreement_rows={}, pending_rows={}, agency_rows={}, measures={}, row_doubts={})
    return dump(kept, CLASSES)


def trial(ledger: Ledger, seed: int, before: bytes) -> tuple[str, list[Case]]:
    """(why the made-up list was doubted, if it was; its cases). `before` is the ledger's replay, `as_seen`."""
    rng = random.Random(seed)
    lists = [p for p in ledger.publications if p.kind is ListKind.PARTICIPATING]
    newest = max(lists, key=lambda p: p.order)
    rows = [(x.row_number, ledger.contents[x.content_id]) for x in ledger.listings(newest.publication_id)]
    drawn = iter(rng.sample(range(len(rows)), len(rows)))
    held = {(_postal(row), parse_name(_postal(row), str(row.agency)).base) for _, row in rows}
    printed: dict[int, tuple[str, Content]] = {}
    for kind, change in [*SLIPS.items(), *NEIGHBOURS.items()]:
        made = 0
        while made < EACH and (at := next(drawn, None)) is not None:
            row = change(rng, rows[at][1])
            if row is None:
                continue
            if kind in NEIGHBOURS:
                if (
                    "precinct" not in kind
                    and (_postal(row), parse_name(_postal(row), str(row.agency)).base) in held
                ):
                    continue
                row = replace(row, moa="link pending", moa_url=None)
            printed[at], made = (kind, row), made + 1
    added, contents = [], dict(ledger.contents)
    for at, (number, row) in enumerate(rows):
        if at in printed:
            row = replace(printed[at][1], content_id=f"made-up-{at}")
            contents[row.content_id] = row
        added.append(Listing(number, row.content_id, False))
    later = replace(newest, publication_id="made-up", published_date=NEXT_DAY)
    longer = _Longer((*ledger.publications, later), contents, ledger, tuple(added))
    seen: Replay = load(before, CLASSES)
    seen.agreement_rows[newest.publication_id] = {
        r.item.row_number: r.agreement for r in seen.participating.rows
    }
    seen.agency_rows[newest.publication_id] = {
        r.item.row_number: r.agreement.holders[-1][0] for r in seen.participating.rows
    }
    found = replay(longer, None, Corrector(load_corrections()), seen)
    standing = found.standings["made-up"]
    cases = [_case(found, newest.publication_id, rows[at], *printed[at]) for at in sorted(printed)]
    return standing.reason, cases


def _case(found: Replay, newest: str, row: tuple[int, Content], kind: str, made: Content) -> Case:
    number, before = row
    old, new = (found.agency_rows[p].get(number) for p in (newest, "made-up"))
    agreements = [found.agreement_rows.get(p, {}).get(number) for p in (newest, "made-up")]
    return Case(
        kind,
        kind in SLIPS,
        _shown(before),
        _shown(made),
        agreements[0] is not None and agreements[0] is agreements[1],
        old is not None and new is not None and old.root() is new.root(),
    )


def _postal(row: Content) -> str:
    return read_state(str(row.state))[0] or "TX"


def _shown(row: Content) -> str:
    def text(value: CellValue) -> str:
        return (as_text(value) or "").strip()

    return f"{text(row.agency)}, {text(row.state)}, {text(row.signed)}"


def report(trials: int = TRIALS, before: bytes | None = None) -> str:
    """The made-up lists, read; the same ledger and rules give the same text."""
    ledger = Ledger.shipped()
    if before is None:
        before = as_seen(replay(ledger, None, Corrector(load_corrections())))
    return "\n".join([*_lines(ledger, trials, before), ""])


def _lines(ledger: Ledger, trials: int, before: bytes) -> Iterator[str]:
    results = [trial(ledger, seed, before) for seed in range(trials)]
    cases = [case for _, found in results for case in found]
    yield f"new mess: {len(cases)} rows made up on {trials} lists; lists doubted: {sum(bool(r) for r, _ in results)}"
    yield f"{'slip: still the same':<32}{'rows':>6}{'agreement kept':>16}{'agency kept':>13}"
    tally = Counter(
        (c.kind, w) for c in cases for w in ("rows", *(["a"] * c.agreement_kept), *(["b"] * c.agency_kept))
    )
    for kind in SLIPS:
        yield f"{kind:<32}{tally[kind, 'rows']:>6}{tally[kind, 'a']:>16}{tally[kind, 'b']:>13}"
    yield f"{'neighbour: another agency':<32}{'rows':>6}{'joined wrongly':>16}"
    for kind in NEIGHBOURS:
        joined = sum(c.kind == kind and (c.agreement_kept or c.agency_kept) for c in cases)
        yield f"{kind:<32}{tally[kind, 'rows']:>6}{joined:>16}"
    for c in cases:
        read_as_same = c.agreement_kept and c.agency_kept if c.is_same else c.agreement_kept or c.agency_kept
        if read_as_same != c.is_same:
            yield f"  differs: {c.kind}: {c.before} -> {c.after}"

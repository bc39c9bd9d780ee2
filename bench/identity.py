"""The identity benchmark: pairs of printings (same agency or not) and changes (what they were), against baselines."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bench.gold import Change, Pair, Printed, changes, pairs, publications, rows
from deputized.archive import Ledger
from deputized.registry.curation import Corrector, load_corrections
from deputized.registry.replay import Replay, replay
from deputized.registry.rows import tidy
from deputized.registry.state import Agency, Event

KINDS = {
    "listed": "new_agreement",
    "delisted": "termination",
    "omitted": "temporary_omission",
    "renamed": "rename",
    "reattributed": "rename",
    "state_corrected": "state_or_county",
    "county_corrected": "state_or_county",
    "redated": "date_correction",
    "renewed": "renewal",
    "model_switched": "model_switch",
    "duplicate_removed": "duplicate_removed",
    "moa_posted": "moa_posted",
    "moa_replaced": "moa_replaced",
    "addendum_posted": "addendum_added",
}
"""Our kinds of event in the words of the labels."""
EXPLAINED = Path(__file__).parent / "explained.csv"


def report() -> str:
    """The whole benchmark as text; the same ledger and rules give the same text."""
    ledger = Ledger.shipped()
    found = replay(ledger, None, Corrector(load_corrections()))
    files = publications(ledger)
    return "\n".join(
        [
            *_pairs(ledger, found, files),
            "",
            *_changes(ledger, found, files),
            "",
            *_readings(),
            "",
            *_counts(ledger, found, files),
            "",
        ]
    )


# pairs ----------------------------------------------------------------------------------------------


def _pairs(ledger: Ledger, found: Replay, files: dict[str, str]) -> Iterator[str]:
    judges: dict[str, Callable[[Pair], bool]] = {
        "deputized": lambda p: _is_one(
            _agency(ledger, found, files, p.a), _agency(ledger, found, files, p.b)
        ),
        "exact string and state": lambda p: (p.a.state, p.a.name) == (p.b.state, p.b.name),
        "letters and digits, state": lambda p: (p.a.state, _key(p.a.name)) == (p.b.state, _key(p.b.name)),
        "token sort ratio >= 90, state": lambda p: (
            p.a.state == p.b.state and fuzz.token_sort_ratio(p.a.name.casefold(), p.b.name.casefold()) >= 90
        ),
        "edit distance <= 2, state": lambda p: (
            p.a.state == p.b.state
            and OSA.distance(p.a.name.casefold().strip(), p.b.name.casefold().strip(), score_cutoff=2) <= 2
        ),
    }
    held = [p for p in pairs() if p.a.file in files and p.b.file in files]
    scored = [p for p in held if p.is_scored]
    yield f"pairs: {len(scored)} scored, {len(held) - len(scored)} of medium confidence apart, " + (
        f"{len(pairs()) - len(held)} name lists we do not hold"
    )
    yield f"{'judge':<32}{'precision':>10}{'recall':>9}{'wrong merges':>14}{'missed':>8}"
    for name, judge in judges.items():
        counts = Counter((p.is_same, judge(p)) for p in scored)
        right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
        precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
        yield f"{name:<32}{precision:>10.4f}{recall:>9.4f}{wrong:>14}{missed:>8}"
    ours = judges["deputized"]
    for p in held:
        if ours(p) != p.is_same:
            weight = "" if p.is_scored else " (medium confidence)"
            yield f"  differs: {p.pair_id}{weight}: {p.a.name.strip()} / {p.b.name.strip()}, label {'same' if p.is_same else 'different'}"


def _agency(ledger: Ledger, found: Replay, files: dict[str, str], printed: Printed) -> Agency | None:
    publication = files[printed.file]
    agencies = found.agency_rows.get(publication, {})
    if printed.row is not None:
        return agencies.get(printed.row)
    for x in ledger.listings(publication):
        row = found.readings[x.content_id].row
        if row.agency == tidy(printed.name) and row.state == printed.state:
            return agencies.get(x.row_number)
    return None


def _is_one(a: Agency | None, b: Agency | None) -> bool:
    return a is not None and b is not None and a.root() is b.root()


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())


# changes --------------------------------------------------------------------------------------------


def _changes(ledger: Ledger, found: Replay, files: dict[str, str]) -> Iterator[str]:
    every = changes()
    held = [c for c in every if c.before_file in files and c.after_file in files]
    order = {p.publication_id: n for n, p in enumerate(ledger.publications)}
    by_list: dict[str, list[Event]] = defaultdict(list)
    for event in found.events:
        by_list[event.publication.publication_id].append(event)
    explained = {r["case"]: r["why"] for r in _explained()}
    scored = [c for c in held if c.is_scored]
    yield f"changes: {len(scored)} scored, {len(held) - len(scored)} of lower confidence apart, " + (
        f"{len(every) - len(held)} name lists we do not hold"
    )
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    differing: list[str] = []
    beside = 0
    for c in held:
        before, after = files[c.before_file], files[c.after_file]
        between = [name for name in by_list if order[before] < order[name] <= order[after]]
        kinds = _kinds([e for name in between for e in by_list[name]], c, before, after, found)
        got = c.label if c.label in kinds else next(iter(sorted(kinds)), "nothing")
        beside += c.is_scored and got == c.label and len(kinds) > 1
        if c.is_scored:
            tally[c.label]["hit" if got == c.label else "missed"] += 1
            if got != c.label:
                tally[got]["false"] += 1
        if got != c.label:
            why = explained.get(c.event_id, "not explained")
            differing.append(
                f"  differs: {c.event_id}{'' if c.is_scored else ' (apart)'}: {c.label}, ours {got}. {why}"
            )
    yield f"{'label':<22}{'n':>4}{'precision':>11}{'recall':>8}{'F1':>8}"
    scores = []
    for label in sorted(k for k in tally if tally[k]["hit"] + tally[k]["missed"]):
        t = tally[label]
        precision, recall = t["hit"] / max(t["hit"] + t["false"], 1), t["hit"] / (t["hit"] + t["missed"])
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        scores.append(f1)
        yield f"{label:<22}{t['hit'] + t['missed']:>4}{precision:>11.4f}{recall:>8.4f}{f1:>8.4f}"
    yield f"macro F1 {sum(scores) / len(scores):.4f}"
    yield (
        f"a hit is the label among what ours says of the row on that list; of {beside} hits ours says more "
        + ("(an MOA posted as the name changed)")
    )
    yield from differing


def _readings() -> Iterator[str]:
    """Where the two readings label one thing and do not agree."""
    twice: dict[object, list[Pair]] = defaultdict(list)
    for p in pairs():
        twice[frozenset((x.state, tidy(x.name).casefold()) for x in (p.a, p.b))].append(p)
    both = [group for group in twice.values() if len({p.pair_id[:2] for p in group}) > 1]
    yield f"two readings: {len(both)} pairs are labelled in both"
    for group in both:
        if len({p.is_same for p in group}) > 1:
            yield f"  they differ: {', '.join(p.pair_id for p in group)}"
    first = [c for c in changes() if c.before_row is not None or c.after_row is not None]
    second = [c for c in changes() if c not in first]
    met = [
        (a, b)
        for a in first
        for b in second
        if (a.after_file, a.state, a.model) == (b.after_file, b.state, b.model)
        and set(a.names) & set(b.names)
    ]
    yield f"two readings: {len(met)} changes are labelled in both"
    for a, b in met:
        if a.label != b.label:
            yield f"  they differ: {a.event_id} {a.label}, {b.event_id} {b.label}"


def _kinds(events: list[Event], c: Change, before: str, after: str, found: Replay) -> set[str]:
    """What our events say of a labelled change: by row where the label gives one, else by name and model.

    Lists found since the labels were made may stand between the two that a label names: an event that does not
    run from the one to the other is met by the agreement of the labelled row. The first reading calls a corrected
    state or a listing given to another body a rename too.
    """
    kinds: set[str] = set()
    ends = {before: c.before_row, after: c.after_row}
    theirs = {id(found.agreement_rows[name].get(row)) for name, row in ends.items() if row is not None} - {
        id(None)
    }
    first = c.before_row is not None or c.after_row is not None
    for e in events:
        if e.kind.startswith("pending"):
            continue
        stands = ((e.previous, e.previous_row, before), (e.publication, e.row, after))
        neighbors = all(on is not None and on.publication_id == end for on, _, end in stands)
        by_row = any(
            on is not None and on.publication_id == end and at is not None and at.row_number == ends[end]
            for on, at, end in stands
        ) or (not neighbors and id(e.agreement) in theirs)
        by_name = e.model == c.model and any(
            i is not None and i.agency.casefold() in c.names for i in (e.row, e.previous_row)
        )
        twin = e.kind == "duplicate_removed" and by_name
        if by_row or (by_name and not first) or twin:
            kinds.add(KINDS.get(e.kind, e.kind))
            if first and e.kind == "state_corrected":
                kinds.add("rename")
    return kinds


def _explained() -> list[dict[str, str]]:
    with EXPLAINED.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


# counts ---------------------------------------------------------------------------------------------


def _counts(ledger: Ledger, found: Replay, files: dict[str, str]) -> Iterator[str]:
    """gold_counts.csv and, for lists found since, recounted.csv; agreements and agencies of the second reading."""
    territories = {"GU", "MP", "PR", "VI", "AS"}
    checked, differing = 0, list[str]()
    counted = [*rows("gold_counts.csv"), *rows("recounted.csv")]
    explained = {r["case"]: r["why"] for r in _explained()}
    for r in counted:
        publication = files[r["file"]]
        listings = ledger.listings(publication)
        read = [found.readings[x.content_id].row for x in listings]
        states = {row.state for row in read if row.state}
        ours = {
            "rows": len(read),
            "tfm_rows": sum(row.model == "TFM" for row in read),
            "jem_rows": sum(row.model == "JEM" for row in read),
            "wso_rows": sum(row.model == "WSO" for row in read),
            "other_or_blank_model_rows": sum(row.model is None for row in read),
            "states": len(states - territories),
            "territories": len(states & territories),
            "agencies_by_printed_name": len({(row.state, row.agency.casefold()) for row in read}),
            "hidden_rows": sum(x.is_hidden for x in listings),
            "florida_rows": sum(row.state == "FL" for row in read),
            "texas_rows": sum(row.state == "TX" for row in read),
        }
        for column, value in ours.items():
            checked += 1
            if value != int(r[column]):
                why = explained.get(f"{r['file']} {column}", "not explained")
                differing.append(f"  differs: {r['file']} {column}: label {r[column]}, ours {value}. {why}")
    yield f"counts: {checked - len(differing)} of {checked} figures of {len(counted)} lists are the same"
    yield from differing
    for r in rows("gold_counts_12_b.csv"):
        publication = files.get(r["file"])
        if publication is None:
            yield f"  {r['file']}: not held"
            continue
        agreements = set(found.agreement_rows[publication].values())
        agencies = {a.root() for a in found.agency_rows[publication].values()}
        same = (len(agreements), len(agencies)) == (int(r["agreements"]), int(r["agencies"]))
        yield f"  {r['file']}: {len(agreements)} agreements, {len(agencies)} agencies: " + (
            "as labelled" if same else f"label {r['agreements']} and {r['agencies']}"
        )

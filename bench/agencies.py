"""Right, asked and wrong answers of the resolver over every body that the reference tables name.

    python -m bench.agencies [--freeze]

A body is asked for by its own name and state; an answer given as exact for another body is wrong.
"""

from __future__ import annotations

import csv
import json
import random
import sys
from collections import Counter
from pathlib import Path

import deputized
from deputized import reference
from deputized.resolver import Ask, Exact, KnownBody, Nothing, Resolver, resolver_of

RESULTS = Path(__file__).parent / "results" / "agencies.json"
LOOKUPS = Path(__file__).parent / "gold" / "lookups.csv"
WORDINGS = ("{} County Sheriff, {}", "{} Co. S.O., {}", "Sheriff of {} County, {}")
TOWNS = 4_000
SEED = 287


def judge(resolver: Resolver, text: str, ori: str | None, fips: str | None) -> str:
    """right, asked_first, asked_other (listed among the candidates or not), nothing, or WRONG."""
    found = resolver.resolve(text)

    def is_it(body: KnownBody) -> bool:
        return body.ori == ori if ori else body.kind == "sheriff" and fips in body.county_fips

    match found:
        case Exact(body):
            return "right" if is_it(body) else "WRONG"
        case Ask(candidates, _):
            if is_it(candidates[0]):
                return "asked_first"
            return "asked_among" if any(map(is_it, candidates)) else "asked_without"
        case Nothing(_):
            return "nothing"


def misspelt(name: str, rng: random.Random, slip: str = "dropped") -> str:
    """A name with one slip in its first word: a letter dropped, doubled, wrong, or two swapped."""
    at = rng.randrange(1, max(2, len(name.split()[0]) - 1))
    match slip:
        case "dropped":
            return name[:at] + name[at + 1 :]
        case "doubled":
            return name[:at] + name[at] + name[at:]
        case "swapped":
            return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + ("e" if name[at] != "e" else "a") + name[at + 1 :]


def questions() -> dict[str, list[tuple[str, str | None, str | None]]]:
    """Text, ORI and county FIPS by set."""
    rng = random.Random(SEED)
    offices = [(reference.counties_by_fips()[f], s) for f, s in reference.sheriffs().items() if s.has_office]
    sheriffs = [
        (w.format(c.base_name, c.state), s.ori, c.fips)
        for c, s in offices if c.lsad in ("county", "parish") for w in WORDINGS
    ]  # fmt: skip
    named = [a for a in reference.fbi_agencies() if a.full_name and len(a.state) == 2 and a.state != "GM"]
    towns = [a for a in named if a.type == "city"]
    chosen = rng.sample(towns, TOWNS)
    by_slip = {
        f"150 names, a letter {slip}": [
            (f"{misspelt(a.full_name or '', rng, slip)}, {a.state}", a.ori, None) for a in chosen[n : n + 150]
        ]
        for n, slip in ((100, "dropped"), (300, "doubled"), (500, "swapped"), (700, "wrong"))
    }
    return {
        "sheriffs, three wordings": sheriffs,
        "sheriffs, no state said": [(w[0].rpartition(",")[0], *w[1:]) for w in sheriffs[::9]],
        "all named FBI agencies": [(f"{a.full_name}, {a.state}", a.ori, None) for a in named],
        "4,000 city police as PD": [(f"{a.name} PD, {a.state}", a.ori, None) for a in chosen],
        "100 ORIs": [(a.ori, a.ori, None) for a in rng.sample(named, 100)],
        "60 misspellings": [
            (f"{misspelt(a.full_name or '', rng)}, {a.state}", a.ori, None) for a in chosen[:60]
        ],
        **by_slip,
    }


def own_lookups(resolver: Resolver) -> Counter[str]:
    """Right, wrong by text of the questions kept in `bench/gold/lookups.csv`."""
    counts: Counter[str] = Counter()
    with LOOKUPS.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            counts[
                "right" if answered(resolver, row["asked"]) == row["answer"] else f"WRONG {row['asked']}"
            ] += 1
    return counts


def answered(resolver: Resolver, text: str) -> str:
    """An answer as a gold file writes it: = and who it is, ? and who comes first, or nothing."""

    def who(body: KnownBody) -> str:
        return body.agency_id or body.ori or f"{body.state} {body.name}"

    match resolver.resolve(text):
        case Exact(body):
            return f"= {who(body)}"
        case Ask(candidates, _):
            return f"? {who(candidates[0])}"
    return "nothing"


def main() -> None:
    """Print the counts; with --freeze keep them."""
    result, wrong = {}, []
    with deputized.open() as registry:
        resolver = resolver_of(registry.db)
        for name, asked in questions().items():
            counts: Counter[str] = Counter()
            for text, ori, fips in asked:
                verdict = judge(resolver, text, ori, fips)
                counts[verdict] += 1
                if verdict not in ("right", "asked_first"):
                    wrong.append((name, verdict, text, ori))
            result[name] = {"asked": len(asked), **dict(sorted(counts.items()))}
            print(name, result[name])
        own = own_lookups(resolver)
        result["own lookups"] = {"asked": sum(own.values()), **dict(sorted(own.items()))}
        print("own lookups", result["own lookups"])
    if "--freeze" in sys.argv:
        RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    for line in wrong if "--show" in sys.argv else ():
        print(*line, sep="\t")


if __name__ == "__main__":
    main()

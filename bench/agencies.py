"""Right, asked and wrong answers of the resolver over every body that the reference tables name.

    python -m bench.agencies [--freeze]

A body is asked for by its own name and state; an answer given as exact for another body is wrong.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path

import deputized
from deputized import reference
from deputized.resolver import Ask, Exact, KnownBody, Nothing, Resolver, resolver_of

RESULTS = Path(__file__).parent / "results" / "agencies.json"
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


def misspelt(name: str, rng: random.Random) -> str:
    """A name with one letter of its first word dropped."""
    at = rng.randrange(1, max(2, len(name.split()[0]) - 1))
    return name[:at] + name[at + 1 :]


def questions() -> dict[str, list[tuple[str, str | None, str | None]]]:
    """Text, ORI and county FIPS by set."""
    rng = random.Random(SEED)
    offices = [(reference.counties_by_fips()[f], s) for f, s in reference.sheriffs().items() if s.has_office]
    sheriffs = [
        (w.format(c.base_name, c.state), s.ori, c.fips)
        for c, s in offices if c.lsad in ("county", "parish") for w in WORDINGS
    ]  # fmt: skip
    named = [a for a in reference.fbi_agencies() if a.full_name]
    towns = [a for a in named if a.type == "city"]
    chosen = rng.sample(towns, TOWNS)
    return {
        "sheriffs, three wordings": sheriffs,
        "all named FBI agencies": [(f"{a.full_name}, {a.state}", a.ori, None) for a in named],
        "4,000 city police as PD": [(f"{a.name} PD, {a.state}", a.ori, None) for a in chosen],
        "100 ORIs": [(a.ori, a.ori, None) for a in rng.sample(named, 100)],
        "60 misspellings": [
            (f"{misspelt(a.full_name or '', rng)}, {a.state}", a.ori, None) for a in chosen[:60]
        ],
    }


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
    if "--freeze" in sys.argv:
        RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    for line in wrong if "--show" in sys.argv else ():
        print(*line, sep="\t")


if __name__ == "__main__":
    main()

"""Counts what the sentences of bench/gold/sentences.csv say, from ICE's workbooks alone: `python -m bench.truth ../shared/corpus`.

None of the project's code is used. A person wrote the reading of each sentence; this counts it, and writes into the
file what is expected of the checker: `true`, `false`, `number` (the number is right, and the lists cannot settle the
rest of the sentence or it was so only some weeks before), `open` (the lists cannot tell). It is run before the checker.

A reading is one number and what it is of, as `>1250 agreements in:FL model:TFM @2025-12-15`; several stand between `&`.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from python_calamine import CalamineWorkbook

from bench.recount import MODELS, NAMES, TERRITORIES, nearest, plain

SENTENCES = Path(__file__).parent / "gold" / "sentences.csv"
FIELDS = (
    "id", "lang", "split", "sort", "publisher", "address", "published", "before", "sentence", "reading", "expected", "counted",
)  # fmt: skip
CODES = dict(
    zip(
        re.findall(
            r"\w\w",
            "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK "
            "OR PA RI SC SD TN TX UT VT VA WA WV WI WY GU MP PR VI AS",
        ),
        NAMES,
        strict=False,
    )
)
CODES.update({"GU": "GUAM", "MP": "NORTHERN MARIANA ISLANDS"})
BEFORE, OLDEST, NEXT = 14, 75, 7


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list."""

    state: str
    name: str
    county: str
    level: str
    model: str
    signed: str
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person reads in a sentence: one number, or none."""

    operator: str
    number: float
    is_percent: bool
    words: dict[str, str]
    flags: frozenset[str]
    unit: str
    day: str


def day_of(cell: object) -> str:
    """A cell's day in ISO form; "" if it is none."""
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat())[:10]
    found = re.search(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", str(cell))
    if not found:
        return ""
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    return f"{year:04d}-{int(found[1]):02d}-{int(found[2]):02d}"


class Lists:
    """Every list of the corpus, read when first asked for."""

    def __init__(self, corpus: Path, kind: str) -> None:
        with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as stream:
            rows = [r for r in csv.DictReader(stream) if (r["kind"] == "pending") == (kind == "pending")]
        order = {"": 0, "am": 1, "mid": 2, "pm": 3}
        rows.sort(key=lambda r: (r["published_date"], order.get(r["part_of_day"], 0), r["file"]))
        self.files = [(r["published_date"], corpus / r["file"]) for r in rows]
        self.days = [d for d, _ in self.files]

    @cache  # noqa: B019
    def lines(self, at: int) -> tuple[Line, ...]:
        """The rows of one list."""
        book = CalamineWorkbook.from_path(str(self.files[at][1]))
        sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=True)
        head = next(n for n, row in enumerate(sheet) if "state" in [plain(c) for c in row])
        header = [plain(c) for c in sheet[head]]

        def column(*names: str) -> int | None:
            return next((n for n, h in enumerate(header) if h in names), None)

        state, agency = (
            column("state"),
            column("law enforcement agency", "agency", "law enforcement agencies"),
        )
        county, level = column("county"), column("type")
        model, signed = column("support type"), column("signed", "date signed", "date")
        found = []
        for row in sheet[head + 1 :]:
            cell = [
                plain(row[i]) if i is not None and i < len(row) else ""
                for i in (state, agency, county, level, model)
            ]
            if not cell[1]:
                continue
            when = day_of(row[signed]) if signed is not None and signed < len(row) else ""
            raw = [str(row[i]) if i is not None and i < len(row) else "" for i in (state, agency, county)]
            model_name = MODELS.get(nearest(cell[4], list(MODELS)), "")
            found.append(
                Line(
                    nearest(cell[0].upper(), NAMES),
                    cell[1],
                    cell[2],
                    cell[3],
                    model_name,
                    when,
                    "|".join(raw),
                )
            )
        return tuple(found)

    def span(self, first: str, last: str) -> tuple[list[int], list[int], list[int]]:
        """Places of the last list before a period, those within it, and the first after it."""
        on = [n for n, d in enumerate(self.days) if first <= d <= last]
        before = [n for n, d in enumerate(self.days) if d < first][-1:]
        after = [n for n, d in enumerate(self.days) if d > last][:1]
        return before, on, after


def days_between(first: str, last: str) -> int:
    """Days from one to the other; a month's 31st day may be none."""
    first = min(first, first[:8] + "28") if first[8:] > "28" else first
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def short(name: str) -> str:
    """An agency's name without the ways of writing one word."""
    name = re.sub(r"'s?\b|\.|,", "", name)
    name = re.sub(r"\b(?:county|parish|office|department|dept|of|the|so|pd)\b", " ", name)
    return " ".join(re.sub(r"sheriffs?\b", "sheriff", name).split())


def kind_of(line: Line) -> str:
    """What kind of agency a row is of, by its printed name."""
    name = line.name
    if "sheriff" in name:
        return "sheriff"
    if "constable" in name:
        return "constable"
    if re.search(r"universit|college|campus|florida a&m", name):
        return "campus"
    if re.search(r"\bpolice\b|\bpd\b|public safety", name) and not re.search(r"state police|highway", name):
        return "police" if "state" not in line.level else "state"
    return "state" if "state" in line.level else "other"


def distinct(lines: Iterable[Line], key: Callable[[Line], object]) -> int:
    """How many different keys."""
    return len({k for line in lines if (k := key(line))})


def counts(lines: list[Line], unit: str) -> list[int]:
    """Each way a unit is counted."""
    match unit:
        case "agreements":
            return [len(lines), distinct(lines, lambda x: (x.state, x.county, x.name, x.model, x.signed))]
        case "agencies":
            return [distinct(lines, lambda x: (x.state, x.name)), distinct(lines, lambda x: (x.state, short(x.name))),
                    distinct(lines, lambda x: (x.state, x.county, short(x.name))), distinct(lines, lambda x: x.printed)]  # fmt: skip
        case "sheriffs":
            return [distinct(lines, lambda x: (x.state, short(x.name)) if "sheriff" in x.name else None),
                    distinct(lines, lambda x: (x.state, x.county) if "sheriff" in x.name else None)]  # fmt: skip
        case "counties":
            return [distinct(lines, lambda x: (x.state, x.county) if x.county else None),
                    distinct(lines, lambda x: (x.state, short(x.name)) if "sheriff" in x.name else None),
                    distinct(lines, lambda x: (x.state, x.county or short(x.name)) if "county" in x.level else None)]  # fmt: skip
        case "states":
            return [distinct(lines, lambda x: x.state if x.state not in TERRITORIES else None)]
        case "territories":
            return [distinct(lines, lambda x: x.state if x.state in TERRITORIES else None)]
        case "places":
            return [distinct(lines, lambda x: x.state)]
    raise ValueError(unit)


def read(text: str) -> Reading:
    """One reading from its words."""
    words, flags, unit, day, operator, number, percent = {}, set(), "", "pub", "=", 0.0, False
    for n, token in enumerate(text.split()):
        if n == 0 and (found := re.fullmatch(r"(>=|<=|>|<|~|=)?(-|[\d.]+)(%)?", token)):
            operator, percent = found[1] or "=", bool(found[3])
            number = float("nan") if found[2] == "-" else float(found[2])
        elif token.startswith("@"):
            day = token[1:]
        elif ":" in token:
            name, _, value = token.partition(":")
            words[name] = value
        elif token in ("agreements", "agencies", "sheriffs", "counties", "states", "territories", "places"):
            unit = token
        else:
            flags.add(token)
    return Reading(operator, number, percent, words, frozenset(flags), unit, day)


def period(day: str, published: str) -> tuple[str, str, bool]:
    """First and last day, and whether it is that of publication."""
    if day == "pub":
        last = date.fromisoformat(published)
        return (last - timedelta(days=BEFORE)).isoformat(), published, True
    first, _, last_text = day.partition("..")
    ends = {4: ("-01-01", "-12-31"), 7: ("-01", "-31"), 10: ("", "")}
    last_text = last_text or first
    return first + ends[len(first)][0], last_text + ends[len(last_text)][1], False


def narrowed(lines: Iterable[Line], r: Reading) -> list[Line]:
    """The rows a reading is about."""
    kept = list(lines)
    if "in" in r.words:
        states = {CODES[c] for c in r.words["in"].split(",")}
        kept = [x for x in kept if x.state in states]
    if "model" in r.words:
        kept = [x for x in kept if x.model.upper() in r.words["model"].split(",")]
    if "body" in r.words:
        kept = [x for x in kept if kind_of(x) in r.words["body"].split(",")]
    if "county" in r.words:
        kept = [x for x in kept if r.words["county"].replace("_", " ") in f"{x.county} {x.name}"]
    return kept


def holds(r: Reading, value: float) -> bool:
    """Whether a count makes the number true, as exactly as it is said."""
    n = r.number
    if r.is_percent and r.operator in "=~":
        step = 1.0 if n == int(n) else 0.1
        slack = {"=": step / 2 + 1e-9, "~": max(0.025 * n, 2.5)}[r.operator]
        return abs(value - n) <= slack or 0 <= value - n < step
    zeros = len(f"{n:.0f}") - len(f"{n:.0f}".rstrip("0"))
    about = max(0.025 * n, min(10**zeros / 2, 0.1 * n) if zeros else 0)
    return {
        "=": value == n, ">": value > n, ">=": value >= n, "<": value < n, "<=": value <= n, "~": abs(value - n) <= about,
    }[r.operator]  # fmt: skip


class Truth:
    """Counts readings."""

    def __init__(self, corpus: Path) -> None:
        self.main, self.pending = Lists(corpus, "participating"), Lists(corpus, "pending")

    def values(self, r: Reading, at: int, lists: Lists) -> list[float]:
        """Each count of a reading on one list."""
        lines = narrowed(lists.lines(at), r)
        if "since" in r.words and ("new" in r.flags or not r.is_percent):
            base = r.words["since"]
            base += {4: "-01-01", 7: "-01"}.get(len(base), "")
            fresh = [x for x in lines if x.signed >= base]
            until = [x for x in fresh if x.signed <= lists.days[at]]
            found: list[float] = [*counts(until, r.unit)]
            older = [n for n, d in enumerate(lists.days) if d <= base][-1:]
            return found + [float(a - b) for o in older for a, b in
                            zip(counts(lines, r.unit), counts(narrowed(lists.lines(o), r), r.unit), strict=True)]  # fmt: skip
        if "since" in r.words:
            first, last, _ = period(r.words["since"], lists.days[at])
            before, on, after = lists.span(first, last)
            return [
                100 * (a / b - 1) for o in [*before, *on, *after]
                for a, b in zip(counts(lines, r.unit), counts(narrowed(lists.lines(o), r), r.unit), strict=True) if b
            ]  # fmt: skip
        if "of" in r.words:
            whole = r.words["of"]
            if whole.isdigit():
                return [100 * a / int(whole) for a in counts(lines, r.unit)]
            words = {k: v for k, v in r.words.items() if k not in ("of", "model", "body", "in")}
            if whole != "US":
                words["in"] = whole
            all_of = narrowed(lists.lines(at), Reading("=", 0, False, words, frozenset(), r.unit, r.day))
            return [
                100 * a / b for a, b in zip(counts(lines, r.unit), counts(all_of, r.unit), strict=True) if b
            ]
        return [*map(float, counts(lines, r.unit))]

    def beside(self, r: Reading, at: int, lists: Lists) -> bool:
        """Whether what stands beside the number is so: a rank, a comparison, "all"."""
        words = {
            k: v
            for k, v in r.words.items()
            if k not in ("in", "rank", "least", "more", "fewer", "all", "none", "went")
        }
        bare = Reading("=", 0, False, words, r.flags, r.unit, r.day)
        lines = narrowed(lists.lines(at), bare)
        by_state = Counter(
            {s: counts([x for x in lines if x.state == s], r.unit or "agreements")[0] for s in CODES.values()}
        )
        mine = CODES[r.words["in"]] if "," not in r.words.get("in", ",") else ""
        if "rank" in r.words and 1 + sum(n > by_state[mine] for n in by_state.values()) != int(
            r.words["rank"]
        ):
            return False
        if "more" in r.words and not all(
            by_state[mine] > by_state[CODES[s]] for s in r.words["more"].split(",")
        ):
            return False
        if "fewer" in r.words and not all(
            by_state[mine] < by_state[CODES[s]] for s in r.words["fewer"].split(",")
        ):
            return False
        if "all" in r.words or "none" in r.words:
            kind, _, value = (r.words.get("all") or r.words["none"]).partition("=")
            whole = narrowed(
                lists.lines(at),
                Reading(
                    "=",
                    0,
                    False,
                    {**words, **({"in": r.words["in"]} if "in" in r.words else {})},
                    r.flags,
                    r.unit,
                    r.day,
                ),
            )
            some = narrowed(whole, Reading("=", 0, False, {kind: value}, r.flags, r.unit, r.day)) if kind != "signed" else [
                x for x in whole if x.signed.startswith(value)]  # fmt: skip
            if (len(some) != len(whole)) if "all" in r.words else bool(some):
                return False
        if "went" in r.words:
            day = (date.fromisoformat(lists.days[at]) - timedelta(days=90)).isoformat()
            earlier = [n for n, d in enumerate(lists.days) if d <= day][-1:]
            now = self.values(r, at, lists)[0]
            was = [self.values(r, n, lists)[0] for n in earlier]
            if not was or (now > was[0]) != (r.words["went"] == "up"):
                return False
        return True

    def signed(self, r: Reading, published: str) -> tuple[str, str]:
        """Whether an agency signed in a period."""
        first, last, is_pub = period(r.day, published)
        hits: set[tuple[str, str, str]] = set()
        for at in range(len(self.main.days)):
            for x in narrowed(self.main.lines(at), r):
                if r.words["who"].replace("_", " ") in x.name:
                    hits.add((x.name, x.model, x.signed))
        told = "; ".join(" ".join(h) for h in sorted(hits))[:200]
        inside = any(is_pub or first <= h[2] <= last for h in hits)
        return ("true" if inside else "open" if last > self.main.days[-1] else "false"), told or "no such row"

    def of(self, text: str, published: str) -> tuple[str, str]:
        """What is expected of one reading, and what was counted."""
        r = read(text)
        if "open" in r.flags:
            return "open", ""
        if "who" in r.words:
            return self.signed(r, published)
        lists = self.pending if "pending" in r.flags else self.main
        first, last, is_pub = period(r.day, published)
        if last < lists.days[0] or first > lists.days[-1]:
            return "open", f"the lists are of {lists.days[0]} to {lists.days[-1]}"
        before, on, after = lists.span(first, last)
        if (is_pub and published > lists.days[-1]) or (last > lists.days[-1] and first != last):
            return "open", f"the lists end on {lists.days[-1]}"
        bearing = [*before, *on] if on else [*before, *after]
        if r.number != r.number:  # no number
            is_so = [self.beside(r, n, lists) for n in (on or bearing)]
            verdict = "true" if all(is_so) else "false" if not any(is_so) else "open"
            return verdict, f"{sum(is_so)} of {len(is_so)} lists"
        found = {n: self.values(r, n, lists) for n in dict.fromkeys([*bearing, *after])}
        told = "; ".join(f"{lists.days[n]} {'/'.join(f'{v:g}' if v == int(v) else f'{v:.1f}' for v in dict.fromkeys(vs))}"
                         for n, vs in [*found.items()][:1] + [*found.items()][1:][-3:])  # fmt: skip
        hits = [n for n in bearing if any(holds(r, v) for v in found[n])]
        if (
            r.operator in "<=>="
            and not is_pub
            and first == last
            and len(hits) < len(bearing)
            and r.operator != "="
        ):
            hits = hits if any(n in on for n in hits) else []
        inside = not hits and r.operator in "=~" and any(
            min(vs) <= r.number <= max(vs) for vs in zip(*(found[n] for n in found), strict=False))  # fmt: skip
        soon = not hits and r.operator == "=" and any(
            r.number in found[n] and days_between(last, lists.days[n]) <= NEXT for n in after)  # fmt: skip
        late = lists is self.main and not hits and r.operator in "=>=~" and not r.is_percent and any(
            holds(r, v) for n in lists.span("0", last)[2] for v in self.signed_by(r, n, last, lists))  # fmt: skip
        if hits or inside or soon or late:
            if self.words_beside(r) and not self.beside(r, (hits or bearing)[-1], lists):
                return "false", told
            return ("number" if "rest" in r.flags else "true"), told
        if is_pub:
            long = lists.span(
                (date.fromisoformat(published) - timedelta(days=OLDEST)).isoformat(), published
            )[1]
            if any(holds(r, v) for n in long for v in self.values(r, n, lists)):
                return "number", told
        return "false", told

    def signed_by(self, r: Reading, at: int, day: str, lists: Lists) -> list[int]:
        """Counts of what had been signed by a day, on the lists of the month after it."""
        if {"since", "of"} & set(r.words):
            return []
        until = (date.fromisoformat(day[:8] + "28") + timedelta(days=31)).isoformat()
        later = [n for n in range(at, len(lists.days)) if lists.days[n] <= until]
        return [
            v for n in later for v in counts([x for x in narrowed(lists.lines(n), r) if x.signed and x.signed <= day], r.unit)
        ]  # fmt: skip

    @staticmethod
    def words_beside(r: Reading) -> bool:
        """Whether anything stands beside the number."""
        return bool({"rank", "least", "more", "fewer", "all", "none", "went"} & set(r.words))


def main(corpus: Path) -> None:
    """Count every reading, and write what is expected."""
    truth = Truth(corpus)
    with SENTENCES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        both = [truth.of(part, row["published"]) for part in row["reading"].split(" & ")]
        row["expected"] = "; ".join(b[0] for b in both)
        row["counted"] = " | ".join(b[1] for b in both)
    with SENTENCES.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(Counter(e for row in rows for e in row["expected"].split("; ")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

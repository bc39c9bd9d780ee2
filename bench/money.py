"""Ten plans recomputed from the methods page by a road of its own: `python -m bench money`.

Written from docs/methods/money.md, "The central case, step by step", in exact fractions where the library counts in double
precision: the first version without sight of the library's code, what the page gained since by one who had seen it. The
rules and the assumptions are read from curation/ with the csv module; nothing of `deputized` is used but to ask for its
answer. Every figure of every month must agree to the cent.
"""

from __future__ import annotations

import csv
from calendar import isleap, monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from pathlib import Path

CURATION = Path(__file__).parents[1] / "curation"
COLUMNS = (
    "pay_due", "new_pay", "overtime", "payroll_tax", "training", "stand_ins", "supervision", "transport", "liability", "outfitting",
    "equipment", "vehicle_running", "jail", "suit", "interest", "extra", "claimed", "received", "granted", "jail_income", "net",
    "full_net", "hours",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A plan as somebody would write it down, all in text."""

    name: str
    model: str = "TFM"
    officers: int = 2
    salary: str = "52000"
    benefits: str = "0.38"
    start: str = "2025-10-01"
    months: int = 36
    until: str | None = "2027-09-30"
    new_posts: int = 0
    vehicle: bool = True
    grant: str = "0"
    assume: tuple[tuple[str, str], ...] = ()


UNPAID = tuple((f"paid_{part}", "0") for part in ("purchases", "pay", "overtime", "awards"))
CASES = (
    Case("two deputies, two years of money"),
    Case("begun before the rules, in mid-month", start="2025-09-17", months=18, officers=3, salary="48999.99"),
    Case("money ends in mid-month", until="2026-08-15", months=24, officers=11, benefits="0.5125"),
    Case("new posts beside old ones", officers=20, new_posts=6, salary="61234.56", months=48, until="2028-06-30"),
    Case("a jail under questioning", model="JEM", officers=7, salary="44100", months=30, until=None,
         assume=(("holds", "140"), ("hold_income", "50"), ("scaap", "12000.5"))),
    Case("a jail under warrants", model="WSO", officers=4, salary="39500", benefits="0.31", months=27, grant="100000"),
    Case("a grant that comes again", officers=5, grant="140000", months=41, salary="57000",
         assume=(("suit", "95000"), ("discount_rate", "0.03"), ("paid_pay", "0.6"))),
    Case("overtime over the cap, paid at once", months=25, until=None,
         assume=(("overtime_share", "0.4"), ("payment_delay", "0.4"), ("success_rate", "0.91"))),
    Case("nothing is ever paid", assume=UNPAID, officers=9, vehicle=False, until="2026-12-31"),
    Case("through a leap year, quick to hire", start="2027-11-30", months=20, until="2029-02-28", officers=13, new_posts=13,
         assume=(("hire_months", "0"), ("turnover", "0.31"), ("eligible_share", "0.8"))),
)  # fmt: skip
"""Ten plans, among them the awkward ones: part months, a cliff in a month, a leap year, new posts alone, no vehicle."""


def recomputed(case: Case) -> list[dict[str, Fraction]]:
    """Every month of a plan by the methods page."""
    with (CURATION / "assumptions.csv").open(encoding="utf-8", newline="") as stream:
        known = {r["name"]: Fraction(r["central"]) for r in csv.DictReader(stream)}
    known |= {name: Fraction(value) for name, value in case.assume}
    with (CURATION / "reimbursement.csv").open(encoding="utf-8", newline="") as stream:
        rules = {r["rule"]: r for r in csv.DictReader(stream)}
    end = date.fromisoformat(case.until) if case.until else date.max
    model = case.model

    def holds(rule: str, day: date) -> bool:
        row = rules[rule]
        last = date.fromisoformat(row["effective_to"]) if row["effective_to"] else date.max
        return model in row["models"].split(";") and date.fromisoformat(row["effective_from"]) <= day <= last

    def sum_of(rule: str) -> Fraction:
        return Fraction(rules[rule]["value"])

    rate = floor(float(known["success_rate"]) * 100 + 1e-9)
    tier = next((f"award_{t}" for t in (90, 80, 70) if rate >= t), None)
    salary, benefits = Fraction(case.salary), Fraction(case.benefits)
    work, lesson = known[f"work_{model}"], known[f"training_hours_{model}"]
    wait = floor(known["hire_months"] + Fraction(1, 2))
    delay = floor(known["payment_delay"] + Fraction(1, 2))

    joins = {"old": {0: Fraction(case.officers - case.new_posts)}, "new": {wait: Fraction(case.new_posts)}}
    serving = {"old": Fraction(0), "new": Fraction(0)}
    rows: list[dict[str, Fraction]] = []
    trained_so_far = equipped = Fraction(0)
    has_vehicle = False
    coming: list[Fraction] = []
    first = date.fromisoformat(case.start)
    for n in range(case.months):
        year, month = first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1
        begin = first if n == 0 else date(year, month, 1)
        last = date(year, month, monthrange(year, month)[1])
        of_year = 366 if isleap(year) else 365
        s = Fraction((last - begin).days + 1, of_year)
        new_here = {kind: found.get(n, Fraction(0)) for kind, found in joins.items()}
        for kind in serving:
            serving[kind] += new_here[kind]
        k, j = sum(serving.values(), Fraction(0)), sum(new_here.values(), Fraction(0))
        trained_so_far += j
        row = dict.fromkeys(COLUMNS, Fraction(0))
        wage = salary * (1 + known["wage_growth"]) ** (n // 12)
        pay = wage * (1 + benefits)
        hour = pay / 2080
        row["pay_due"] = serving["old"] * pay * s
        row["new_pay"] = serving["new"] * pay * s
        row["overtime"] = k * wage * s * known["overtime_share"] * work
        row["payroll_tax"] = row["overtime"] * known["payroll_tax"]
        row["training"] = j * lesson * hour * known["backfill_share"] * known["backfill_premium"]
        if model == "WSO":
            row["training"] += j * known["trainee_travel"]
        empty = known["duty_share"] * work * 2080 * known["vacancy"] * known["backfill_premium"]
        row["stand_ins"] = serving["old"] * s * hour * empty
        row["supervision"] = k * work * known["supervision_hours"] * hour * known["supervisor_premium"]
        row["transport"] = k * work * known["transport_cost"]
        row["liability"] = k * known["liability_cost"] / 12
        row["outfitting"] = new_here["new"] * known["outfit_cost"]
        held = known["holds"] * s * k / case.officers
        a_day = known["bed_day_cost"] + known["hold_medical"]
        row["jail"] = held * (known["booking_cost"] + known["hold_transport"] + known["hold_days"] * a_day)
        row["jail_income"] = held * known["hold_income"] + known["scaap"] * s
        row["suit"] = known["suit"] if n == case.months - 1 else Fraction(0)
        if begin <= end:
            day = min(last, end)
            if case.vehicle and not has_vehicle and trained_so_far and holds("vehicle", day):
                row["equipment"] += sum_of("vehicle")
                has_vehicle = True
            if holds("equipment", day):
                row["equipment"] += sum_of("equipment") * (trained_so_far - equipped)
                equipped = trained_so_far
        row["vehicle_running"] = known["vehicle_running"] / 12 if has_vehicle else Fraction(0)

        def share(rule: str, begin: date = begin, last: date = last, of_year: int = of_year) -> Fraction:
            days = (begin + timedelta(d) for d in range((last - begin).days + 1))
            return Fraction(sum(holds(rule, d) and d <= end for d in days), of_year)

        claims = {
            "pay": k * pay * share("salary_and_benefits") * sum_of("salary_and_benefits"),
            "overtime": k * wage * min(known["overtime_share"] * work, sum_of("overtime_cap")) * share("overtime_cap"),
            "awards": k * sum_of(tier) if month % 3 == 0 and last <= end and tier and holds(tier, last) else Fraction(0),
        }  # fmt: skip
        claims = {part: sums * known["eligible_share"] for part, sums in claims.items()}
        claims["purchases"] = row["equipment"]
        row["claimed"] = sum(claims.values(), Fraction(0))
        coming.append(sum((sums * known[f"paid_{part}"] for part, sums in claims.items()), Fraction(0)))
        row["extra"] = sum((row[c] for c in COLUMNS[1 : COLUMNS.index("interest")]), Fraction(0))
        row["received"] = coming[n - delay] if n >= delay else Fraction(0)
        row["hours"] = k * known["duty_share"] * work * 2080 * s + j * lesson
        rows.append(row)
        for kind in serving:
            leave = serving[kind] * known["turnover"] / 12
            serving[kind] -= leave
            back = n + max(1, wait)
            joins[kind][back] = joins[kind].get(back, Fraction(0)) + leave
    finished(case, known, rows, coming)
    return rows


def finished(
    case: Case, known: Mapping[str, Fraction], rows: list[dict[str, Fraction]], coming: list[Fraction]
) -> None:
    """Steps 7 to 9: grants, interest, what is left, and present values."""
    work = known[f"work_{case.model}"]
    for at in range(0, case.months, 12):
        some = rows[at : at + 12]
        most = Fraction(case.grant) * Fraction(len(some), 12) * known["grant_share"]
        most *= known["grant_again"] if at else 1
        need = Fraction(0)
        for row, comes in zip(some, coming[at : at + 12], strict=True):
            need += (
                row["extra"]
                - row["suit"]
                + row["pay_due"] * known["duty_share"] * work
                - comes
                - row["jail_income"]
            )
        some[-1]["granted"] = max(Fraction(0), min(most, need))
    behind = Fraction(0)
    for n, row in enumerate(rows):
        row["interest"] = max(behind, Fraction(0)) * known["advance_interest"] / 12
        behind += row["extra"] - row["received"] - row["granted"] - row["jail_income"]
        row["extra"] += row["interest"]
        row["net"] = row["extra"] - row["received"] - row["granted"] - row["jail_income"]
        row["full_net"] = row["net"] + row["pay_due"]
        for column in COLUMNS:
            if column != "hours":
                row[column] /= (1 + known["discount_rate"]) ** (n // 12)


def shown(value: Fraction) -> str:
    """A figure as the methods page rounds it."""
    cents = floor(abs(value) * 100 + Fraction(1, 2) + Fraction(1, 10**6))
    sign = "-" if value < 0 and cents else ""
    return f"{sign}{cents // 100}.{cents % 100:02d}"


def of_library(case: Case) -> list[Mapping[str, str]]:
    """The library's answer to the same plan."""
    from deputized.money.plan import Plan
    from deputized.money.published import central_case

    plan = Plan(
        case.name, case.model, case.officers, float(case.salary), float(case.benefits), date.fromisoformat(case.start),
        case.months, date.fromisoformat(case.until) if case.until else None, case.new_posts, case.vehicle, None, None, "",
        grant_maximum=float(case.grant),
    ).fixing(**{k: float(v) for k, v in case.assume})  # fmt: skip
    found: list[Mapping[str, str]] = central_case(plan)["by_month"]
    return found


def differences(case: Case) -> list[str]:
    """Each figure that does not agree, with both."""
    ours, theirs = recomputed(case), of_library(case)
    out = [] if len(ours) == len(theirs) else [f"{len(ours)} months here, {len(theirs)} there"]
    for one, other in zip(ours, theirs, strict=False):
        out += [
            f"{other['month']} {c}: recomputed {shown(one[c])}, library {other[c]}"
            for c in COLUMNS
            if shown(one[c]) != other[c]
        ]
    return out


def report() -> str:
    """The ten plans, and what does not agree."""
    lines = ["ten plans recomputed from the methods page, month by month, to the cent", ""]
    wrong = 0
    for case in CASES:
        found = differences(case)
        wrong += len(found)
        net = sum((r["net"] for r in recomputed(case)), Fraction(0))
        lines.append(
            f"  {case.name:<40} {case.months * len(COLUMNS):>5} figures  net {shown(net):>13}  {len(found)} differ"
        )
        lines += [f"    {x}" for x in found[:12]]
    lines += ["", f"{sum(c.months for c in CASES) * len(COLUMNS):,} figures, {wrong} differ", ""]
    return "\n".join(lines)

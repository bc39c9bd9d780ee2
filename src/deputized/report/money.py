"""The money brief of one agency: a sheet for a commissioner, in plain words: answers in front, every assumption on the back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from deputized.model.days import in_words
from deputized.money.amounts import dollars
from deputized.money.first import ESTIMATE
from deputized.money.plan import WORK_HOURS, Plan, months_from
from deputized.money.readings import WHY_PAY, WHY_PAYMENT
from deputized.money.scenario import Scenario, Spread
from deputized.money.suits import suits
from deputized.report.charts import cash_flow_svg, moving, tornado_svg
from deputized.report.words import LABELS, MODEL_NAMES, about, chances, cost, quantity
from deputized.site.typeset import with_stand_ins

CAUTION = (
    "No reimbursement is promised. The memorandum of agreement puts the costs on the agency and says that whether it is "
    "reimbursed is not material to it. What follows is a scenario, not a forecast: most of what it rests on nobody has "
    "published, and this page says so line by line."
)
PLACE = {
    "TFM": "from patrol and other duties",
    "JEM": "from the jail and other duties",
    "WSO": "from the jail and other duties",
}


@dataclass(frozen=True, slots=True)
class Brief:
    """What the page says, ready for either template."""

    title: str
    lead: str
    answers: tuple[tuple[str, str, str], ...]  # question, answer, what it means
    years: tuple[tuple[str, str, str, str], ...]  # which, middle, low, high
    models: tuple[tuple[str, str, str, bool], ...]  # model, net cost, hours a month, is the one asked
    tornado: tuple[tuple[str, str, str], ...]  # assumption, net cost at its low and at its high end
    readings: tuple[tuple[str, str, str, str], ...]  # reading, in cash, with hours at pay, what it rests on
    inputs: tuple[tuple[str, str, str], ...]  # what, value, where from
    assumptions: tuple[tuple[str, str, str], ...]  # what, low to high and likeliest, where from
    caution: str
    foot: str


def brief(found: Scenario, made: date) -> Brief:
    """The words and numbers of the page. `made` is the day printed on it."""
    plan = found.plan
    pay = f"{dollars(plan.salary)} a year and {plan.benefits:.0%} benefits"
    last = f"federal money until {in_words(plan.until)}" if plan.until else "federal money throughout"
    officers = "1 officer" if plan.officers == 1 else f"{plan.officers:,} officers"
    return Brief(
        f"What a {MODEL_NAMES[plan.model]} agreement may cost: {plan.agency}",
        f"{officers} at {pay}; {plan.months} months from {in_words(plan.start)}; {last}."
        + _estimated(plan),
        tuple(_answers(found)),
        tuple(
            (_year(plan.start, n, plan.months), cost(s.p50), cost(s.p10), cost(s.p90))
            for n, s in enumerate(found.answers.net_by_year)
        ),
        tuple(
            (MODEL_NAMES[m], f"{chances(found.chance_by_model[m])}: {_net(n)}",
             f"{found.hours_by_model[m].p50:,.0f}", m == plan.model)
            for m, n in found.by_model.items()
        ),
        tuple((LABELS[b.name], cost(b.cost_at_low), cost(b.cost_at_high)) for b in moving(found, BARS)),
        tuple(_readings(found)),
        tuple(_inputs(found)),
        tuple(
            (LABELS[x.name], _assumed(x.low, x.central, x.high, x.unit), _short(x.source))
            for x in plan.known.values()
            if _matters(x.name, found)
        ),
        CAUTION,
        f"Made with deputized on {in_words(made)}: {found.draws:,} runs, seed {found.seed}; a range holds 8 of 10 runs. "
        "Sums are rounded to what is known. Net cost is beyond pay that is due in any case, less federal and state money received. "
        "Rules: DHS, 2 September 2025, and payments reported since (deputized money rules).",
    )  # fmt: skip


def _estimated(plan: Plan) -> str:
    """Which inputs are estimates, as a sentence to follow the lead; empty if none is."""
    names = {"officers": "officers", "salary": "pay", "benefits": "benefits"}
    told = [name for key, name in names.items() if plan.sources.get(key, "").startswith(ESTIMATE)]
    if not told:
        return ""
    words = " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    return f" {words[0].upper()}{words[1:]}: an estimate, until the county's own numbers replace it."


def _answers(found: Scenario) -> list[tuple[str, str, str]]:
    plan, a = found.plan, found.answers
    rows = [
        (
            "Chance of a net cost", chances(a.cost_chance),
            f"over {plan.months} months, in cash; 8 of 10 runs: {cost(a.net.p10)} to {cost(a.net.p90)}, "
            f"middle {cost(a.net.p50)}",
        ),
        (
            "With deputies' hours at their pay", chances(a.cost_chance_with_hours),
            f"8 of 10 runs: {cost(a.net_with_hours.p10)} to {cost(a.net_with_hours.p90)}",
        ),
        (
            "With those hours at what stand-ins cost", chances(a.cost_chance_at_replacement),
            f"8 of 10 runs: {cost(a.net_at_replacement.p10)} to {cost(a.net_at_replacement.p90)}",
        ),
        ("If no claim is ever paid", cost(a.if_unpaid.p50), "beyond pay that is due in any case, without any grant"),
        (
            "Most the agency advances", about(a.largest_advance.p50),
            f"out of pocket at one time for what it claims; {about(a.largest_advance.p10)} to {about(a.largest_advance.p90)}",
        ),
        ("To break even", *_even(a.break_even)),
        ("Officer-hours taken", *_hours(plan.model, a)),
    ]  # fmt: skip
    rows.append(("If a suit is lost", *_tail(plan)))
    go_on = f"to go on: {about(a.go_on_a_year.p50)} a year"
    if plan.new_posts:
        posts = "1 new post" if plan.new_posts == 1 else f"{plan.new_posts} new posts"
        rows.append((
            "After the federal money", f"{dollars(a.keep_posts_a_year)} a year",
            f"to keep {posts}; to let go: once {about(a.let_posts_go.p50)}; {go_on} more",
        ))  # fmt: skip
    else:
        rows.append((
            "After the federal money", f"{about(a.go_on_a_year.p50)} a year",
            "to go on with the work; no post was created, so none is left to pay",
        ))  # fmt: skip
    return rows


def _tail(plan: Plan) -> tuple[str, str]:
    """What suits cost elsewhere: never averaged in, since how likely one is nobody knows."""
    known = suits()
    least, most = float(known[-1].amount), float(known[0].amount)
    given = plan.known["suit"].central
    told = f"{about(given)} is counted here" if given else "none is counted here"
    return (
        f"{about(least)} to {about(most)}",
        f"in {len(known)} suits elsewhere (deputized money suits); how likely, nobody knows; {told}",
    )


def _readings(found: Scenario) -> Iterable[tuple[str, str, str, str]]:
    for r in found.readings:
        yield (
            f"{r.pay.value}, {r.payment.value}",
            f"{chances(r.cost_chance)}: {cost(r.net[0])} to {cost(r.net[2])}",
            f"{chances(r.cost_chance_with_hours)}: {cost(r.net_with_hours[0])} to {cost(r.net_with_hours[2])}",
            f"{WHY_PAY[r.pay]}; {WHY_PAYMENT[r.payment]}",
        )


def _net(s: Spread) -> str:
    if round(s.p10) == round(s.p90):
        return cost(s.p50)
    return f"{cost(s.p50)} (8 of 10: {cost(s.p10)} to {cost(s.p90)})"


def _even(s: Spread) -> tuple[str, str]:
    if s.p50 != s.p50:
        return "not possible", "nothing can be claimed under this model"
    if s.p50 > 1:
        return "not possible", f"the cost is {s.p50:.0%} of all that can be claimed"
    return f"{s.p50:.0%} of claims", f"must be paid over the whole time; {s.p10:.0%} to {s.p90:.0%}"


def _hours(model: str, a: Any) -> tuple[str, str]:
    span = f"{a.hours_a_month.p10:,.0f} to {a.hours_a_month.p90:,.0f}"
    share = (
        "size of the force not known"
        if a.force_share is None
        else f"{a.force_share.p50:.1%} of the whole force's hours"
    )
    return f"{a.hours_a_month.p50:,.0f} a month", f"{PLACE[model]}, {span}; {share}"  # fmt: skip


def _year(start: date, n: int, months: int) -> str:
    begin = months_from(start, 12 * n + 1)[-1]
    end = months_from(start, min(12 * n + 12, months))[-1]
    words = [f"{date(y, m, 1):%b %Y}" for y, m in (begin, end)]
    return f"{n + 1}: {words[0]} to {words[1]}"


def _assumed(low: float, central: float, high: float, unit: str) -> str:
    if low == high:
        return quantity(central, unit)
    first = quantity(low, unit).removesuffix(" " + unit.split()[0])
    return f"{first} to {quantity(high, unit)}, likeliest {quantity(central, unit)}"


def _short(source: str) -> str:
    """The first clause of a source; the calculator's page and the JSON hold it whole."""
    first = source.split("; ")[0]
    return first if len(first) <= MOST_OF_SOURCE else first[:MOST_OF_SOURCE].rsplit(" ", 1)[0] + " …"


MOST_OF_SOURCE = 70
BARS = 7
OF_NEW_POSTS = ("severance_share", "outfit_cost")
OF_HOLDS = ("hold_days", "bed_day_cost", "booking_cost", "hold_medical", "hold_transport", "hold_income")


def _matters(name: str, found: Scenario) -> bool:
    """Whether an assumption plays a part in the page."""
    if name in OF_HOLDS:
        return bool(found.plan.known["holds"].high)
    if name in OF_NEW_POSTS:
        return bool(found.plan.new_posts)
    if name.startswith("grant_"):
        return bool(found.plan.grant_maximum)
    return name != "work_TFM"


def _inputs(found: Scenario) -> list[tuple[str, str, str]]:
    """Label, value and where from; what stands third in a row is said where there is no value."""
    plan = found.plan
    grant = dollars(plan.grant_maximum) if plan.grant_maximum else "none"
    has_vehicle = plan.with_vehicle and plan.model == "TFM"
    rows: list[tuple[str, str, object, str, str]] = [
        ("Officers who take part", "officers", plan.officers, f"{plan.officers:,}", ""),
        ("Of them in new posts", "new_posts", plan.new_posts, f"{plan.new_posts:,}", "not given: taken as none"),
        ("Base pay a year", "salary", plan.salary, dollars(plan.salary), ""),
        ("Benefits, share of pay", "benefits", True, f"{plan.benefits * 100:g}%", ""),
        ("Model", "model", plan.model, plan.model, ""),
        ("Certified from", "start", plan.start, in_words(plan.start), ""),
        ("Federal money until", "until", plan.until, in_words(plan.until) if plan.until else "no end", "not given"),
        ("Vehicle", "vehicle", None, "one" if has_vehicle else "none", "as the rule gives it, unless --no-vehicle"),
        ("Sworn officers in all", "force", plan.force, f"{plan.force or 0:,}", "no FBI figure is matched to it"),
        ("People", "population", plan.population, f"{plan.population or 0:,}", "no census figure is matched to it"),
        ("State grant, at most", "grant_maximum", plan.grant_maximum, grant, "none in our sources"),
        ("Paid hours in a year", "work_hours", None, f"{WORK_HOURS:,}", "convention: 52 weeks of 40 hours"),
    ]  # fmt: skip
    return [
        (
            label,
            "not known" if key in ("force", "population") and not value else shown,
            plan.sources.get(key, "your input" if value else absent),
        )
        for label, key, value, shown, absent in rows
    ]


def brief_html(found: Scenario, made: date) -> str:
    """The page as HTML: everything in it, nothing fetched."""
    from jinja2 import Environment, PackageLoader
    from markupsafe import Markup

    pages = Environment(
        loader=PackageLoader("deputized.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return pages.get_template("money.html").render(
        brief=brief(found, made), cash=Markup(cash_flow_svg(found)), tornado=Markup(tornado_svg(found, BARS))
    )


def brief_pdf(found: Scenario, made: date) -> bytes:
    """The page as tagged PDF (PDF/UA-1), set by typst. The same scenario and day give the same bytes."""
    import json
    from dataclasses import asdict

    import typst

    template = Path(__file__).parent / "templates" / "money.typ"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "money.typ").write_bytes(template.read_bytes())
        (place / "cash.svg").write_text(cash_flow_svg(found), encoding="utf-8")
        (place / "tornado.svg").write_text(tornado_svg(found, BARS), encoding="utf-8")
        stamp = int((made - date(1970, 1, 1)).days) * 86_400

        def setter(text: str) -> bytes:
            (place / "brief.json").write_text(text, encoding="utf-8")
            pdf: bytes = typst.compile(
                str(place / "money.typ"),
                root=folder,
                ignore_system_fonts=True,
                pdf_standards="ua-1",
                timestamp=stamp,
            )
            return pdf

        return with_stand_ins(setter, json.dumps(asdict(brief(found, made)), ensure_ascii=False))

"""The money brief of one agency: one page for a commissioner, in plain words, with every assumption on it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from deputized.money.amounts import dollars
from deputized.money.scenario import Scenario, Spread
from deputized.report.charts import LABELS, cash_flow_svg, tornado_svg

MODEL_NAMES = {"TFM": "task force (TFM)", "JEM": "jail enforcement (JEM)", "WSO": "warrant service (WSO)"}
CAUTION = (
    "No reimbursement is promised: the memorandum of agreement puts the costs on the agency and says that whether it is "
    "reimbursed is not material. What follows is a scenario."
)


@dataclass(frozen=True, slots=True)
class Brief:
    """What the page says, ready for either template."""

    title: str
    lead: str
    answers: tuple[tuple[str, str, str], ...]  # question, answer, what it means
    models: tuple[tuple[str, str, str, bool], ...]  # model, net cost, hours a month, is the one asked
    inputs: tuple[tuple[str, str, str], ...]  # what, value, where from
    assumptions: tuple[tuple[str, str, str], ...]  # what, low to central to high, where from
    caution: str
    foot: str


def brief(found: Scenario, made: date) -> Brief:
    """The words and numbers of the page. `made` is the day printed on it."""
    plan, a = found.plan, found.answers
    years = ", ".join(f"year {n}: {_range(s)}" for n, s in enumerate(a.net_by_year, 1))
    even = a.break_even
    rows = [
        (
            "What does it cost us, year by year?",
            years,
            "beyond pay that is due in any case; a minus is a gain",
        ),
        (
            "How much do we advance?",
            _range(a.largest_advance),
            "most we are out of pocket at any time for what we claim",
        ),
        ("How much must be paid for us to break even?", _even(even), "share of claims, over the whole time"),
        ("What is taken from other work?", _hours(a), "officer-hours a month, training included"),
    ]
    keep, go = dollars(a.keep_posts_a_year), _range(a.let_posts_go)
    if plan.new_posts:
        after = f"{keep} a year to keep {plan.new_posts} posts, or once {go} to let them go"
        rows.append(("And when the money stops?", after, "without federal money"))
    else:
        after = "no post was created, so none is left to pay"
        rows.append(("And when the money stops?", after, "the work, if it goes on, is ours to pay"))
    pay = f"{dollars(plan.salary)} a year and {plan.benefits:.0%} benefits"
    money = f"federal money until {plan.until}." if plan.until else "federal money throughout."
    return Brief(
        f"What a {MODEL_NAMES[plan.model]} agreement may cost: {plan.agency}",
        f"{plan.officers} officers at {pay}, {plan.months} months from {plan.start}; {money}",
        tuple(rows),
        tuple((MODEL_NAMES[m], _range(s), f"{found.hours_by_model[m].p50:,.0f}", m == plan.model) for m, s in found.by_model.items()),
        tuple(_inputs(found)),
        tuple(
            (f"{LABELS.get(x.name, x.name)}: {x.meaning}", _assumed(x.low, x.central, x.high), x.source)
            for x in plan.known.values()
            if not x.name.startswith("training_hours") or x.name.endswith(plan.model)
        ),
        CAUTION,
        f"deputized, {made}; {found.draws:,} draws, seed {found.seed}; ranges are 8 in 10 of the draws, the middle first. "
        "Rules: DHS, 2 September 2025, and payments reported since (deputized money rules).",
    )  # fmt: skip


def _range(s: Spread) -> str:
    if round(s.p10) == round(s.p90):
        return dollars(s.p50)
    return f"{dollars(s.p50)} ({dollars(s.p10)} to {dollars(s.p90)})"


def _even(s: Spread) -> str:
    if s.p50 != s.p50:
        return "nothing is claimed under this model: no payment can make up the cost"
    if s.p50 > 1:
        return f"more than is claimed ({s.p50:.0%}): it cannot break even"
    return f"{s.p50:.0%} ({s.p10:.0%} to {s.p90:.0%})"


def _hours(a: Any) -> str:
    text = f"{a.hours_a_month.p50:,.0f} ({a.hours_a_month.p10:,.0f} to {a.hours_a_month.p90:,.0f})"
    if a.force_share is None:
        return text + "; the size of the force is not known"
    return text + f", {a.force_share.p50:.1%} of all our officers' hours"


def _assumed(low: float, central: float, high: float) -> str:
    return f"{central:g}" if low == high else f"{low:g} to {high:g}, likeliest {central:g}"


def _inputs(found: Scenario) -> list[tuple[str, str, str]]:
    plan = found.plan
    rows: list[tuple[str, Any, str]] = [
        ("officers who take part", plan.officers, "officers"), ("of them new posts", plan.new_posts, "new_posts"),
        ("base pay a year", dollars(plan.salary), "salary"), ("benefits, share of pay", f"{plan.benefits:g}", "benefits"),
        ("start", plan.start, "start"), ("federal money ends", plan.until or "not within the time looked at", "until"),
        ("sworn officers", plan.force if plan.force is not None else "not known", "force"),
        ("people", f"{plan.population:,}" if plan.population else "not known", "population"),
        ("state grant, at most a year", dollars(plan.grant_maximum) if plan.grant_maximum else "none our sources name", "grant_maximum"),
    ]  # fmt: skip
    return [(label, str(value), plan.sources.get(key, "set by us")) for label, value, key in rows]


def brief_html(found: Scenario, made: date) -> str:
    """The page as HTML: everything in it, nothing fetched."""
    from jinja2 import Environment, PackageLoader
    from markupsafe import Markup

    pages = Environment(
        loader=PackageLoader("deputized.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return pages.get_template("money.html").render(
        brief=brief(found, made), cash=Markup(cash_flow_svg(found)), tornado=Markup(tornado_svg(found))
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
        (place / "tornado.svg").write_text(tornado_svg(found), encoding="utf-8")
        (place / "brief.json").write_text(json.dumps(asdict(brief(found, made))), encoding="utf-8")
        stamp = int((made - date(1970, 1, 1)).days) * 86_400
        pdf: bytes = typst.compile(
            str(place / "money.typ"),
            root=folder,
            ignore_system_fonts=True,
            pdf_standards="ua-1",
            timestamp=stamp,
        )
    return pdf

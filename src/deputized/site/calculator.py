"""The money calculator's page and its data: the library's own rules and assumptions, and what is known of each agency.

The arithmetic is `web/src/flow.ts`; `tests/site/test_calculator.py` holds it equal to `deputized.money.central_case`.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from deputized import reference
from deputized.library.day import Agreement
from deputized.money import rules_json
from deputized.money.assumptions import FIRST, assumptions
from deputized.money.calibration import calibration, fit
from deputized.money.first import first
from deputized.money.grants import grant_of
from deputized.money.prefill import Known
from deputized.money.suits import suits
from deputized.site import words
from deputized.site.content import SiteContent
from deputized.site.page import MODELS, Page, teller

MAIN = ("overtime_share", "success_rate", "paid_purchases", "paid_pay", "payment_delay")
"""Assumptions asked among the inputs; the others are in the table of assumptions."""
NOT_USED = ("severance_share",)
"""Assumptions of the command's draws alone: the central case does not use them."""
SUMS = ("claimed", "received", "granted", "jail_income", "extra", "net", "pay_due", "full_net")
DETAIL = (
    "officers", "extra", "new_pay", "overtime", "payroll_tax", "training", "stand_ins", "supervision", "transport", "liability",
    "outfitting", "equipment", "vehicle_running", "jail", "suit", "interest", "claimed", "received", "granted", "jail_income", "net",
    "pay_due", "full_net", "hours",
)  # fmt: skip
"""Columns of the tables by year and by month."""
PAGE_WORDS = "calc_"
"""Words of the page that its script uses begin with this."""


def calculator_page(content: SiteContent, language: str) -> Page:
    """The calculator; without scripts its rules, and the command to run."""
    say = teller(language)
    at = words.LANGUAGES.index(language)
    published = rules_json()
    assumed = [
        a | {k: shown(a[k], a["unit"]) for k in ("low", "high")}
        for a in published["assumptions"] if a["name"] not in NOT_USED
    ]  # fmt: skip
    rules = [r | {"shown": shown(r["value"], r["unit"])} for r in published["rules"]]
    spoken = {k.removeprefix(PAGE_WORDS): v[at] for k, v in words.WORDS.items() if k.startswith(PAGE_WORDS)}
    return Page(
        "calculator/", "calculator.html", say("cost_page"),
        {
            "models": MODELS, "assumed": assumed, "main": MAIN, "rules": rules,
            "grants": [g for g in published["grants"] if g["source"]["title"]], "sums": SUMS, "detail": DETAIL,
            "script_words": json.dumps(spoken, ensure_ascii=False, sort_keys=True),
            "month_names": ",".join(words.MONTHS[language]), "today": content.today.isoformat(),
            "max_months": published["max_months"], "suits": suits(), "fit": _fit(content),
        },
        scripts=("calculator.js",), styles=("calculator.css",), feed="-", image="share/home.png",
        description=say("calc_lead"),
    )  # fmt: skip


def _fit(content: SiteContent) -> dict[str, Any]:
    """The known payments with what is predicted of them, and the shares fitted on them, in whole per cent."""
    found = calibration(content.registry)
    made = fit(found)
    share = made.likeliest["purchases"]
    return {
        "rows": [
            {
                "who": r.payment.recipient, "day": r.payment.day, "paid": r.payment.amount, "source": r.payment.source,
                "predicted": r.predicted, "left": r.residual, "fitted": r.residual_at(share) if r.predicted else None,
            }
            for r in found
        ],
        "least": round(made.purchases[0] * 100), "mean": round(made.purchases[1] * 100), "most": round(made.purchases[2] * 100),
        "n": made.payments, "central": round(share * 100), "pay": round(made.pay_at_most * 100),
    }  # fmt: skip


def shown(value: str, unit: str) -> str:
    """A number as its field takes it: shares in per cent."""
    number = Decimal(value) * 100 if unit.startswith("share") else Decimal(value)
    return f"{number.normalize():f}"


def calculator_data(content: SiteContent) -> dict[str, str]:
    """Files below data/, by name: the published rules, and what is known of agencies and counties, a file a state."""
    codes = {c.state: f[:2] for f, c in content.counties.items()}
    found: dict[str, dict[str, Any]] = {p: {"agencies": {}, "counties": {}} for p in codes}
    for agency_id, agency in sorted(content.agencies.items()):
        if agency["state"] in found:
            found[agency["state"]]["agencies"][agency_id] = _agency(content, agency_id)
    for fips, county in sorted(content.counties.items()):
        sheriff = reference.sheriffs().get(fips)
        listed = _listed(content, fips)
        found[county.state]["counties"][fips] = {"agency": listed} if listed else _known(
            _office_name(content, fips), county.state, county.population_2020, is_sheriff=sheriff is not None and sheriff.has_office,
            force=sheriff.officers if sheriff else None, year=sheriff.year if sheriff else None, fips=fips,
        )  # fmt: skip
    files = {f"prefill/{codes[p].lower()}.json": _text(v) for p, v in found.items()}
    return {
        "calculator.json": _text(
            rules_json()
            | {
                "benefits": str(assumptions(FIRST)["benefits"].central),
                "states": {p.lower(): c for p, c in sorted(codes.items())},
            }
        ),
        **files,
    }


def calculator_query(content: SiteContent, fips: str) -> str:
    """Whom the calculator is opened for from a county's page; empty for nobody.

    The sheriff ICE has listed, else the sheriff's office by its county, else another body of the county, one that
    holds an agreement first. A town's police is never meant by its county.
    """
    ids = sorted(content.by_county.get(fips, ()))
    sheriffs = [i for i in ids if content.agencies[i]["kind"] == "sheriff"]
    office = reference.sheriffs().get(fips)
    if not sheriffs and office is not None and office.has_office:
        return f"county={fips}"
    found = sheriffs or [i for i in ids if content.matches[i].level == "county"]
    return f"agency={min(found, key=lambda i: (not _held(content, i), i))}" if found else ""


def _office_name(content: SiteContent, fips: str) -> str:
    """The sheriff's office of a county with its state; the county where no list names one."""
    office = reference.sheriffs().get(fips)
    if office is None or not office.has_office or office.name is None:
        return content.county(fips)
    return f"{office.name}, {content.counties[fips].state}"


def _held(content: SiteContent, agency_id: str) -> list[Agreement]:
    return [a for a in content.agreements.get(agency_id, ()) if a.in_force]


def _agency(content: SiteContent, agency_id: str) -> dict[str, Any]:
    """What `deputized.money.prefill.known_of` says of an agency, and the estimates of `deputized.money.first`."""
    agency, match = content.agencies[agency_id], content.matches[agency_id]
    county = reference.counties_by_fips().get(match.county.code or "") if match.level == "county" else None
    known = _known(
        f"{agency['name']}, {agency['state']}", agency["state"], county.population_2020 if county else None,
        is_sheriff=agency["kind"] == "sheriff", force=match.officers, year=match.staffing_year, fips=match.county.code,
    )  # fmt: skip
    return known | {"signed": {a.model: a.signed_date for a in _held(content, agency_id)}}


def _listed(content: SiteContent, fips: str) -> str | None:
    """The sheriff of a county where ICE's lists name the office: whom `deputized money agency FIPS` means."""
    office = reference.sheriffs().get(fips)
    if office is None or office.ori is None:
        listed = [i for i in content.by_county.get(fips, ()) if _is_sheriff(content, i, fips)]
        return listed[0] if len(listed) == 1 else None
    return next(
        (i for i in content.by_county.get(fips, ()) if content.matches[i].ori.code == office.ori), None
    )


def _is_sheriff(content: SiteContent, agency_id: str, fips: str) -> bool:
    return content.agencies[agency_id]["kind"] == "sheriff" and content.matches[agency_id].county.code == fips


def _known(
    name: str,
    state: str,
    people: int | None,
    *,
    is_sheriff: bool,
    force: int | None,
    year: int | None,
    fips: str | None,
) -> dict[str, Any]:
    grant = grant_of(state, people) if is_sheriff else None
    known = Known("", name, state, (), {}, force, year, fips, None, people, grant)
    guess = {m: first(known, m) for m in ("TFM", "JEM")}
    return {
        "name": name, "people": people, "force": force, "year": year if force is not None else None,
        "grant": str(grant.maximum) if grant and grant.maximum is not None else None,
        "programme": f"{grant.programme}, {grant.tier} ({grant.source.title})" if grant else None,
        "officers": guess["TFM"].officers,
        "pay": {m: [g.wage.mean, g.wage.area] if g.wage else None for m, g in guess.items()},
    }  # fmt: skip


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

"""What each curated file must hold: its keys, their types, and which may be left out."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

Day = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$", description="a day such as 2026-05-04")]
RoughDay = Annotated[
    str, Meta(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$", description="a day, month or year such as 2026-05-04")
]
Text = Annotated[str, Meta(min_length=1, description="text")]
Number = Annotated[float, Meta(description="a number such as 0.25")]
Whole = Annotated[int, Meta(description="a whole number such as 12")]
Postal = Annotated[str, Meta(pattern=r"^[A-Z]{2}$", description="a postal code such as TX")]
Fips = Annotated[str, Meta(pattern=r"^\d{5}$", description="a county code of five digits, in quotes")]
Model = Literal["TFM", "JEM", "WSO"]
Confidence = Literal["confirmed", "single source", "tracker only", "general knowledge, unverified"]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A mapping whose every key is known."""


class Sourced(Strict, frozen=True, kw_only=True):
    """What a row says of its source."""

    source_title: str | UnsetType = UNSET
    source_url: str | UnsetType = UNSET
    source_date: RoughDay | UnsetType = UNSET
    confidence: Confidence


class CorrectionEntry(Strict, frozen=True, kw_only=True):
    """corrections.yml: what ICE printed and is to be read otherwise."""

    id: Text
    action: Literal["read_county", "read_signed", "refuse_link", "same_agency"]
    state: Text
    agency: Text
    reason: Text
    evidence: Text
    author: Text
    date: Day
    expect: Literal["printed", "history"]
    model: Model | UnsetType = UNSET
    printed: str | UnsetType = UNSET
    value: str | UnsetType = UNSET


class PlaceEntry(Strict, frozen=True, kw_only=True):
    """places.yml: where an agency belongs, looked up by a person."""

    state: Postal
    agency: Text
    reason: Text
    evidence: Text
    author: Text
    written: Day
    level: str | UnsetType = UNSET
    county_fips: list[Fips] | UnsetType = UNSET
    place_geoid: str | UnsetType = UNSET
    ori: str | UnsetType = UNSET
    staffing: bool | UnsetType = UNSET
    partial: bool | UnsetType = UNSET


class JudgementEntry(Strict, frozen=True, kw_only=True):
    """judgements.csv: who is who, by a person's judgement."""

    judgement_id: Text
    a: Text
    b: Text
    judgement: Literal["same", "different", "unsure"]
    because: Text
    evidence: Text
    who: Text
    when: Day
    expect: Literal["printed", "history"]
    replaces: str | UnsetType = UNSET


class AssumptionRow(Strict, frozen=True, kw_only=True):
    """assumptions.csv: what a scenario assumes."""

    name: Text
    low: Number
    central: Number
    high: Number
    unit: Text
    meaning: Text
    source: Text
    source_url: str | UnsetType = UNSET


class ClaimRow(Sourced, frozen=True, kw_only=True):
    """claims.csv: published claims with what is expected of each."""

    id: Text
    claim: Text
    published: Text
    expected: Text
    why: Text


class CountRow(Sourced, frozen=True, kw_only=True):
    """counts.csv: numbers somebody stated for a day."""

    date: RoughDay
    count: Whole
    unit: Text
    model: Text
    states: str | UnsetType = UNSET
    note: str | UnsetType = UNSET


class LocalCostRow(Sourced, frozen=True, kw_only=True):
    """local_costs.csv: what counties said it cost them."""

    jurisdiction: Text
    state: Postal
    amount_usd: Number
    period: Text
    note: str | UnsetType = UNSET


class SettlementRow(Sourced, frozen=True, kw_only=True):
    """settlements.csv: what suits over holds and stops for ICE cost counties and cities. No one's name but a place's."""

    place: Text
    state: Postal
    amount_usd: Number
    kind: Literal["settlement", "verdict", "cumulative cost"]
    day: RoughDay
    people: Whole | str | UnsetType = UNSET
    what: Text


class MoneyReportRow(Sourced, frozen=True, kw_only=True):
    """money_reports.csv: other figures that were reported."""

    kind: Literal["fund", "projection", "staffing", "term"]
    name: Text
    value: str | UnsetType = UNSET
    unit: str | UnsetType = UNSET
    note: str | UnsetType = UNSET


class PaymentRow(Sourced, frozen=True, kw_only=True):
    """payments.csv: payments that were reported."""

    date: RoughDay
    recipient: Text
    amount_usd: Number
    purpose: Text


class PracticeRow(Sourced, frozen=True, kw_only=True):
    """practice.csv: sights of an agreement at work. `from` and `by` bound the day."""

    agency_id: Text
    step: Text
    by: RoughDay
    words: Text
    model: Model | UnsetType = UNSET
    from_: RoughDay | UnsetType = msgspec.field(default=UNSET, name="from")


class ReimbursementRow(Sourced, frozen=True, kw_only=True):
    """reimbursement.csv: the rules of federal payment."""

    rule: Text
    value: Number
    unit: Text
    effective_from: RoughDay
    models: Text
    what: Text
    effective_to: RoughDay | UnsetType = UNSET
    note: str | UnsetType = UNSET


class StateGrantRow(Sourced, frozen=True, kw_only=True):
    """state_grants.csv: money that states offer."""

    state: Postal
    programme: Text
    note: Text
    tier: str | UnsetType = UNSET
    max_amount_usd: Number | UnsetType = UNSET


class TimelineRow(Sourced, frozen=True, kw_only=True):
    """timeline.csv: what happened around the program."""

    date: RoughDay
    kind: Text
    event: Text
    state: str | UnsetType = UNSET
    detail: str | UnsetType = UNSET
    tells: str | UnsetType = UNSET


SHAPES: dict[str, type[Strict]] = {
    "corrections.yml": CorrectionEntry, "places.yml": PlaceEntry,
    "judgements.csv": JudgementEntry, "assumptions.csv": AssumptionRow,
    "first_answers.csv": AssumptionRow, "claims.csv": ClaimRow, "counts.csv": CountRow,
    "local_costs.csv": LocalCostRow, "settlements.csv": SettlementRow, "money_reports.csv": MoneyReportRow, "payments.csv": PaymentRow,
    "practice.csv": PracticeRow, "reimbursement.csv": ReimbursementRow, "state_grants.csv": StateGrantRow,
    "timeline.csv": TimelineRow,
}  # fmt: skip
"""The files held to a shape, by name."""

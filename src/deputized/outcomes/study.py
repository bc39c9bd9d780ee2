"""An event study of first agreements or mandates on an outcome by county: staggered difference-in-differences.

The estimator is Callaway and Sant'Anna's, of the package diff-diff: each cohort of counties that begin in one period is
compared with counties that have not begun. What the data cannot tell is part of the answer.
"""

from __future__ import annotations

import warnings
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from deputized import reference
from deputized.outcomes.answer import ties_of
from deputized.outcomes.errors import OutcomesError
from deputized.outcomes.study_data import MISSING, OutcomeRows
from deputized.rules.statutes import posture_of

if TYPE_CHECKING:
    import pandas as pd

    from deputized.library import Registry

EVENTS = ("agreement", "tfm", "jem", "wso", "mandate")
CONTROLS = ("never", "not_yet")
LISTS_BEGIN = 2021 * 12
MOST_LEADS = 8
"""Periods before the event that the joint test takes in: beyond them few counties are left."""
BOUNDS = (0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Effect:
    """An estimate with its 95% interval; `error` is None where the estimator gives none."""

    name: str
    estimate: float
    error: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class TrendBound:
    """The interval of the average effect if trends after the event part by up to `times` what they did before it."""

    times: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Estimates:
    """What one fit says."""

    simple: Effect
    dynamic: Effect
    group: Effect
    calendar: Effect
    by_time: tuple[tuple[int, Effect], ...]  # periods since the event; -1 is the base and 0 by design
    by_cohort: tuple[tuple[int, int, Effect], ...]  # period, counties, effect
    trend_p: (
        float | None
    )  # chance of leads like these if trends were parallel; None where it cannot be tested
    trend_leads: int
    placebo_p: float | None  # share of shuffles whose effect is as large
    placebo_runs: int
    bounds: tuple[TrendBound, ...]
    said: tuple[str, ...]  # by the estimator


@dataclass(frozen=True, slots=True)
class EventStudy:
    """A study: who was compared with whom, what came out, and codes of what it cannot show."""

    event: str
    outcome: str
    step: str
    first: str
    last: str
    controls: str
    treated: int
    compared: int
    begin_later: int  # of those compared, counties that begin after the data end
    left_out: dict[str, int]
    ended: int  # treated counties whose agreement left the lists again within the data
    clusters: str
    estimates: Estimates
    cannot: tuple[str, ...]
    newest_list: str

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Beginnings:
    """When each county began (months as year * 12 + month - 1), which began at a time we do not hold, and which ended."""

    first: dict[str, int]
    unknown: frozenset[str]
    earlier: frozenset[str]
    last_month: dict[str, int]
    newest: int


def beginnings(registry: Registry, event: str) -> Beginnings:
    """The first month of an event in every county. Agreements are those of county bodies, by the lists from 2021 on."""
    newest = registry.day(None).list_day
    end = newest.year * 12 + newest.month - 1
    if event == "mandate":
        return Beginnings(_mandates(end), frozenset(), frozenset(), {}, end)
    if event not in EVENTS:
        raise ValueError(f"{event}: no such event; there are {', '.join(EVENTS)}")
    months: dict[str, list[int]] = defaultdict(list)
    for row in registry.panel(only_with_agreement=True).rows:
        held = row.tfm + row.jem + row.wso if event == "agreement" else getattr(row, event)
        if held:
            months[row.county_fips].append(int(row.month[:4]) * 12 + int(row.month[5:7]) - 1)
    first = {fips: min(found) for fips, found in months.items()}
    wanted = None if event == "agreement" else event.upper()
    earlier = {
        r.county_fips
        for r in registry.said
        if r.county_fips and r.as_of < "2021" and (wanted is None or r.model in (None, wanted))
    }
    earlier |= {
        t.tie.body.county_fips[0]
        for t in ties_of(registry)[0]
        if t.tie.body is not None and len(t.tie.body.county_fips) == 1
    }
    unknown = frozenset(fips for fips, month in first.items() if month == LISTS_BEGIN)
    return Beginnings(
        first, unknown, frozenset(earlier) - unknown, {f: max(m) for f, m in months.items()}, end
    )


def _mandates(end: int) -> dict[str, int]:
    """The first month in which a state's law mandated agreements, for each of its counties."""
    from datetime import date

    found: dict[str, int] = {}
    for state in (s for s in reference.states() if not s.is_territory):
        for month in range(2006 * 12, end + 1):
            day = date(month // 12, month % 12 + 1, 28)
            if posture_of(state.postal, day).posture.value == "mandates":
                found[state.postal] = month
                break
    return {
        c.fips: found[c.state] for c in reference.counties() if c.status == "current" and c.state in found
    }


def study(
    registry: Registry, data: OutcomeRows, event: str = "agreement", controls: str = "not_yet", placebos: int = 99
) -> EventStudy:  # fmt: skip
    """Estimate what began with the event. Raises `OutcomesError` where nothing can be compared."""
    began = beginnings(registry, event)
    per = 1 if data.step == "month" else 12
    frame = data.frame.copy()
    first, last = int(frame["period"].min()), int(frame["period"].max())
    left_out: Counter[str] = Counter(data.left_out)
    starts: dict[int, int] = {}
    later = ended = 0
    for unit in frame["unit"].unique():
        fips = f"{unit:05}"
        start = began.first.get(fips)
        if fips in began.unknown:
            left_out["start_not_held"] += 1
        elif fips in began.earlier:
            left_out["before_the_lists"] += 1
        elif start is not None and start // per <= first:
            left_out["before_the_data"] += 1
        elif start is None or start // per > last:
            starts[unit] = 0
            later += start is not None
        else:
            starts[unit] = start // per
            gone = began.last_month.get(fips, began.newest)
            ended += gone < began.newest and gone // per < last
    frame = frame[frame["unit"].isin(starts)]
    frame["first"] = frame["unit"].map(starts)
    treated = sum(s > 0 for s in starts.values())
    compared = len(starts) - treated
    _comparable(data, event, treated, compared, controls)
    by_state = event == "mandate"
    if by_state:
        frame["state"] = frame["unit"] // 1000
    found = estimate(frame, controls, placebos=placebos, cluster="state" if by_state else None)
    cannot = _cannot(data, event, treated, found, last, began, per, by_state, starts, ended)
    return EventStudy(
        event, data.outcome, data.step, data.label(first), data.label(last), controls, treated, compared, later,
        dict(left_out), ended, "state" if by_state else "county", found, cannot, registry.meta["newest_publication"],
    )  # fmt: skip


def _comparable(data: OutcomeRows, event: str, treated: int, compared: int, controls: str) -> None:
    if not treated:
        raise OutcomesError(
            f"no county of the file has its first {event} within its periods and after the lists begin (2021-02): "
            "there is no effect to estimate. An outcome that is held for earlier years alone cannot be studied with the lists held"
        )
    if not compared and controls == "never":
        raise OutcomesError(
            "no county of the file is without the event: there is nobody to compare with. Add counties that have none, or "
            "give --controls not-yet"
        )


def _cannot(
    data: OutcomeRows, event: str, treated: int, found: Estimates, last: int, began: Beginnings, per: int, by_state: bool,
    starts: dict[int, int], ended: int,
) -> tuple[str, ...]:  # fmt: skip
    """Codes of what this study cannot show, the general ones first."""
    codes = ["chosen", "spill", "no_cause"]
    if event != "mandate":
        codes += ["listed", "towns"]
    if data.step == "year":
        codes.append("part_year")
    if ended:
        codes.append("stays")
    if by_state:
        states = {unit // 1000 for unit, start in starts.items() if start}
        codes += ["few_states"] if len(states) < 10 else []
    if treated < 20:
        codes.append("few")
    if found.trend_p is None:
        codes.append("no_test")
    elif found.trend_p < 0.05:
        codes.append("trends_differ")
    if last > began.newest // per:
        codes.append("beyond_lists")
    if min((n for _, n, _ in found.by_cohort), default=0) < 5:
        codes.append("small_cohorts")
    return tuple(codes)


def estimate(
    frame: pd.DataFrame, controls: str = "never", *, placebos: int = 0, cluster: str | None = None, seed: int = 287
) -> Estimates:  # fmt: skip
    """Fit a frame of unit, period, y and first (0 for never), and sum up in the four usual ways."""
    try:
        import diff_diff
    except ModuleNotFoundError as error:
        raise OutcomesError(MISSING) from error
    group = "never_treated" if controls == "never" else "not_yet_treated"
    model = diff_diff.CallawaySantAnna(
        control_group=group, estimation_method="reg", base_period="universal", cluster=cluster
    )
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        fit = _fit(model, frame)
        bounds = _bounds(diff_diff, fit)
    sizes = frame.loc[frame["first"] > 0].groupby("first")["unit"].nunique().to_dict()
    cells = {
        (int(g), int(t)): float(v["effect"])
        for (g, t), v in fit.group_time_effects.items()
        if t >= g and v["effect"] == v["effect"]
    }
    leads, test = _trend(fit)
    together = cluster or "unit"
    placebo_p = _shuffled(model, frame, together, cells, sizes, placebos, seed) if placebos else None
    dynamic = _dynamic(fit)
    return Estimates(
        Effect("simple", float(fit.overall_att), *_interval(float(fit.overall_att), float(fit.overall_se))),
        dynamic,
        Effect("group", _weighted(_mean_by(cells, 0), sizes)),
        Effect("calendar", _calendar(cells, sizes)),
        tuple(
            (int(e), Effect(str(e), float(v["effect"]), *_interval(float(v["effect"]), float(v["se"]))))
            for e, v in sorted(fit.event_study_effects.items())
        ),
        tuple(
            (int(g), int(sizes[g]), Effect(str(g), float(v["effect"]), *_interval(float(v["effect"]), float(v["se"]))))
            for g, v in sorted(fit.group_effects.items())
        ),
        test, leads, placebo_p, placebos, bounds, tuple(
            dict.fromkeys(
                " ".join(str(w.message).split())[:300]
                for w in said
                if not issubclass(w.category, DeprecationWarning | FutureWarning)
            )
        ),
    )  # fmt: skip


def _fit(model: Any, frame: pd.DataFrame) -> Any:
    try:
        return model.fit(frame, outcome="y", unit="unit", time="period", first_treat="first", aggregate="all")
    except ValueError as error:
        raise OutcomesError(f"the estimator refuses these data: {error}") from error


def _interval(value: float, error: float) -> tuple[float | None, float | None, float | None]:
    if error != error or error <= 0:
        return None, None, None
    return error, value - 1.959964 * error, value + 1.959964 * error


def _dynamic(fit: Any) -> Effect:
    """The mean over periods since the event, each counted once, with the error that their covariance gives."""
    import numpy as np

    after = [e for e in sorted(fit.event_study_effects) if e >= 0]
    value = float(np.mean([fit.event_study_effects[e]["effect"] for e in after]))
    index = list(fit.event_study_vcov_index) if fit.event_study_vcov is not None else []
    if not set(after) <= set(index):
        return Effect("dynamic", value)
    at = [index.index(e) for e in after]
    spread = fit.event_study_vcov[np.ix_(at, at)].sum() / len(at) ** 2
    return Effect("dynamic", value, *_interval(value, float(np.sqrt(max(spread, 0)))))


def _mean_by(cells: dict[tuple[int, int], float], part: int) -> dict[int, float]:
    found: dict[int, list[float]] = defaultdict(list)
    for key, value in cells.items():
        found[key[part]].append(value)
    return {k: sum(v) / len(v) for k, v in found.items()}


def _weighted(by_cohort: dict[int, float], sizes: dict[int, int]) -> float:
    return sum(sizes[g] * v for g, v in by_cohort.items()) / sum(sizes[g] for g in by_cohort)


def _calendar(cells: dict[tuple[int, int], float], sizes: dict[int, int]) -> float:
    """The mean over periods of the effect of all that had begun by then, weighted by counties."""
    by_period = {
        t: _weighted({g: v for (g, u), v in cells.items() if u == t}, sizes) for t in {u for _, u in cells}
    }
    return sum(by_period.values()) / len(by_period)


def _trend(fit: Any) -> tuple[int, float | None]:
    """How many leads were tested together, and the chance of leads as large if trends were parallel (Wald)."""
    import numpy as np
    from scipy.stats import chi2

    if fit.event_study_vcov is None:
        return 0, None
    index = list(fit.event_study_vcov_index)
    leads = [e for e in index if -1 - MOST_LEADS <= e < -1]
    leads = [e for e in leads if fit.event_study_effects[e]["effect"] == fit.event_study_effects[e]["effect"]]
    if not leads:
        return 0, None
    at = [index.index(e) for e in leads]
    spread = fit.event_study_vcov[np.ix_(at, at)]
    if not np.isfinite(spread).all() or np.linalg.matrix_rank(spread) < len(leads):
        return 0, None
    values = np.array([fit.event_study_effects[e]["effect"] for e in leads])
    return len(leads), float(chi2.sf(values @ np.linalg.solve(spread, values), len(leads)))


def _bounds(package: Any, fit: Any) -> tuple[TrendBound, ...]:
    """Rambachan and Roth's bounds of the mean effect; without an interval where they cannot be had."""
    found = []
    for times in BOUNDS:
        try:
            made = package.compute_honest_did(fit, method="relative_magnitude", M=times)
            low, high = float(made.ci_lb), float(made.ci_ub)
            held = low == low and high == high
        except (ValueError, ArithmeticError):
            held = False
        found.append(TrendBound(times, low, high) if held else TrendBound(times, None, None))
    return tuple(found)


def _shuffled(
    model: Any, frame: pd.DataFrame, together: str, cells: dict[tuple[int, int], float], sizes: dict[int, int], runs: int,
    seed: int,
) -> float:  # fmt: skip
    """The share of random assignments of the same first periods to other counties (or states, where a law binds all of
    them `together`) that give as large an effect."""
    import numpy as np

    def summed(held: dict[tuple[int, int], float], sizes: dict[int, int]) -> float:
        weights = {key: sizes[key[0]] for key in held}
        return sum(weights[k] * v for k, v in held.items()) / sum(weights.values())

    real = abs(summed(cells, sizes))
    chance = np.random.default_rng(seed)
    firsts = frame.groupby(together)["first"].max()
    as_large = 0
    for _ in range(runs):
        mixed = dict(zip(firsts.index, chance.permutation(firsts.to_numpy()), strict=True))
        again = frame.assign(first=frame[together].map(mixed))
        sizes = again.loc[again["first"] > 0].groupby("first")["unit"].nunique().to_dict()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = model.fit(
                again, outcome="y", unit="unit", time="period", first_treat="first"
            )  # fmt: skip
        held = {
            (int(g), int(t)): float(v["effect"])
            for (g, t), v in fit.group_time_effects.items()
            if t >= g and v["effect"] == v["effect"]
        }
        as_large += abs(summed(held, sizes)) >= real
    return (as_large + 1) / (runs + 1)

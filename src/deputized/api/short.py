"""An assistant's answers: what a person asked for out of the whole record, with its source and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

Whole = dict[str, Any]
MOST = 25
"""Rows an answer names; how many there are in all is said beside."""
DELISTED = "not on the list any more; whether and when the agreement ended is not known"


def _some(rows: list[Any]) -> dict[str, Any]:
    return {"count": len(rows), "shown": min(len(rows), MOST), "rows": rows[:MOST]}


def _pick(record: Whole, *names: str) -> Whole:
    return {name: record[name] for name in names if name in record}


def _list(used: Whole | None) -> Whole | None:
    return (
        None if used is None else _pick(used, "publication_id", "published_date", "name_in_source", "sha256")
    )


def _sources(law: Whole) -> list[Whole]:
    return [_pick(s, "title", "publisher", "dated", "url") for s in law["sources"]]


def _agreement(a: Whole) -> Whole:
    kept = _pick(
        a,
        "agreement_id",
        "agency",
        "model",
        "standing",
        "signed_date",
        "first_listed_date",
        "last_listed_date",
        "absent_date",
    )
    return kept | ({"unknown": DELISTED} if a.get("standing") == "left" else {})


def _record(whole: Whole) -> Whole:
    return {"answer": whole["answer"]}


def agency(whole: Whole) -> Whole:
    a = whole["answer"]
    if a["agency_id"] is None:
        return {"answer": a, "unknown": "it is on no list held here; nothing is known of lists not held"}
    on = a.get("on_day")
    if on is not None:
        return {
            "answer": _pick(on, "agency_id", "name", "standing")
            | {"agreements": [_agreement(x) for x in on["agreements"]], "pending": on["pending"]},
            "source": _list(on["list_used"]),
        }
    return {
        "answer": _pick(a, "agency_id", "name", "state", "kind", "county_fips", "ori", "officers", "staffing_year",
                        "first_listed_date", "last_listed_date")
        | {
            "agreements": [_pick(x, "agreement_id", "model", "status", "signed_date", "first_listed_date", "last_listed_date",
                                 "absent_date", "moa_url", "signed_days_before_listing") for x in a["agreements"]],
            "pending": [_pick(x, "model", "from_date", "last_date", "outcome") for x in a["pending"]],
        },
        "source": a["newest_list"], "note": a["signed_note"],
        "unknown": [c["reason"] for c in a["candidates"]],
    }  # fmt: skip


def status(whole: Whole) -> Whole:
    a = whole["answer"]
    return {
        "answer": {"state": a["state"], "model": a["model"], "as_printed": a["printed"], "as_resolved": a["resolved"]}
        | {"pending": a["pending"], "earlier": a["earlier"]},
        "source": _list(a["list_used"]), "next_list": _list(a["next_list"]), "unknown": a["notes"],
    }  # fmt: skip


def county(whole: Whole) -> Whole:
    a = whole["answer"]
    return {
        "answer": {
            "county": _pick(a["county"], "fips", "name", "state", "population_2020"),
            "agreements": [_agreement(x) for x in a["agreements"]],
            "statewide_bodies_with_agreement": [_agreement(x) for x in a["statewide"]],
            "pending": a["pending"], "law": a["law"]["sentence"],
        },
        "source": _list(a["list_used"]), "unknown": a["unknown"],
    }  # fmt: skip


def changes(whole: Whole) -> Whole:
    rows = [
        _pick(r, "date", "kind", "state", "model", "agency", "agency_id", "agreement_id", "detail")
        for r in whole["rows"]
    ]
    kinds = dict(Counter(r["kind"] for r in rows))
    return {
        "answer": {"by_kind": kinds, **_some(rows[::-1])},
        "order": "newest first",
        "unknown": f"delisted: {DELISTED}",
    }


def mandate(whole: Whole) -> Whole:
    a = whole["answer"]
    m = a["mandate"]
    if m is None:
        return {
            "answer": {
                "forbidden_by": [{"bill": b["law"]["bill"], "standing": b["standing_of_law"]} for b in a["bans"]],
                "still_listed": _some(a["still_listed"]),
            },
            "source": [_sources(b["law"]) for b in a["bans"]], "unknown": [n for b in a["bans"] for n in b["notes"]],
        }  # fmt: skip
    left = [
        _pick(r, "county", "county_fips", "bound", "standing", "why")
        for r in m["rows"]
        if r["bound"] != "no" and r["standing"] != "holds an agreement"
    ]
    return {
        "answer": {
            "law": m["law"]["bill"], "standing_of_law": m["standing_of_law"], "covered": m["law"]["covered"],
            "bound": dict(Counter(r["bound"] for r in m["rows"])), "standing": dict(Counter(r["standing"] for r in m["rows"])),
            "bound_or_unclear_without_agreement": _some(left), "other_bodies": m["bodies"][:MOST],
        },
        "source": {"law": _sources(m["law"]), "list": _list(m["list_used"])}, "unknown": list(m["notes"]),
    }  # fmt: skip


def law(whole: Whole) -> Whole:
    rows = [
        _pick(r, "law_id", "posture", "standing", "bill", "statute", "says", "effective", "deadline", "covered", "enforcement", "courts",
              "unsettled", "address", "source_title", "checked", "stale")
        for r in whole["rows"]
    ]  # fmt: skip
    return {
        "answer": _some(rows),
        "unknown": "" if rows else "nothing found is not proof that there is no law",
    }


def claim(whole: Whole) -> Whole:
    a = whole["answer"]
    return {
        "answer": _pick(a, "claim", "verdict", "headline", "sentence"), "unknown": a["not_understood"],
        "source": [_list(u) for u in a["lists"]],
    }  # fmt: skip


def cost(whole: Whole) -> Whole:
    a, made = whole["answer"], whole["answer"]["scenario"]
    answer: Whole = {"known": a["known"]}
    unknown = list(a["why"])
    if made is not None:
        answer |= _pick(
            made, "agency", "model", "officers", "salary", "benefits", "start", "months", "until", "estimates", "answers"
        )  # fmt: skip
        unknown = [x["name"] for x in made["assumptions"] if isinstance(x, dict) and "name" in x]
    return {"answer": answer, "unknown": unknown, "source": made["inputs"] if made else None}


def explain(whole: Whole) -> Whole:
    a = whole["answer"]
    lines = a.get("listings", [])
    ends = lines if len(lines) <= 2 else [lines[0], lines[-1]]
    return {
        "answer": _pick(a, "subject", "id", "record") | {
            "listings": {"count": len(lines), "first_and_last": ends},
            "printed_forms": len(a.get("printed", [])), "decisions": a.get("decisions", [])[:MOST],
            "corrections": a.get("corrections", [])[:MOST],
        },
        "source": ends,
    }  # fmt: skip


def cite(whole: Whole) -> Whole:
    a = whole["answer"]
    return {"answer": a["text"], "source": _list(a["list_used"])}


SHORT: dict[str, Callable[[Whole], Whole]] = {
    "find": _record, "place": _record, "agency": agency, "status": status, "county": county, "changes": changes,
    "mandate": mandate, "law": law, "check_claim": claim, "cost": cost, "explain": explain, "cite": cite,
}  # fmt: skip

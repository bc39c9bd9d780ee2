"""Laws, bans and unlisted bodies as plain data: what commands print with `--format json` and the API answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized.model.as_data import plain
from deputized.rules.evidence import RESTS
from deputized.rules.law_in_brief import laws_on

if TYPE_CHECKING:
    from deputized.library.find_body import NotListed
    from deputized.rules.prohibitions import Ban
    from deputized.rules.statutes import Law, StatePosture


def law_summary(p: StatePosture) -> dict[str, Any]:
    """One line of the table of states."""
    first = p.laws[0] if p.laws else None
    return {
        "state": p.state,
        "posture": p.posture.value,
        "certainty": p.certainty,
        "law": first.bill if first else "",
        "effective": first.shown("effective") or "unknown" if first else "",
        "deadline": str(first.deadline or "") if first else "",
        "confidence": first.source.confidence if first else "",
        "also": ", ".join(dict.fromkeys(w.posture.value for w in p.laws[1:])),
    }


def law_to_read(law: Law, day: date) -> dict[str, Any]:
    """An entry to be read again, with its address."""
    return {
        "law_id": law.law_id, "state": law.state, "law": law.bill,
        "checked": law.checked.isoformat() if law.checked else "never",
        "days": (day - law.checked).days if law.checked else "", "address": law.address,
    }  # fmt: skip


def law_record(law: Law, day: date) -> dict[str, Any]:
    """A law as plain data."""
    return {
        "law_id": law.law_id, "state": law.state, "kind": law.kind, "posture": law.posture.value, "status": law.status,
        "standing": law.stands(day), "says": "; ".join(f"{v} {o}" for v, o in law.says), "bill": law.bill,
        "statute": law.statute, "signed": str(law.signed or "unknown"), "effective": str(law.effective or "unknown"),
        "deadline": str(law.deadline or ""), "until": str(law.until or ""),
        "days": "; ".join(f"{d.what} {d.day} ({d.certainty})" for d in law.days),
        "assumed": ", ".join(law.assumed), "covered": law.covered,
        "models": law.models, "satisfied_by": ", ".join(law.satisfied_by), "enforcement": law.enforcement,
        "enforcer": law.enforcer, "money": law.money, "unsettled": law.unsettled, "note": law.note,
        "courts": "; ".join(f"{r.kind} of {r.ordered}, {r.by}: {r.what}" for r in law.rulings),
        "checked": law.checked.isoformat() if law.checked else "", "stale": law.is_stale(day),
        "rests_on": rests_on(law), "address": law.address, "source_title": law.source.title, "source_url": law.source.url,
        "source_date": law.source.date, "confidence": law.source.confidence,
    }  # fmt: skip


def rests_on(law: Law) -> str:
    """What an entry rests on, in words: the kind of source, which one, who read it when."""
    best = law.rests_on
    if best.read is None:
        return f"nothing that was read; pointed to: {best.title} ({best.publisher})"
    return f"{RESTS[best.kind]} ({best.title}, {best.publisher}; read {best.read} by {best.by})"


def ban_records(bans: Iterable[Ban]) -> list[dict[str, Any]]:
    """Who was listed on or after the day of a law that forbids it, or is on the newest list: one record each."""
    return [
        plain(asdict(e))
        | {"listed_after_law": e in b.still_listed, "law_id": b.law.law_id, "law_standing": b.standing_of_law}
        for b in bans
        for e in dict.fromkeys((*b.still_listed, *b.on_newest))
    ]


def unlisted_record(answer: NotListed, today: date) -> dict[str, Any]:
    """The record of a body that is on no list: who it is, and what its state's law says of it on a day."""
    body = answer.body
    fips = body.county_fips[0] if body.county_fips else None
    told = laws_on(body.state, body.kind, fips, today, name=body.name)
    law = told[0] if told else None
    return {
        "agency_id": None,
        "name": body.name,
        "state": body.state,
        "kind": body.kind,
        "ori": body.ori,
        "county_fips": fips,
        "standing": body.standing,
        "older_lists": answer.older.to_dict() if answer.older else None,
        "law": law.law_id if law else None,
        "bound": law.bound if law else None,
        "bound_why": law.why if law else None,
        "laws": [asdict(w) for w in told],
        "laws_as_of": today.isoformat(),
        "detail": f"{answer}; {law.words}" if law else str(answer),
    }

"""The life of an agency's agreement under one model, each day with every witness to it, which is believed, and why.

A listing that never had a document, left the list, and came back after it was announced anew was premature: it is a step
of the one agreement that follows it, not an agreement that ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from deputized.documents.days import name_day
from deputized.documents.record import CANDIDATE, SURE
from deputized.documents.shelf import HeldDocument, document_id

if TYPE_CHECKING:
    from deputized.library import Registry

SOON = timedelta(60)
"""Days between leaving one of ICE's lists and standing on the other within which it is one story."""
LATE = timedelta(21)
"""Days for which an agreement may stay on the pending list after it was signed."""
RANK = {"signature": 0, "list": 1, "file name": 1, "earlier printing": 2, "withdrawn file": 3, "candidate": 4}


@dataclass(frozen=True, slots=True)
class Witness:
    """One thing that speaks of a day."""

    kind: (
        str  # signature, candidate, list, earlier printing, file name, withdrawn file, not before, not after
    )
    day: str
    where: str
    is_possible: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a life. `day` is None where nothing says it; `witnesses` are all there are, believed or not."""

    what: str
    day: str | None
    why: str
    witnesses: tuple[Witness, ...] = ()
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """One agreement from its announcement on. `agreement_ids` has more than one where a premature listing is part of it."""

    agency_id: str
    model: str
    agreement_ids: tuple[str, ...]
    steps: tuple[Step, ...]

    def step(self, what: str) -> Step | None:
        """The first step of that name."""
        return next((s for s in self.steps if s.what == what), None)


def lives(registry: Registry, agency_id: str, held: Iterable[HeldDocument] = ()) -> list[Life]:
    """Every life of an agency, the oldest first."""
    return tell(registry.agency(agency_id), {h.document_id: h for h in held})


def tell(agency: Mapping[str, Any], held: Mapping[str, HeldDocument]) -> list[Life]:
    """The lives in an agency's record."""
    groups: list[list[Mapping[str, Any]]] = []
    for agreement in sorted(agency["agreements"], key=lambda a: (a["model"], a["first_listed_date"] or "")):
        if groups and _was_premature(groups[-1][-1], agreement, agency["pending"]):
            groups[-1].append(agreement)
        else:
            groups.append([agreement])
    out = [_life(agency, group, held) for group in groups]
    return sorted(out, key=lambda x: (next((s.day for s in x.steps if s.day), "9"), x.model))


def _was_premature(
    one: Mapping[str, Any], other: Mapping[str, Any], pending: Sequence[Mapping[str, Any]]
) -> bool:
    """Whether the first listing was taken back, announced anew and then made good by the second."""
    if one["model"] != other["model"] or one["moa_url"] or one["moa_posted_date"] or not one["absent_date"]:
        return False
    gone, back = date.fromisoformat(one["absent_date"]), date.fromisoformat(other["first_listed_date"])
    if not gone <= back <= gone + SOON:
        return False
    return any(
        p["model"] == one["model"] and gone - timedelta(7) <= date.fromisoformat(p["from_date"]) <= back
        for p in pending
    )


def _life(
    agency: Mapping[str, Any], group: Sequence[Mapping[str, Any]], held: Mapping[str, HeldDocument]
) -> Life:
    last = group[-1]
    model = last["model"]
    listed, gone = group[0]["first_listed_date"], last["absent_date"]
    pending = [
        p
        for p in agency["pending"]
        if p["model"] == model
        and (p["agreement_id"] in {g["agreement_id"] for g in group} or len(agency["agreements"]) == 1)
    ]
    ids = {g["agreement_id"] for g in group}
    events = [e for e in agency["events"] if e["agreement_id"] in ids]
    steps: list[Step] = []
    for n, p in enumerate(sorted(pending, key=lambda p: str(p["from_date"]))):
        back = listed and p["from_date"] > listed
        what = "back to pending" if back else "announced" if n == 0 else "pending again"
        until = f"; it stood there to {p['last_date']}" if p["last_date"] != p["from_date"] else ""
        steps.append(Step(what, p["from_date"], f"first on ICE's list of pending agreements{until}",
                          (Witness("list", p["from_date"], p["from_publication_id"]),)))  # fmt: skip
    steps += _signed(agency, last, pending, events, held)
    for n, agreement in enumerate(group):
        is_last = n == len(group) - 1
        step = Step(
            "listed" if is_last else "listed without document",
            agreement["first_listed_date"],
            "first on ICE's list of participating agencies"
            + (
                "" if is_last else f", with {agreement['signed_raw']} as the day; no document was ever linked"
            ),
            (Witness("list", agreement["first_listed_date"], agreement["first_publication_id"]),),
        )
        steps.append(step)
        if not is_last:
            steps.append(
                Step("taken back", agreement["absent_date"], "left the list and was announced anew: a listing too early, no end",
                     (Witness("list", agreement["absent_date"], str(agreement["absent_publication_id"])),))
            )  # fmt: skip
    steps += _papers(events)
    if gone and last["status"] != "active":
        steps.append(
            Step("ended or left out", gone, f"on {last['last_publication_id']}, not on {last['absent_publication_id']}: "
                 "no list says that it ended",
                 (Witness("list", gone, str(last["absent_publication_id"])),), is_doubtful=True)
        )  # fmt: skip
    order = {"announced": 0, "pending again": 1, "signed by agency": 2, "countersigned": 3}
    steps.sort(key=lambda s: (s.day or "9999", order.get(s.what, 4)))
    return Life(agency["agency_id"], model, tuple(g["agreement_id"] for g in group), tuple(steps))


def _papers(events: Sequence[Mapping[str, Any]]) -> list[Step]:
    """The document's own steps: posted, taken down, replaced, an addendum."""
    out: list[Step] = []
    posted = 0
    words = {
        "moa_withdrawn": "document taken down",
        "moa_replaced": "document replaced",
        "addendum_posted": "addendum",
    }
    for event in events:
        kind = event["kind"]
        if kind == "moa_posted":
            what = "document posted" if not posted else "document replaced"
            posted += 1
        elif kind in words:
            what = words[kind]
        else:
            continue
        out.append(
            Step(
                what,
                event["date"],
                event["detail"],
                (Witness("list", event["date"], event["event_id"].split("#")[0]),),
            )
        )
    return out


def _signed(
    agency: Mapping[str, Any],
    agreement: Mapping[str, Any],
    pending: Sequence[Mapping[str, Any]],
    events: Sequence[Mapping[str, Any]],
    held: Mapping[str, HeldDocument],
) -> list[Step]:
    """Both signatures."""
    listed = agreement["first_listed_date"]
    waited = max((p["last_date"] for p in pending if not listed or p["last_date"] <= listed), default=None)
    names = [
        m[1] for e in events if e["kind"] == "moa_posted" and (m := re.search(r"posted: (\S+)", e["detail"]))
    ]
    gone = {
        m[1]
        for e in events
        if e["kind"] == "moa_withdrawn" and (m := re.search(r"link to (\S+) is gone", e["detail"]))
    }
    if agreement["moa_url"]:
        names.append(agreement["moa_url"].rsplit("/", 1)[-1])
    files = {document_id(n): n for n in names}
    seen: list[Witness] = []
    theirs: list[Witness] = []
    for name in files:
        if paper := held.get(name):
            for field, into in (("ice_signed", seen), ("agency_signed", theirs)):
                found = paper.reading.get(field)
                if found and found.value:
                    kind = "signature" if found.standing == SURE else CANDIDATE
                    into.append(Witness(kind, found.value, f"{name}, page {found.page}: {found.raw}"))
    for d in agency.get("documents", ()):
        if d["agreement_id"] == agreement["agreement_id"]:
            if d["ice_signed_date"]:
                seen.append(
                    Witness("signature", d["ice_signed_date"], f"{d['document_id']}, read by a person")
                )
            if d["agency_signed_date"]:
                theirs.append(
                    Witness("signature", d["agency_signed_date"], f"{d['document_id']}, read by a person")
                )
    printed = agreement["printed_days"]
    for n, p in enumerate(printed):
        kind = "list" if n == len(printed) - 1 else "earlier printing"
        if p["signed_date"]:
            seen.append(Witness(kind, p["signed_date"], f"SIGNED on ICE's lists from {p['from_date']}"))
    for name, wording in files.items():
        if day := name_day(wording):
            seen.append(Witness("withdrawn file" if name in gone else "file name", day.isoformat(), wording))
    bounds = []
    if waited:
        bounds.append(Witness("not before", waited, "still on ICE's list of pending agreements that day"))
    if listed:
        bounds.append(Witness("not after", listed, "first on ICE's list of participating agencies that day"))
    return [_by_agency(theirs), _countersigned(seen, bounds, waited, listed)]


def _by_agency(theirs: Sequence[Witness]) -> Step:
    sure = sorted({w.day for w in theirs if w.kind == "signature"})
    if len(sure) == 1:
        return Step("signed by agency", sure[0], "the day beside the agency's signature", tuple(theirs))
    if sure:
        return Step(
            "signed by agency", None, "its documents say different days", tuple(theirs), is_doubtful=True
        )
    why = "what is read there is not sure" if theirs else "no document that we have read says it"
    return Step("signed by agency", None, why, tuple(theirs), is_doubtful=bool(theirs))


def _countersigned(
    seen: Sequence[Witness], bounds: Sequence[Witness], waited: str | None, listed: str | None
) -> Step:
    """The day on which ICE signed: by its signature, else by what is possible and most is said for."""
    first = (date.fromisoformat(waited) - LATE).isoformat() if waited else ""
    judged = [
        Witness(w.kind, w.day, w.where, is_possible=(not listed or w.day <= listed) and w.day >= first)
        for w in seen
    ]
    everything = (*judged, *bounds)
    signatures = sorted({w.day for w in judged if w.kind == "signature"})
    others = [w for w in judged if w.kind not in ("signature", CANDIDATE)]
    if len(signatures) == 1:
        apart = sorted({w.day for w in others} - set(signatures))
        why = "the day beside ICE's signature" + (
            f"; elsewhere {', '.join(apart)}" if apart else "; all else agrees"
        )
        return Step("countersigned", signatures[0], why, everything)
    possible = [w for w in others if w.is_possible]
    if not possible:
        why = "no day that is said can be" if others else "nothing says it"
        return Step("countersigned", None, why, everything, is_doubtful=True)
    weights: dict[str, float] = {}
    for w in possible:
        weights[w.day] = weights.get(w.day, 0.0) + 1 / (1 + RANK[w.kind])
    ranked = sorted(weights, key=lambda d: (-weights[d], d))
    day = ranked[0]
    tie = len(ranked) > 1 and weights[ranked[1]] >= weights[day] * 0.9
    kinds = ", ".join(dict.fromkeys(w.kind for w in possible if w.day == day))
    why = f"said by {kinds}"
    if out := sorted({w.day for w in others if not w.is_possible}):
        why += (
            f"; {', '.join(out)} cannot be: it was still pending on {waited}"
            if waited and out[0] < waited
            else f"; {', '.join(out)} is after it was listed"
        )
    if len(ranked) > 1:
        why += f"; also said: {', '.join(ranked[1:])}"
    return Step("countersigned", day, why, everything, is_doubtful=tie)

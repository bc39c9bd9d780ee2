"""Lays a replay out as the rows of the public tables."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from deputized.model.publications import Publication
from deputized.reference import fold
from deputized.registry.agencies import RULES_VERSION
from deputized.registry.curation import Corrector, load_corrections
from deputized.registry.documents import Document, load_documents
from deputized.registry.doubts import candidates
from deputized.registry.findings import find
from deputized.registry.happenings import event_ids, led_on
from deputized.registry.ids import Ids
from deputized.registry.intervals import FAR, PrintedSpans, stands
from deputized.registry.issued import Address, Issued
from deputized.registry.judgements import in_force, judged_name
from deputized.registry.judgements_in_force import JudgementsInForce
from deputized.registry.places.rows import judged_names
from deputized.registry.replay import Archive, Replay, judgements_of, replay, unseen
from deputized.registry.resume import Resume
from deputized.registry.rows import as_text
from deputized.registry.state import Agency, Event, ListedRow, PendingSpell, TrackedAgreement
from deputized.registry.statements import load_rosters, load_statements
from deputized.registry.tally import Spelling, Tally

Rows = Iterable[tuple[Any, ...]]
Progress = Callable[[int, int], None]
COUNTY_FIPS = 2  # its place in a row of place_row
GROWING = frozenset({"publications", "contents", "listings", "findings", "list_signals"})
"""Tables that a later list only adds to; the others are written anew."""


class BuildLedger(Archive, Protocol):
    """What a build reads of a ledger, beyond what the replay does."""

    @property
    def sightings(self) -> Iterable[tuple[str, str, str, str, date | None]]: ...
    @property
    def sha256(self) -> str: ...


class Layout:
    """The public tables of one replay."""

    def __init__(
        self,
        ledger: BuildLedger,
        progress: Progress | None = None,
        issued: Issued | None = None,
        resume: Resume | None = None,
    ) -> None:
        issued = issued or Issued.read()
        self.ledger = ledger
        self.corrector = Corrector(load_corrections())
        self.judgements = judgements_of(ledger)
        before = resume.replay if resume is not None else None
        every = sorted(ledger.publications, key=lambda p: p.order)
        self.ahead = unseen(before, ledger) if before is not None else every
        self.replay: Replay = replay(ledger, progress, self.corrector, before)
        self.tally = (
            resume.tally
            if resume is not None
            else Tally(frozenset(d.document_id for d in load_documents()), issued.witnesses())
        )
        self.known_contents = frozenset(self.tally.contents)
        self.listings = {p.publication_id: ledger.listings(p.publication_id) for p in self.ahead}
        for p in self.ahead:
            self.tally.see(p, self.listings[p.publication_id], ledger.contents, self.replay)
        self.ids = Ids(issued)
        self.ids.name_agencies(self.replay.book.agencies, self.tally.agency_at)
        self.ids.name_agreements(self.replay.agreements, self.tally.agreement_at)
        self.ids.name_pending(self.replay.pending.spells, self.tally.pending_at)
        self.publications = every
        self.positions = {p.publication_id: n for n, p in enumerate(every)}
        self.newest = self.replay.participating.previous
        self.places: dict[str, tuple[Any, ...]] = {}
        self._events: dict[str, Event] | None = None

    def tables(self) -> dict[str, Rows]:
        """Rows of every public table, in its column order."""
        return {
            "meta": self.meta(),
            "publications": self.publication_rows(),
            "sightings": sorted((p, at, name, sha, _day(d)) for p, at, name, sha, d in self.ledger.sightings),
            "contents": self.content_rows(),
            "agencies": self.agency_rows(),
            "agency_places": self.place_rows(),
            "agency_names": self.name_rows(),
            "agreements": self.agreement_rows(),
            "agreement_agencies": self.holder_rows(),
            "agreement_spells": self.spell_rows(),
            "agreement_dates": self.date_rows(),
            "standing": self.standing_rows(),
            "pending_spells": self.pending_rows(),
            "listings": self.listing_rows(),
            "decisions": self.decision_rows(),
            "events": self.event_rows(),
            "documents": self.document_rows(),
            "rosters": self.roster_rows(),
            "statements": self.statement_rows(),
            "candidates": self.candidate_rows(),
            "corrections": self.correction_rows(),
            "findings": self.finding_rows(),
            "list_signals": self.signal_rows(),
            "redirects": self.redirect_rows(),
        }

    def issued_ids(self) -> dict[str, dict[int, str]]:
        """The ids that listings refer to, by number: what a later build compares its own with."""
        agencies = {a.number: self.ids.agencies[a.root().number] for a in self.replay.book.agencies}
        pending = {n: self.ids.pending[id(s)] for n, s in enumerate(self.replay.pending.spells)}
        return {"agency_id": agencies, "agreement_id": dict(self.ids.agreements), "pending_id": pending}

    def first_rows(self) -> Iterator[tuple[str, Address, str]]:
        """The first row of each agency, agreement and pending spell: what bears witness to its id."""
        seen: set[str] = set()
        for p in self.publications:
            name = p.publication_id
            rows: tuple[tuple[str, dict[int, str]], ...] = (
                (
                    "agency",
                    {
                        n: self.ids.agencies[a.number]
                        for n, a in self.replay.agency_rows.get(name, {}).items()
                    },
                ),
                (
                    "agreement",
                    {
                        n: self.ids.agreements[a.number]
                        for n, a in self.replay.agreement_rows.get(name, {}).items()
                    },
                ),
                (
                    "pending",
                    {n: self.ids.pending[id(s)] for n, s in self.replay.pending_rows.get(name, {}).items()},
                ),
            )
            for kind, found in rows:
                for number, id_ in sorted(found.items()):
                    if id_ not in seen:
                        seen.add(id_)
                        yield kind, (name, number), id_

    # what stands by itself --------------------------------------------------------------------------

    def meta(self) -> Rows:
        from deputized import __version__

        yield "ledger_sha256", self.ledger.sha256
        yield "newest_publication", self.newest.publication_id if self.newest else ""
        yield "program_version", __version__
        yield "rules_version", RULES_VERSION
        agreed = Counter(row[14] for row in self.document_rows() if row[14] is not None)
        yield "documents_read", str(len(load_documents()))
        yield "documents_list_date_is", json.dumps(dict(sorted(agreed.items())))

    def publication_rows(self) -> Rows:
        for p in self.ahead:
            position = self.positions[p.publication_id]
            standing = self.replay.standings[p.publication_id]
            yield (
                p.publication_id,
                p.kind.value,
                p.named_kind.value,
                _day(p.published_date),
                p.part_of_day,
                position,
                p.order_evidence,
                p.date_source,
                p.date_evidence,
                p.name_in_source,
                p.first_captured_at,
                p.sha256,
                p.sheet,
                "|".join(p.header),
                p.row_count,
                p.link_count,
                p.hidden_row_count,
                "believed" if standing.is_believed else "suspect",
                standing.reason,
                f"{standing.rule}/{RULES_VERSION}" if standing.rule else "",
            )

    def content_rows(self) -> Rows:
        printed = self.tally.contents - self.known_contents
        for content_id, c in sorted((k, self.ledger.contents[k]) for k in printed):
            row = self.replay.readings[content_id].row
            yield (
                content_id,
                as_text(c.state),
                as_text(c.agency),
                as_text(c.type),
                as_text(c.county),
                as_text(c.support_type),
                as_text(c.signed),
                as_text(c.moa),
                c.moa_url,
                as_text(c.addendum),
                c.addendum_url,
                row.state,
                row.model,
                _day(row.signed),
                row.moa_file,
                "|".join(row.notes),
            )

    @cached_property
    def judged(self) -> JudgementsInForce:
        """The judgements in force beside what the lists print."""
        newest = (*(r.item for r in self.replay.participating.rows), *self.replay.pending.items.values())
        return JudgementsInForce(in_force(), newest, self.tally.names, self.replay.book.under)

    def correction_rows(self) -> Rows:
        yield from self.judged.corrections()
        newest = [r.item.reading.row for r in self.replay.participating.rows]
        for c in self.corrector.corrections:
            expectation = (
                "the newest list still prints it" if c.expect == "printed" else "only older lists print it"
            )
            yield (
                c.correction_id,
                c.action,
                c.subject,
                c.reason,
                c.evidence,
                c.author,
                _day(c.written),
                expectation,
                int(self.corrector.holds(c, newest, self.tally.corrected)),
            )

    def finding_rows(self) -> Rows:
        for p in self.ahead:
            listings = self.listings[p.publication_id]
            items = [
                ListedRow(x.row_number, x.content_id, self.replay.readings[x.content_id]) for x in listings
            ]
            hidden = frozenset(x.row_number for x in listings if x.is_hidden)
            for defect, count, example in find(
                p,
                items,
                hidden,
                self.replay.reworded.get(p.publication_id),
                self.replay.row_doubts.get(p.publication_id, ()),
            ):
                yield p.publication_id, defect, count, example

    def signal_rows(self) -> Rows:
        """What the reader remarked, then what was measured. Kinds of change that touched no row are left out."""
        remarks: Mapping[str, tuple[str, ...]] = getattr(self.ledger, "signals", {})
        for p in self.ahead:
            number = 0
            for text in remarks.get(p.publication_id, ()):
                number += 1
                yield p.publication_id, number, "reader", "", None, None, None, 0, text
            for m in self.replay.measures.get(p.publication_id, ()):
                if m.rows or m.is_broken:
                    number += 1
                    words = m.words if m.is_broken else ""
                    yield (
                        p.publication_id,
                        number,
                        "contract",
                        m.name,
                        m.rows,
                        m.of,
                        m.limit,
                        int(m.is_broken),
                        words,
                    )

    # agencies ---------------------------------------------------------------------------------------

    def agency(self, agency: Agency | None) -> str | None:
        """The id an agency goes by now."""
        return None if agency is None else self.ids.agencies[agency.root().number]

    def agency_rows(self) -> Rows:
        merged: dict[int, list[int]] = defaultdict(list)
        for a in self.replay.book.agencies:
            merged[a.root().number].append(a.number)
        agreements: Counter[int] = Counter()
        active: Counter[int] = Counter()
        for agreement in self.replay.agreements:
            number = agreement.agency.number
            agreements[number] += 0 if agreement.is_duplicate else 1
            active[number] += agreement.is_listed
        named = []
        for a in self.replay.book.agencies:
            if a.merged_into is None:
                span, name = self.tally.span(merged[a.number]), a.name or a.first_name
                named.append((a, name, span, span.name or name.printed))
        newest = {(name.state, fold(printed)) for _, name, _, printed in named}
        judged = judged_names(newest, self.spellings())
        for a, name, span, printed in named:
            agency_id = self.ids.agencies[a.number]
            place = self.tally.place(
                name.state, printed, name.kind, name.level, span.county, span.type, judged.get(agency_id)
            )
            self.places[agency_id] = place
            yield (
                agency_id,
                printed,
                name.state,
                name.kind,
                name.level,
                span.county,
                place[COUNTY_FIPS],
                span.type,
                span.first_listed,
                span.last_listed,
                span.first_pending,
                span.last_pending,
                agreements[a.number],
                active[a.number],
            )

    def spellings(self) -> Iterator[tuple[str, str, str]]:
        """Agency id, its state and each name printed of it."""
        agencies = {a.number: a.root() for a in self.replay.book.agencies}
        for number, printed, _, _ in self.tally.names:
            root = agencies[number]
            yield self.ids.agencies[root.number], (root.name or root.first_name).state, printed

    def place_rows(self) -> Rows:
        if not self.places:
            list(self.agency_rows())
        yield from ((agency_id, *place) for agency_id, place in self.places.items())

    def name_rows(self) -> Rows:
        agency_ids = {a.number: self.ids.agencies[a.root().number] for a in self.replay.book.agencies}
        found: dict[tuple[str, str, str, str], Spelling] = {}
        for (number, name, state, kind), s in self.tally.names.items():
            key = (agency_ids[number], name, state, kind)
            other = found.get(key)
            if other is None:
                found[key] = s
                continue
            first, last = min(other, s, key=lambda x: x.first_date), max(other, s, key=lambda x: x.last_date)
            found[key] = Spelling(
                first.first_publication_id,
                first.first_date,
                last.last_publication_id,
                last.last_date,
                other.count + s.count,
            )
        for key, s in sorted(found.items(), key=lambda kv: kv[0]):
            yield (*key, s.first_publication_id, s.last_publication_id, s.first_date, s.last_date, s.count)

    def redirect_rows(self) -> Rows:
        rows = {
            self.ids.agencies[a.number]: (
                "agency",
                self.agency(a),
                "later lists showed both names to be one agency",
                _day(a.merged_since),
            )
            for a in self.replay.book.agencies
            if a.merged_into is not None
        }
        newest = _day(self.newest.published_date) if self.newest else ""
        for kind, old, new, reason in self.ids.retired:
            rows.setdefault(old, (kind, new, reason, newest))
        held = frozenset(self.events())
        for old, new in led_on(self.ids.issued.events, held, self.ids).items():
            if new and old.partition("#")[0] in self.positions:
                rows[old] = "event", new, "events were once numbered", newest
        for old, rest in sorted(rows.items()):
            yield (old, *rest)

    # agreements -------------------------------------------------------------------------------------

    def agreement(self, agreement: TrackedAgreement | None) -> str | None:
        return None if agreement is None else self.ids.agreements[agreement.number]

    def agreement_rows(self) -> Rows:
        for a in self.replay.agreements:
            absent = None if a.is_listed else a.absent_publication
            yield (
                self.agreement(a),
                self.agency(a.agency),
                a.state,
                a.model,
                _day(a.signed),
                a.dates[-1][0],
                _status(a),
                a.first_publication.publication_id,
                _day(a.first_publication.published_date),
                a.last_publication.publication_id,
                _day(a.last_publication.published_date),
                absent.publication_id if absent else None,
                _day(absent.published_date) if absent else None,
                self.agreement(a.superseded_by),
                _day(a.pending_since.published_date) if a.pending_since else None,
                None if a.moa_is_refused else a.moa_url,
                _day(a.moa_posted.published_date) if a.moa_posted else None,
                a.addendum_url,
            )

    def holder_rows(self) -> Rows:
        for a in self.replay.agreements:
            for n, (agency, state, since) in enumerate(a.holders):
                until = a.holders[n + 1][2] if n + 1 < len(a.holders) else None
                yield (
                    self.agreement(a),
                    self.agency(agency),
                    self.ids.agencies[agency.number],
                    state,
                    since.publication_id,
                    until.publication_id if until else None,
                    _day(since.published_date),
                    _day(until.published_date) if until else None,
                )

    def spell_rows(self) -> Rows:
        lists = self.replay.participating.publications

        def spell(a: TrackedAgreement, state: str, start: int, stop: int | None) -> tuple[Any, ...]:
            first, last = lists[start], None if stop is None else lists[stop]
            return (
                self.agreement(a),
                state,
                start,
                stop,
                first.publication_id,
                last.publication_id if last else None,
                _day(first.published_date),
                _day(last.published_date) if last else None,
            )

        for a in self.replay.agreements:
            for n, (start, stop) in enumerate(a.spells):
                assert start is not None
                yield spell(a, "listed", start, stop)
                if stop is not None:
                    back = a.spells[n + 1][0] if n + 1 < len(a.spells) else None
                    yield spell(a, "absent", stop, back)

    def date_rows(self) -> Rows:
        for a in self.replay.agreements:
            for n, (raw, day, since) in enumerate(a.dates):
                until = a.dates[n + 1][2] if n + 1 < len(a.dates) else None
                yield (
                    self.agreement(a),
                    raw,
                    _day(day),
                    since.publication_id,
                    _day(since.published_date),
                    _day(until.published_date) if until else None,
                )

    def standing_rows(self) -> Rows:
        lists = self.replay.participating.publications
        lives = [
            PrintedSpans(
                self.ids.agreements[a.number],
                a.model,
                tuple(
                    (_iso(lists[start or 0]), FAR if stop is None else _iso(lists[stop]))
                    for start, stop in a.spells
                ),
                tuple(
                    (_iso(since), self.ids.agencies[agency.number], state)
                    for agency, state, since in a.holders
                ),
                tuple((_iso(since), _day(day)) for _, day, since in a.dates),
                a.spells[0][0] == 0,
            )
            for a in self.replay.agreements
        ]
        redirects = {
            old: (new or "", since or "")
            for old, kind, new, _, since in self.redirect_rows()
            if kind == "agency"
        }
        yield from (stand.row() for stand in stands(lives, redirects))

    def pending_rows(self) -> Rows:
        for s in self.replay.pending.spells:
            outcome = "participating" if s.agreement else "cleared" if s.gone else "pending"
            yield (
                self.ids.pending[id(s)],
                self.agency(s.agency),
                s.state,
                s.model,
                s.first.publication_id,
                s.last.publication_id,
                s.gone.publication_id if s.gone else None,
                _day(s.first.published_date),
                _day(s.last.published_date),
                _day(s.gone.published_date) if s.gone else None,
                outcome,
                self.agreement(s.agreement),
            )

    def listing_rows(self) -> Rows:
        agency_ids = {a.number: self.ids.agencies[a.root().number] for a in self.replay.book.agencies}
        agreement_ids, pending_ids = self.ids.agreements, self.ids.pending
        nothing: dict[int, Any] = {}
        for p in self.ahead:
            agencies = self.replay.agency_rows.get(p.publication_id, nothing)
            agreements = self.replay.agreement_rows.get(p.publication_id, nothing)
            spells: dict[int, PendingSpell] = self.replay.pending_rows.get(p.publication_id, nothing)
            for x in self.listings[p.publication_id]:
                n = x.row_number
                agency, agreement, spell = agencies.get(n), agreements.get(n), spells.get(n)
                yield (
                    p.publication_id,
                    n,
                    x.content_id,
                    int(x.is_hidden),
                    agency_ids[agency.number] if agency is not None else None,
                    agreement_ids[agreement.number] if agreement is not None else None,
                    pending_ids[id(spell)] if spell is not None else None,
                )

    # what happened, and why we say so -----------------------------------------------------------------

    def events(self) -> dict[str, Event]:
        """Every event by its id, in the order of the lists and their rows."""
        if self._events is None:
            ordered = sorted(self.replay.events, key=self._event_order)
            self._events = dict(zip(event_ids(ordered, self.ids), ordered, strict=True))
        return self._events

    def event_rows(self) -> Rows:
        for event_id, e in self.events().items():
            yield (
                event_id,
                e.kind,
                _day(e.publication.published_date),
                _day(e.previous.published_date) if e.previous else None,
                e.publication.publication_id,
                e.previous.publication_id if e.previous else None,
                e.row.row_number if e.row else None,
                e.previous_row.row_number if e.previous_row else None,
                e.state,
                e.model,
                self.agency(e.agency),
                self.agreement(e.agreement),
                self.ids.pending[id(e.pending)] if e.pending else None,
                e.before,
                e.after,
                e.detail,
                _day(e.known_from),
                _day(e.known_to),
                e.decision.number if e.decision else None,
            )

    def _event_order(self, e: Event) -> tuple[int, int, int, str]:
        position = self.positions[e.publication.publication_id]
        row = e.row.row_number if e.row else 1_000_000
        return position, row, e.previous_row.row_number if e.previous_row else 0, e.kind

    def decision_rows(self) -> Rows:
        decisions = self.replay.book.decisions
        for d in decisions:
            yield (
                d.number,
                d.question,
                d.verdict,
                d.rule,
                RULES_VERSION,
                d.score,
                d.left,
                d.right,
                self.agency(d.agency),
                self.agency(d.other_agency),
                self.agreement(d.agreement),
                d.publication.publication_id,
                d.evidence,
                d.decided_by,
                _day(d.publication.published_date),
            )
        number = len(decisions)
        for p in self.publications:
            standing = self.replay.standings[p.publication_id]
            if not standing.is_believed or standing.rule:
                number += 1
                judgement = self.judgements.get(p.publication_id)
                yield (
                    number,
                    "publication_standing",
                    "believed" if standing.is_believed else "suspect",
                    standing.rule,
                    RULES_VERSION,
                    None,
                    p.name_in_source,
                    p.publication_id,
                    None,
                    None,
                    None,
                    p.publication_id,
                    standing.reason,
                    "rules" if judgement is None else judgement.judged_by or "a person",
                    _day(p.published_date),
                )

        for j, p, a, b in self.judged.decisions(self.publications):
            number += 1
            yield (
                number,
                "same_agency",
                j.verdict,
                j.judgement_id,
                RULES_VERSION,
                None,
                str(j.a),
                str(j.b),
                self.agency(b),
                self.agency(a) if a.root() is not b.root() else None,
                None,
                p.publication_id,
                f"{j.because} ({j.evidence})",
                j.who,
                _day(j.when),
            )

    def candidate_rows(self) -> Rows:
        number = 0
        for j, a, b, score in self.judged.unsure():
            number += 1
            said = f"{j.who} is not sure ({j.judgement_id}): {j.because}"
            yield number, "same_agency", j.a.state, self.agency(a), self.agency(b), score, said, None
        stream = self.replay.participating
        standing = ((r.item, r.agreement) for r in stream.rows)
        doubted = candidates(standing, stream.publications[-1]) if stream.publications else ()
        for c in (*self.replay.book.candidates, *doubted):
            if c.pending is not None and c.pending.agreement is not None:
                continue
            if c.agency.root() is c.other.root() and c.question != "one_body":
                continue
            number += 1
            yield (
                number,
                c.question,
                c.agency.first_name.state,
                self.agency(c.agency),
                self.agency(c.other),
                c.score,
                c.reason,
                c.publication.publication_id,
            )

    # beside ICE's lists -------------------------------------------------------------------------------

    def document_rows(self) -> Rows:
        by_file = self.tally.linked
        for d in load_documents():
            agreement = by_file.get((d.state, d.document_id))
            agency = agreement.agency if agreement else self.named(d.state, d.agency_text)
            yield (
                d.document_id,
                self.agreement(agreement),
                self.agency(agency),
                d.state,
                d.agency_text,
                d.model,
                d.sha256,
                d.agency_signer_title or None,
                d.agency_signed_raw or None,
                _day(d.agency_signed),
                d.ice_signed_raw or None,
                _day(d.ice_signed),
                d.template_revised or None,
                d.termination_clause or None,
                _whose_day(d, agreement),
                d.note or None,
            )

    def statement_rows(self) -> Rows:
        for number, s in enumerate(load_statements(), 1):
            agency = self.named(s.state, s.agency_text) if s.state else None
            yield (
                number,
                s.source,
                s.as_of,
                s.state or None,
                s.agency_text,
                s.model or None,
                s.signed_date or None,
                s.status or None,
                s.county_fips or None,
                self.agency(agency),
                s.roster_id,
                int(s.row_number),
            )

    def roster_rows(self) -> Rows:
        for r in load_rosters():
            yield (
                r.roster_id, r.source, r.kind, r.as_of, r.captured or None, r.caption or None,
                int(r.stated_count) if r.stated_count else None, r.basis, int(r.row_count),
                r.source_name, r.file, r.sha256,
            )  # fmt: skip

    def named(self, state: str, text: str) -> Agency | None:
        """The one agency whose name reads to the same key; None if there is none, or more than one."""
        if (state, text) not in self.tally.keys:
            self.tally.keys[state, text] = judged_name(state, text).key
        found = self.replay.book.under(self.tally.keys[state, text])
        return found[0] if len(found) == 1 else None


def _whose_day(document: Document, agreement: TrackedAgreement | None) -> str | None:
    if agreement is None or agreement.signed is None:
        return None
    if agreement.signed == document.ice_signed:
        return "ice"
    return "agency" if agreement.signed == document.agency_signed else "neither"


def _status(a: TrackedAgreement) -> str:
    if a.is_listed:
        return "active"
    if a.is_duplicate:
        return "merged"
    return "superseded" if a.superseded_by is not None else "removed"


def _iso(publication: Publication) -> str:
    return publication.published_date.isoformat()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

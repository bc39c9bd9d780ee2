"""A visit to ICE's page: the page, then the lists it links to, each only if it changed.

A list is asked for as long as it has not been taken whole: the page's link may come hours before its file. If a new
list was taken, the page is looked at once more, since it may have been edited while it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from deputized.archive import Ledger
from deputized.live.client import Client, Response, served_name
from deputized.live.page import PageLink, ProgramPage, read_page
from deputized.live.report import FetchReport, ReportLine
from deputized.live.settings import Settings
from deputized.live.taking import Arrival, Look, TakenArrival, count_list, take_in
from deputized.live.totals import ModelTotal, Totals, differences
from deputized.live.trouble import WHAT_TO_DO, FetchStatus, Trouble
from deputized.live.visit_store import Kept, Seen
from deputized.model.publications import ListKind

LISTS = (ListKind.PARTICIPATING, ListKind.PENDING)


@dataclass(frozen=True, slots=True)
class _Found:
    """A list that came whole, not yet taken in."""

    link: PageLink
    answer: Response
    sha256: str
    seen: Seen | None = None


def client_of(settings: Settings) -> Client:
    """A client as the settings have it."""
    return Client(settings.contact, settings.browser_agent, timeout=settings.timeout)


def visit(settings: Settings, kept: Kept, client: Client, *, is_dry_run: bool = False) -> FetchReport:
    """Visit the page and take in what is new. Whatever goes wrong is an item of the report, not an error.

    With `is_dry_run` everything is asked for and nothing is kept.
    """
    items = [] if is_dry_run else _left_over(kept)
    items += _round(settings, kept, client, is_dry_run)
    if not is_dry_run and any(i.status is FetchStatus.NEW and i.publication_id for i in items):
        page = kept.read("page")
        again = _round(settings, kept, client, is_dry_run)
        if kept.read("page").get("links") != page.get("links"):  # it was edited while we read it
            items += [i for i in again if i.status is not FetchStatus.UNCHANGED]
    return FetchReport(tuple(items), client.requests, is_dry_run)


def _round(settings: Settings, kept: Kept, client: Client, is_dry_run: bool) -> list[ReportLine]:
    before = kept.read("page") if kept.read("page").get("address") == settings.page else {}
    try:
        answer = client.page(settings.page, str(before.get("last_modified", "")))
        if answer.is_unchanged:
            page, page_sha256 = _kept_page(before), str(before.get("sha256", ""))
            items = [ReportLine("page", FetchStatus.UNCHANGED, settings.page)]
        else:
            page, page_sha256, items = _read(settings, kept, answer, before, is_dry_run)
    except Trouble as trouble:
        return [ReportLine.of("page", trouble)]
    found: list[_Found] = []
    for kind in LISTS:
        link = page.links.get(kind)
        if link is None:
            if kind is ListKind.PENDING and page.links:
                items.append(
                    ReportLine(
                        "pending",
                        FetchStatus.UNCHANGED,
                        settings.page,
                        detail="the page links no pending list",
                    )
                )
            continue
        item = _ask(kept, client, link, page_sha256, page.totals.get(kind), found, is_dry_run)
        if item is not None:
            items.append(item)
    return items + _take(kept, found, page, is_dry_run)


def _read(
    settings: Settings, kept: Kept, answer: Response, before: Mapping[str, Any], is_dry_run: bool
) -> tuple[ProgramPage, str, list[ReportLine]]:
    """Reads a page that came, and keeps it if it is the one we know."""
    page = read_page(answer.body, answer.final_url)
    if not page.is_program_page or not page.links:
        seen = "the list stands on the page itself, as a table" if page.has_table else "it links no list"
        status = FetchStatus.NO_LINK if page.is_program_page else FetchStatus.NOT_A_LIST
        if not page.is_program_page:
            seen = "this is not ICE's 287(g) page"
        raise Trouble(status, settings.page, seen)
    sha256 = ""
    if not is_dry_run:
        sha256 = kept.keep_page(answer.body)
        if sha256 != before.get("sha256"):
            kept.seen(_seen("page", settings.page, answer, sha256, "", None))
        kept.write("page", {
            "address": settings.page, "last_modified": answer.last_modified, "sha256": sha256, "edited": page.edited,
            "links": {k.value: {"url": x.url, "text": x.text, "heading": x.heading} for k, x in page.links.items()},
            "totals": {k.value: x.to_dict() for k, x in page.totals.items()},
        })  # fmt: skip
    is_same = sha256 == before.get("sha256") and sha256 != ""
    detail = "; ".join(page.doubts)
    return (
        page,
        sha256,
        [
            ReportLine(
                "page", FetchStatus.UNCHANGED if is_same else FetchStatus.NEW, settings.page, detail=detail
            )
        ],
    )


def _kept_page(record: Mapping[str, Any]) -> ProgramPage:
    """The page as it was read last time."""
    links = {ListKind(k): PageLink(ListKind(k), **x) for k, x in record.get("links", {}).items()}
    totals = {}
    for k, said in record.get("totals", {}).items():
        by_model = {m: ModelTotal(**p) for m, p in said["by_model"].items()}
        totals[ListKind(k)] = Totals(**{**said, "kind": ListKind(k), "by_model": by_model})
    return ProgramPage(links, totals, str(record.get("edited", "")), False, True)


def _ask(
    kept: Kept,
    client: Client,
    link: PageLink,
    page_sha256: str,
    said: Totals | None,
    found: list[_Found],
    is_dry_run: bool,
) -> ReportLine | None:
    """Asks for one list; what comes goes into `found`, and everything else is an item."""
    kind = link.kind.value
    before = kept.read(kind)
    is_known = before.get("address") == link.url
    try:
        answer = client.file(link.url, str(before.get("last_modified", "")) if is_known else "")
    except Trouble as trouble:
        return ReportLine.of(kind, trouble)
    if answer.is_unchanged:
        if before.get("refused"):
            return _refused(
                kind, link.url, str(before.get("name", "")), str(before["sha256"]), str(before["refused"])
            )
        return _unchanged(kind, before)
    if is_dry_run:
        found.append(_Found(link, answer, ""))
        return None
    sha256 = kept.keep_file(answer.body)
    if sha256 == before.get("sha256") and is_known and not before.get("refused"):
        return _unchanged(kind, before)
    found.append(_Found(link, answer, sha256, _seen(kind, link.url, answer, sha256, page_sha256, said)))
    return None


def _unchanged(kind: str, before: Mapping[str, Any]) -> ReportLine:
    return ReportLine(
        kind, FetchStatus.UNCHANGED, str(before["address"]), str(before.get("name", "")),
        str(before.get("publication_id", "")), str(before.get("sha256", "")),
    )  # fmt: skip


def _take(kept: Kept, found: list[_Found], page: ProgramPage, is_dry_run: bool) -> list[ReportLine]:
    """Takes in what came; what to ask for next time is kept only then."""
    if not found:
        return []
    arrivals = []
    for one in found:
        said = page.totals.get(one.link.kind)
        arrivals.append(
            Arrival(
                served_name(one.answer),
                one.answer.body,
                one.answer.at,
                one.answer.last_modified,
                said.as_of if said else "",
            )
        )
    if not is_dry_run:
        kept.write("coming", {"arrivals": [_in_hand(a, one) for a, one in zip(arrivals, found, strict=True)]})
    look = Look() if is_dry_run else None
    taken = look.at(arrivals) if look else take_in(arrivals)
    ledger = None if is_dry_run else Ledger.open()
    items = []
    for one, arrival, result in zip(found, arrivals, taken, strict=True):
        kind = one.link.kind.value
        item = _item(one, arrival, result, page, ledger)
        items.append(item)
        if one.seen is not None:
            kept.seen(one.seen)
        if not is_dry_run:
            kept.write(kind, {
                "address": one.link.url, "last_modified": one.answer.last_modified, "sha256": one.sha256,
                "name": arrival.name, "publication_id": item.publication_id, "refused": result.error,
            })  # fmt: skip
    if look is not None:
        return list(FetchReport(tuple(items)).judged(look.doubts()).items)
    kept.write("coming", {})
    return items


def _in_hand(arrival: Arrival, one: _Found) -> dict[str, Any]:
    """An arrival as it is kept while it is taken in: its bytes lie under their hash."""
    return {
        "name": arrival.name, "at": arrival.at, "last_modified": arrival.last_modified, "stated_day": arrival.stated_day,
        "sha256": one.sha256, "seen": asdict(one.seen) if one.seen else None,
    }  # fmt: skip


def _left_over(kept: Kept) -> list[ReportLine]:
    """Takes in what a run that was ended had in hand: the page may link another list by now."""
    arrivals: list[Arrival] = []
    visits: list[Seen] = []
    for one in kept.read("coming").get("arrivals", ()):
        try:
            body = kept.file(str(one["sha256"])).read_bytes()
            arrivals.append(Arrival(one["name"], body, one["at"], one["last_modified"], one["stated_day"]))
            visits.append(Seen(**one["seen"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    known = {(s.sha256, s.at) for s in kept.sightings()} if visits else set()
    for seen in visits:
        if (seen.sha256, seen.at) not in known:
            kept.seen(seen)
    items = [
        ReportLine(
            result.file.publication_id.split("-")[0], FetchStatus.NEW, "", arrival.name, result.file.publication_id,
            detail="it came in a run that was cut off", date_evidence=result.file.date_evidence,
        )
        for arrival, result in zip(arrivals, take_in(arrivals), strict=True)
        if result.file is not None and result.file.status == "added"
    ]  # fmt: skip
    if arrivals:
        kept.write("coming", {})
    return items


def _item(
    one: _Found, arrival: Arrival, result: TakenArrival, page: ProgramPage, ledger: Ledger | None
) -> ReportLine:
    kind = one.link.kind.value
    if result.file is None:
        return _refused(kind, one.link.url, arrival.name, one.sha256, result.error)
    status = FetchStatus.NEW if result.file.status == "added" else FetchStatus.UNCHANGED
    notes = list(result.file.signals)
    if not result.file.publication_id.startswith(kind):
        notes.insert(0, f"the {kind} link gives a list of another name")
    item = ReportLine(
        kind, status, one.link.url, arrival.name, result.file.publication_id, one.sha256, "; ".join(notes),
        date_evidence=result.file.date_evidence,
    )  # fmt: skip
    said = page.totals.get(one.link.kind)
    if said is None or ledger is None:
        return item
    differ = differences(said, count_list(ledger, result.file.publication_id))
    return replace(item, differences=tuple(differ), stated=said.sentence)


def _refused(kind: str, url: str, name: str, sha256: str, error: str) -> ReportLine:
    todo = WHAT_TO_DO[FetchStatus.NOT_A_LIST].format(url=url)
    return ReportLine(
        kind, FetchStatus.NOT_A_LIST, url, name, sha256=sha256, detail=error.rstrip("."), what_to_do=todo
    )


def _seen(
    kind: str, address: str, answer: Response, sha256: str, page_sha256: str, said: Totals | None
) -> Seen:
    head = answer.headers
    name = served_name(answer) if kind != "page" else ""
    return Seen(
        answer.at, kind, address, answer.final_url, name, answer.last_modified, head.get("etag", ""),
        head.get("content-type", ""), len(answer.body), sha256, page_sha256, asdict(said) if said else None,
    )  # fmt: skip

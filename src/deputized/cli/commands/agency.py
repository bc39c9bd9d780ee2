"""deputized agency"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from deputized.cli.opened import check_day, day_option, known_on_option, opened, registry_option, state_option
from deputized.cli.output import format_option, write_one
from deputized.model.kinds import MODEL_TITLES


@click.command("agency")
@click.argument("which")
@state_option
@day_option
@known_on_option
@format_option
@registry_option
def command(
    which: str, state: str | None, as_of: str | None, known_on: str | None, format_: str, path: Path | None
) -> None:
    """One agency's life on one screen: WHICH is an id, a name, an ORI, a county's FIPS, a ZIP code or a town's GEOID.

    A name that more than one bears is not guessed: the candidates are named, most people first, also those on no
    list, and the exit code is 2. With a day, how it stood then comes first. FIPS 12086 and ZIP 12086 tell two numbers apart.

    \b
    deputized agency tx-kinney-county-sheriff
    deputized agency "Kinney County Sheriff, TX" --as-of 2025-12-15 --known-on 2025-03-27
    deputized agency "alguacil del condado de Kinney"
    deputized agency 78832
    """
    from deputized.library.agencies import NotListed
    from deputized.rules.as_records import unlisted_record

    with opened(path) as registry:
        try:
            record = registry.agency(which, state)
        except NotListed as answer:
            on = date.fromisoformat(check_day(as_of, "--as-of") or date.today().isoformat())
            unlisted = unlisted_record(answer, on)
            write_one(unlisted, format_, lambda: click.echo("\n".join(unlisted_screen(unlisted))))
            return
        if as_of or known_on:
            from deputized.library.agency_day import agency_on

            on_day = agency_on(registry, record["agency_id"], None, as_of, known_on).to_dict()
            record = record | {"on_day": on_day}
        write_one(record, format_, lambda: click.echo("\n".join(screen(record))))


def unlisted_screen(r: dict[str, Any]) -> Iterable[str]:
    """The lines for a body on no list."""
    yield r["detail"]
    yield f"ORI {r['ori'] or 'unknown'}   county FIPS {r['county_fips'] or 'unknown'}"
    if r["older_lists"]:
        yield "said by earlier government lists:"
        yield from older_lines(r["older_lists"]["listings"])
    if r["laws"]:
        yield f"what laws of {r['state']} that stand on {r['laws_as_of']} say of it:"
    for law in r["laws"]:
        yield f"  {law['law_id']}: {law['words']} ({law['why']})"
    if not r["laws"]:
        yield f"no law of {r['state']} that we hold and that stands on {r['laws_as_of']} speaks of bodies of its kind"
    yield f"what the law of {r['state']} says: deputized law {r['state']}"


def older_lines(statements: Iterable[dict[str, Any]]) -> Iterable[str]:
    """A line for each thing that older lists say."""
    for s in statements:
        signed = f", signed {s['signed_date']}" if s["signed_date"] else ""
        day = s["as_of"] + (f" to {s['last_as_of']}, {s['lists']} times" if s["lists"] > 1 else "")
        model = f" {s['model']}" if s["model"] else ""
        yield f"  {day}  {s['source']}: {s['agency_text']}{model}{signed} ({s['status']})"


def screen(r: dict[str, Any]) -> Iterable[str]:
    """The lines of the screen."""
    yield f"{r['name']}, {r['state']}"
    if "on_day" in r:
        yield from _on_day(r["on_day"])
    yield f"id {r['agency_id']}   {r['kind'].replace('_', ' ')}, level {r['jurisdiction_level'].replace('_', ' ')}"
    county = f"county as ICE prints it: {r['county_raw']}" if r["county_raw"] else "ICE prints no county"
    yield county + (f"   FIPS {r['county_fips']}" if r["county_fips"] else "   FIPS unknown")
    staff = (
        f"{r['officers']:,} sworn officers ({r['staffing_year']})"
        if r["officers"] is not None
        else "staffing unknown"
    )
    town = f"   town GEOID {r['place_geoid']}" if r["place_geoid"] else ""
    yield f"ORI {r['ori'] or 'unknown'}{town}   {staff}"
    if r["first_listed_date"]:
        yield f"listed from {r['first_listed_date']} to {r['last_listed_date']}; newest list {r['newest_list']}"
    else:
        yield "never on a participating list that we hold"
    for agreement in r["agreements"]:
        yield ""
        yield from _agreement(agreement, r)
    if r["pending"]:
        yield ""
        yield "on ICE's pending lists:"
        for p in r["pending"]:
            end = f"gone on {p['to_date']}" if p["to_date"] else "still there on the newest pending list"
            yield f"  {p['model']}  from {p['from_date']} to {p['last_date']}, {end}; {p['outcome']}"
    orphans = [d for d in r["documents"] if d["agreement_id"] is None]
    for document in orphans:
        yield from _document(document)
    if r["statements"]:
        yield ""
        yield "said by earlier government lists:"
        yield from older_lines(r["statements"])
    yield ""
    yield "names as printed:"
    for n in r["names"]:
        span = f"{n['first_date']} to {n['last_date']}, {n['listing_count']} rows"
        yield f"  {n['name_raw']!r}, {n['state_raw'].strip()}: {n['kind']}, {span}"
    for c in r["candidates"]:
        yield f"in doubt: {c['reason']} (likeness {c['score']})"
    yield ""
    yield f"events ({len(r['events'])}):"
    for e in r["events"]:
        yield f"  {e['date']}  {e['kind']:<18} {e['model'] or '':<4} {e['detail']}"
    yield ""
    yield f"note: {r['signed_note']}."
    yield f"evidence: deputized explain {r['agency_id']}"


def _on_day(d: dict[str, Any]) -> Iterable[str]:
    known = f" as known on {d['known_on']}" if d["known_on"] else ""
    used = d["list_used"]
    yield f"on {d['as_of'] or used['published_date']}{known}: {d['standing']}, by ICE's list of {used['published_date']}"
    for a in d["agreements"]:
        model = MODEL_TITLES.get(a["model"], a["model"])
        until = f", last {a['last_listed_date']}" if a["standing"] == "left" else ""
        yield f"  {model}: {a['standing'].replace('_', ' ')}, first listed {a['first_listed_date']}{until}"
    for p in d["pending"]:
        yield f"  {MODEL_TITLES.get(p['model'], p['model'])}: announced as pending since {p['from_date']}"
    yield ""


def _printed_day(d: dict[str, Any]) -> str:
    """A signing day as printed, with what it is read as where that is another."""
    printed, read = d["signed_raw"] or "blank", d["signed_date"]
    return f"{printed}, read as {read}" if read and read != printed else printed


def _agreement(a: dict[str, Any], r: dict[str, Any]) -> Iterable[str]:
    model = MODEL_TITLES.get(a["model"], a["model"])
    yield f"{a['agreement_id']}"
    yield f"  {model}: {_standing(a)}"
    days = [_printed_day(d) for d in a["printed_days"]]
    yield f"  SIGNED on ICE's list: {days[-1]}" + (
        f" (printed before as {', '.join(days[:-1])})" if days[:-1] else ""
    )
    if a["signed_days_before_listing"] is not None:
        yield f"  in doubt: {a['signed_days_before_listing']} days before it was first listed; the year may be mistyped"
    yield f"  first listed {a['first_listed_date']}" + (
        f", pending since {a['pending_since']}" if a["pending_since"] else ""
    )
    if a["moa_url"]:
        yield f"  MOA posted by {a['moa_posted_date']}: {a['moa_url']}"
    else:
        yield "  MOA: no link on ICE's newest row"
    if a["addendum_url"]:
        yield f"  addendum: {a['addendum_url']}"
    for d in r["documents"]:
        if d["agreement_id"] == a["agreement_id"]:
            yield from _document(d)
    if len(a["holders"]) > 1:
        for h in a["holders"]:
            yield f"  printed under {h['name']} ({h['agency_id']}) from {h['from_date']}" + (
                f" to {h['to_date']}" if h["to_date"] else ""
            )
    for s in a["spells"]:
        if s["state_of_list"] == "absent" and s["to_date"]:
            yield f"  absent from the lists of {s['from_date']} until {s['to_date']}"


def _document(d: dict[str, Any]) -> Iterable[str]:
    agency = d["agency_signed_date"] or d["agency_signed_raw"] or "not stated"
    ice = d["ice_signed_date"] or d["ice_signed_raw"] or "not stated"
    title = f" ({d['agency_signer_title']})" if d["agency_signer_title"] else ""
    yield f"  signed document, read by hand: by the agency {agency}{title}, by ICE {ice}; file {d['document_id']}"
    if d["list_date_is"]:
        whose = {"ice": "ICE's signature", "agency": "the agency's signature", "neither": "neither signature"}
        yield f"  so the day on ICE's list is that of {whose[d['list_date_is']]}"


def _standing(a: dict[str, Any]) -> str:
    if a["was_handed_on"]:
        last = a["holders"][-1]
        return f"no longer this agency's: since {last['from_date']} ICE prints it under {last['name']} ({last['agency_id']})"
    if a["status"] == "active":
        return f"on ICE's newest list ({a['last_listed_date']})"
    bounds = f"last on the list of {a['last_listed_date']}, not on that of {a['absent_date']}"
    if a["status"] == "superseded":
        return f"{bounds}; replaced by {a['superseded_by']}"
    if a["status"] == "merged":
        return f"{bounds}; a second printing of {a['superseded_by']}"
    return f"{bounds}; whether and when it ended is not known"

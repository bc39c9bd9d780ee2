"""The report on an article: one record per number, rendered for a terminal, as Markdown, as a page, or as data."""

from __future__ import annotations

from html import escape
from typing import Any

from deputized.claims.article import Desk, Read

ROUTES = {
    "counts": "counted on ICE's lists",
    "people": "people and officers: not on ICE's lists; see `deputized coverage`",
    "money": "money: see `deputized money`",
    "law": "law: see `deputized law` and `deputized mandate`",
}
FIELDS = (
    "sentence", "start", "end", "route", "verdict", "number_verdict", "number", "operator", "kind",
    "unit", "model", "state",
    "first_day", "last_day", "unread", "taken_from_elsewhere", "quote", "slip", "lists",
)  # fmt: skip


def records(desk: Desk) -> list[dict[str, Any]]:
    """One record per number, in the order of the text; a sentence that was not read has one without a number."""
    found = []
    for read in desk.reads:
        base = {
            "sentence": read.sentence.text, "start": read.sentence.start, "end": read.sentence.end, "route": read.route,
        }  # fmt: skip
        if not read.parts:
            empty = dict.fromkeys(FIELDS[4:])
            found.append({**base, **empty, "verdict": read.verdict.value, "quote": read.note})
        for checked, words in zip(read.parts, read.words, strict=True):
            p = checked.part
            found.append(
                {
                    **base,
                    "verdict": checked.verdict.value,
                    "number_verdict": (checked.number_verdict or checked.verdict).value,
                    "number": p.number,
                    "operator": p.operator.value,
                    "kind": p.kind.value,
                    "unit": p.unit.value,
                    "model": p.model,
                    "state": ", ".join(p.place.states) if p.place else None,
                    "first_day": p.when.first.isoformat() if p.when else None,
                    "last_day": p.when.last.isoformat() if p.when else None,
                    "unread": "; ".join(p.unread) or None,
                    "taken_from_elsewhere": p.guessed or None,
                    "quote": words,
                    "slip": checked.slip or None,
                    "lists": "; ".join(dict.fromkeys(f.list_used.publication_id for f in checked.findings))
                    or None,
                }
            )
    return found


def to_dict(desk: Desk) -> dict[str, Any]:
    """The whole report as plain data."""
    return {
        "published": desk.published.isoformat() if desk.published else None,
        "language": desk.language,
        "claims": records(desk),
        "sentences_with_a_number_that_claim_nothing": desk.skipped,
    }


def summary(desk: Desk) -> str:
    """How many sentences claim something, and what came of them."""
    many: dict[str, int] = {}
    for read in desk.reads:
        many[read.verdict.value] = many.get(read.verdict.value, 0) + 1
    told = "; ".join(f"{n} {v}" for v, n in many.items()) or "none"
    day = (
        f"published {desk.published}"
        if desk.published
        else "no day of publication: give --published 2026-01-13, and days without a year are read"
    )
    return f"{len(desk.reads)} sentences to check ({told}); {day}; {desk.skipped} other sentences with a number claim nothing here."


def _lines(read: Read) -> list[str]:
    if not read.parts:
        return [f"not read: {read.note}"]
    told = []
    for checked, words in zip(read.parts, read.words, strict=True):
        told.append(words)
        if checked.slip:
            told.append(f"The likely slip: {checked.slip}.")
    if read.route != "counts":
        told.append(ROUTES[read.route])
    return told


def to_markdown(desk: Desk) -> str:
    """A report to keep or send."""
    out = ["# Claims checked against ICE's lists", "", summary(desk), ""]
    for n, read in enumerate(desk.reads, 1):
        out += [f"## {n}. {read.verdict.value}", "", f"> {_flat(read.sentence.text)}", ""]
        out += [f"- {_flat(line)}" for line in _lines(read)]
        out.append("")
    return "\n".join(out)


def to_html(desk: Desk) -> str:
    """The same as a page that needs nothing else and runs nothing."""
    items = "".join(
        f"<section><h2>{n}. {escape(read.verdict.value)}</h2><blockquote>{escape(read.sentence.text)}</blockquote><ul>"
        + "".join(f"<li>{escape(line)}</li>" for line in _lines(read))
        + "</ul></section>"
        for n, read in enumerate(desk.reads, 1)
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Claims checked</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main>'
        f"<h1>Claims checked against ICE’s lists</h1><p>{escape(summary(desk))}</p>{items}</main></body></html>\n"
    )


def to_text(desk: Desk) -> str:
    """The same for a terminal."""
    out = [summary(desk), ""]
    for n, read in enumerate(desk.reads, 1):
        out.append(f"{n}. {read.verdict.value.upper()}")
        out.append(f"   “{_flat(read.sentence.text)}”")
        out += [f"   - {_flat(line)}" for line in _lines(read)]
        out.append("")
    return "\n".join(out).rstrip()


def _flat(text: str) -> str:
    return " ".join(text.split())

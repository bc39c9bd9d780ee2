"""deputized document show and list"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.output import format_option, talk, write, write_one

if TYPE_CHECKING:
    from deputized.documents.shelf import HeldDocument

LABELS = {
    "model": "model",
    "template_revised": "template's revision",
    "agency": "agency",
    "state": "state",
    "agency_office": "signed for the agency by",
    "agency_signed": "signed by the agency on",
    "ice_office": "signed for ICE by",
    "ice_signed": "signed by ICE on",
    "approval_office": "approved by",
    "approved": "approved on",
    "expiry": "expiry",
    "termination": "how it ends",
    "appendices": "appendices",
    "blank_appendices": "appendices left blank",
}


@click.command("show")
@click.argument("which")
@click.option(
    "--picture", type=click.Path(path_type=Path, dir_okay=False), help="Write the signed page as PNG here."
)
@format_option
def show_command(which: str, picture: Path | None, format_: str) -> None:
    """One document: its fields, each with page, wording and how sure, and where it departs from its template."""
    from deputized.cli.commands.document.held import one

    held = one(which)
    if picture:
        from deputized.cli.commands.document.reviewing import page_picture

        page = next(
            (f.page for n in ("ice_signed", "agency_signed") if (f := held.reading.get(n)) and f.page), 1
        )
        picture.write_bytes(page_picture(held, page))
        talk(f"page {page}: {picture}")
    write_one(held.to_dict(), format_, lambda: click.echo("\n".join(card(held))))


def card(held: HeldDocument) -> Iterable[str]:
    """The lines of a document's card."""
    reading = held.reading
    yield held.document_id
    yield f"SHA-256 {reading.sha256}   {reading.page_count} pages   template {held.template_id or 'unknown'}"
    for field in reading.fields:
        label = LABELS.get(field.name, field.name.replace("_", " "))
        where = f"page {field.page}" if field.page else ""
        if field.standing == "sure":
            yield f"  {label}: {field.value}   ({', '.join(x for x in (where, field.how) if x)})"
        elif field.standing == "candidate":
            seen = f"may be {field.value}" if field.value else "not known"
            yield f"  {label}: {seen}: {field.why}   ({', '.join(x for x in (where, field.how) if x)})"
        else:
            yield f"  {label}: {field.value + ' ' if field.value else ''}{field.standing}   ({where or field.how})"
    for note in reading.notes:
        yield f"  note: {note}"
    if held.template_id:
        yield f"  departs from its template in {len(held.deviations)} places"
    for d in held.deviations:
        yield f"    {d.kind}, page {d.page}, {d.section}{'' if d.is_clear else ' (read from a picture: look)'}"
        if d.template:
            yield f"      template: {d.template}"
        if d.document:
            yield f"      document: {d.document}"


@click.command("list")
@click.option("--state", metavar="TX", help="One state.")
@click.option("--unsure", is_flag=True, help="Only those of which something waits for a person.")
@format_option
def list_command(state: str | None, unsure: bool, format_: str) -> None:
    """Every document held: what is sure of it, and how much is not."""
    from deputized.cli.commands.document.held import everything

    rows = [row(h) for h in everything()]
    rows = [r for r in rows if (not state or r["state"] == state.upper()) and (not unsure or r["unsure"])]
    write(rows, format_, fields=tuple(row_fields()))


def row_fields() -> Iterable[str]:
    """The columns of the list."""
    return (
        "document_id",
        "state",
        "model",
        "agency_signed",
        "ice_signed",
        "template",
        "deviations",
        "unsure",
        "sha256",
    )


def row(held: HeldDocument) -> dict[str, Any]:
    """One line of the list."""
    reading = held.reading
    told = {}
    for name in ("state", "model", "agency_signed", "ice_signed"):
        field = reading.get(name)
        told[name] = field.value if field and field.standing == "sure" else field.standing if field else ""
    return {
        "document_id": held.document_id,
        **told,
        "template": held.template_id,
        "deviations": len(held.deviations),
        "unsure": sum(f.standing == "candidate" for f in reading.fields),
        "sha256": reading.sha256[:12],
    }

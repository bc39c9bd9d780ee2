"""deputized document clauses: which agreements deviate from their template, and how."""

from __future__ import annotations

import click

from deputized.cli.output import format_option, talk, write


@click.command("clauses")
@click.argument("words", nargs=-1)
@click.option(
    "--kind",
    type=click.Choice(["struck", "added", "changed", "missing", "not compared"]),
    help="One kind of deviation.",
)
@click.option("--deviating", is_flag=True, help="One line a document: how many deviations it has.")
@click.option("--clear", is_flag=True, help="Only in text that stands in the file, none read from pictures.")
@format_option
def clauses_command(
    words: tuple[str, ...], kind: str | None, deviating: bool, clear: bool, format_: str
) -> None:
    """Where agreements depart from the template of their day: struck, added, changed, missing.

    With WORDS: only deviations whose section or wording has them all.
    """
    from deputized.cli.commands.document.held import everything

    rows = []
    for held in everything():
        for d in held.deviations:
            text = f"{d.section} {d.template} {d.document}".casefold()
            if (
                (kind and d.kind != kind)
                or (clear and not d.is_clear)
                or not all(w.casefold() in text for w in words)
            ):
                continue
            rows.append(
                {
                    "document_id": held.document_id,
                    "template_id": held.template_id,
                    "kind": d.kind,
                    "page": d.page,
                    "section": d.section,
                    "template": d.template,
                    "document": d.document,
                    "is_clear": d.is_clear,
                }
            )
    if deviating:
        counts: dict[tuple[str, str], int] = {}
        for r in rows:
            key = (str(r["document_id"]), str(r["template_id"]))
            counts[key] = counts.get(key, 0) + 1
        rows = [
            {"document_id": k[0], "template_id": k[1], "deviations": n} for k, n in sorted(counts.items())
        ]
    write(rows, format_)
    talk(f"{len(rows)} {'documents' if deviating else 'deviations'}")

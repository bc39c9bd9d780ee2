"""deputized document review: what waits for a person, each with its picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.output import format_option, talk, write

if TYPE_CHECKING:
    from deputized.documents.shelf import HeldDocument


@click.command("review")
@click.argument("which", required=False)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="Write the pictures here."
)
@format_option
def review_command(which: str | None, out: Path | None, format_: str) -> None:
    """What is not sure and waits for a person: what it may be, why it is not sure, and the picture of the place.

    Pictures are cut from files you keep; of documents whose facts ship without the file, add the file first.
    """
    from deputized.cli.commands.document.held import everything, one

    rows: list[dict[str, Any]] = []
    for held in [one(which)] if which else everything():
        for field in held.reading.fields:
            if field.standing != "candidate":
                continue
            rows.append(
                {
                    "document_id": held.document_id,
                    "field": field.name,
                    "may_be": field.value,
                    "page": field.page,
                    "why": field.why,
                    "raw": field.raw,
                    "picture": _picture(held, field.name, field.page, field.box, out),
                }
            )
    write(rows, format_, fields=("document_id", "field", "may_be", "page", "why", "raw", "picture"))
    talk(f"{len(rows)} wait to be looked at")


def _picture(
    held: HeldDocument,
    name: str,
    page: int | None,
    box: tuple[float, float, float, float] | None,
    out: Path | None,
) -> str:
    from deputized.documents.shelf import Shelf

    if out is None or page is None:
        return ""
    if not Shelf().file(held.reading.sha256).is_file():
        return "the file is not held"
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{held.document_id.removesuffix('.pdf')}.{name}.png"
    path.write_bytes(page_picture(held, page, box))
    return str(path)


def page_picture(
    held: HeldDocument, page: int, box: tuple[float, float, float, float] | None = None
) -> bytes:
    """A page of a held document as PNG, or the place in it with some room around. UsageError if it is not held."""
    from deputized.documents.apart import DocumentReader, Unreadable
    from deputized.documents.shelf import Shelf

    path = Shelf().file(held.reading.sha256)
    if not path.is_file():
        raise click.UsageError(f"the file of {held.document_id} is not held: deputized document add FILE")
    with DocumentReader() as reader:
        try:
            return reader.draw(path, page, box)
        except Unreadable as error:
            raise click.ClickException(str(error)) from error

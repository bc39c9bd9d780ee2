"""deputized document add, fetch and rebuild"""

from __future__ import annotations

from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import format_option, talk, write

optical_option = click.option(
    "--no-ocr", is_flag=True, help="Read only text that stands in the files: no scans."
)


@click.command("add")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@optical_option
@click.option("--seconds", default=60.0, show_default=True, help="Time for one document.")
@format_option
@click.pass_context
def add_command(
    ctx: click.Context, files: tuple[Path, ...], no_ocr: bool, seconds: float, format_: str
) -> None:
    """Read signed agreements and keep them by their hash; FILES are PDFs or folders of them.

    Each is read on its own, bounded in time and memory. What is read is kept, so a run that was stopped goes on where it
    was. Exit code 1 if any could not be read.
    """
    from deputized.cli.commands.document.show import row
    from deputized.documents.apart import DocumentReader
    from deputized.documents.optical import is_there
    from deputized.documents.shelf import Shelf, add_all

    if not no_ocr and not is_there():
        talk('scans and handwriting are not read: pip install "deputized[ocr]"')
    with DocumentReader(seconds=seconds, is_optical=not no_ocr) as reader:
        done, failed = add_all(Shelf(), files, reader, lambda n, of, name: talk(f"{n} of {of}: {name}"))
    if done:
        write([row(h) for h in done], format_)
    for error in failed:
        talk(str(error))
    ctx.exit(1 if failed else 0)


@click.command("fetch")
@click.argument("which", required=False)
@click.option("--state", metavar="TX", help="All linked agreements of one state.")
@click.option("--limit", default=25, show_default=True, help="At most so many files.")
@optical_option
@registry_option
@format_option
@click.pass_context
def fetch_command(
    ctx: click.Context,
    which: str | None,
    state: str | None,
    limit: int,
    no_ocr: bool,
    path: Path | None,
    format_: str,
) -> None:
    """Fetch agreements that ICE's newest list links to, and read them: of one agency (WHICH), or of a state.

    One file at a time, with a pause, each only if it changed; the Wayback Machine is asked for one that ICE no longer
    gives. A document that names another agency than its link does is told of.
    """
    from deputized.documents.apart import DocumentReader
    from deputized.documents.shelf import Shelf
    from deputized.live.papers import fetch_papers, linked
    from deputized.live.settings import read_settings
    from deputized.live.visit import client_of

    if not which and not state:
        raise click.UsageError("say of which agency, or --state TX")
    with opened(path) as registry:
        links = linked(registry, which, state)[:limit]
    if not links:
        raise click.UsageError("ICE's list links no document there")
    with DocumentReader(is_optical=not no_ocr) as reader:
        settings = read_settings()
        rows = fetch_papers(links, client_of(settings), Shelf(), reader, talk, settings.replay)
    write(rows, format_)
    ctx.exit(1 if any(r["outcome"] not in ("read", "unchanged") for r in rows) else 0)


@click.command("rebuild")
@click.argument("corpus", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), help="Write here; else into the package."
)
def rebuild_command(corpus: Path, out: Path | None) -> None:
    """Make the facts that ship anew from the corpus of signed agreements (maintainers).

    Pages that were read optically are kept, so a run that was stopped goes on where it was.
    """
    from deputized.documents.apart import DocumentReader
    from deputized.documents.shelf import Shelf
    from deputized.documents.shipped import derive

    folder = out or Path(__file__).parents[3] / "data" / "documents"
    with DocumentReader(seconds=600.0, kept=Shelf().folder / "pages") as reader:
        tables, failed = derive(corpus, reader, lambda n, of, name: talk(f"{n} of {of}: {name}"))
    if failed:
        raise click.ClickException("; ".join(map(str, failed)))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
        talk(f"{folder / name}: {text.count(chr(10)) - 1} rows")

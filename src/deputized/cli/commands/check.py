"""deputized check"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.opened import check_day, opened, registry_option
from deputized.cli.output import talk, write_csv

if TYPE_CHECKING:
    from deputized.claims.article import Desk, NumberCorrection
    from deputized.library import Registry

FORMATS = ("terminal", "md", "html", "csv", "json")


@click.command("check")
@click.argument("what", metavar="FILE|-|TEXT")
@click.option("--published", metavar="DAY", help="When it was published; else the day of its dateline.")
@click.option("--lang", type=click.Choice(["en", "es"]), help="Its language; else found by itself.")
@click.option(
    "--as", "as_", metavar='"UNIT; STATE; DAY"', help="What the numbers are of, where the reading is wrong."
)
@click.option("--confirm", is_flag=True, help="Ask about each reading that took something from elsewhere.")
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(FORMATS),
    default="terminal",
    show_default=True,
    help="How to write it.",
)
@registry_option
def command(
    what: str,
    published: str | None,
    lang: str | None,
    as_: str | None,
    confirm: bool,
    format_: str,
    path: Path | None,
) -> None:
    """Check a whole article: every number it claims of the program, against ICE's own lists.

    Takes a file, standard input (-) or the text itself; HTML or plain.

    \b
    deputized check article.txt --published 2026-01-13
    pbpaste | deputized check - --format md
    deputized check "Texas has 287 agreements." --as "agencies; TX; 2026-02-09"
    """
    from deputized.claims import Books, ClaimError
    from deputized.claims.article import NumberCorrection, read_article

    try:
        text = _text(what)
    except ClaimError as error:
        raise click.UsageError(str(error)) from error
    day = check_day(published, "--published")
    try:
        correction = NumberCorrection.of(as_) if as_ else None
        with opened(path) as registry:
            books = Books(registry)
            when = date.fromisoformat(day) if day else None
            desk = read_article(
                registry, text, published=when, language=lang, books=books, correction=correction
            )
            if desk.published is None and confirm:
                asked = click.prompt(
                    "No day of publication was found. Published on", default="", show_default=False, err=True
                )
                if asked:
                    when = date.fromisoformat(check_day(asked, "the day") or asked)
                    desk = read_article(
                        registry, text, published=when, language=lang, books=books, correction=correction
                    )
            if confirm:
                desk = _confirmed(desk, registry, books)
    except ClaimError as error:
        raise click.UsageError(str(error)) from error
    _write(desk, format_)


def _text(what: str) -> str:
    """The words of a file, of standard input, or what was given."""
    from deputized.claims.given import text_of

    if what == "-":
        return text_of(sys.stdin.buffer.read(), "standard input")
    is_name = len(what) < 4096 and "\n" not in what and "\0" not in what
    try:
        is_file, is_folder = is_name and Path(what).is_file(), is_name and Path(what).is_dir()
    except OSError:
        is_file = is_folder = False
    if is_folder:
        raise click.UsageError(
            f"{what}: a folder; give one file of it, - for standard input, or the text in quotes"
        )
    if is_file:
        try:
            return text_of(Path(what).read_bytes(), what)
        except OSError as error:
            raise click.UsageError(f"{what}: {error.strerror}") from error
    if is_name and " " not in what.strip():
        raise click.UsageError(
            f"{what}: no such file; give a file, - for standard input, or the text in quotes"
        )
    return what


def _confirmed(desk: Desk, registry: Registry, books: Any) -> Desk:
    """The report after a person was asked about each reading with something taken from elsewhere."""
    from dataclasses import replace

    from deputized.claims.answer import check_part
    from deputized.claims.article import NumberCorrection

    reads = []
    for read in desk.reads:
        parts = []
        for checked in read.parts:
            if not checked.part.guessed and not checked.part.unread:
                parts.append(checked)
                continue
            what = checked.part.guessed or "not all of it was read"
            talk(f"\n“{read.sentence.text}”\n  {checked.part.written} {checked.part.unit.value}: {what}")
            question = '  right? Enter, or what it is of, as "agencies; TX; 2026-02-09"'
            answer = click.prompt(question, default="", show_default=False, err=True)
            fixed: NumberCorrection = NumberCorrection.of(answer)
            parts.append(check_part(fixed.put(checked.part), books, registry) if answer else checked)
        reads.append(replace(read, parts=tuple(parts)))
    return replace(desk, reads=tuple(reads))


def _write(desk: Desk, format_: str) -> None:
    import json

    from deputized.claims import desk as report

    if format_ == "json":
        click.echo(json.dumps(report.to_dict(desk), ensure_ascii=False, indent=1))
    elif format_ == "csv":
        write_csv(sys.stdout, report.records(desk), report.FIELDS)
    elif format_ == "md":
        click.echo(report.to_markdown(desk))
    elif format_ == "html":
        click.echo(report.to_html(desk), nl=False)
    else:
        click.echo(report.to_text(desk))

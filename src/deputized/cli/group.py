"""The command `deputized` itself: which subcommands there are, and what becomes of an error."""

from __future__ import annotations

import importlib
import io
import os
import sys
from typing import Any

import click

from deputized import __version__

COMMANDS = {
    "summary": "Who is in, since when, what changed lately: one screen.",
    "status": "Who is in on a day: rows, agreements, agencies, by model and state.",
    "agencies": "Agencies by state, kind, model and standing.",
    "agency": "One agency's life on one screen.",
    "find": "Type a town, county, ZIP code, agency, law or model and read the answer.",
    "search": "Find an agency by name, typing errors allowed.",
    "changes": "What changed between neighboring lists.",
    "growth": "Agreements over time by model, as a chart or a table.",
    "lists": "Every list ICE published that we hold.",
    "diff": "How two lists differ, row by row.",
    "county": "One county: who governs it, agreements, people, neighbors, gaps.",
    "state": "One state: agreements, coverage, what is not placed.",
    "coverage": "People who live where an agency holds a model, nobody counted twice.",
    "map": "The country's counties shaded by who holds a model, as SVG.",
    "panel": "Models in force by county and month.",
    "document": "Signed agreements: what they say, both signing days, what was struck or added.",
    "models": "What each model empowers and binds to, side by side.",
    "law": "What each state's law says of agreements, on any day.",
    "mandate": "Whom a state's law binds and who has complied, those left first.",
    "timeline": "The program since 1996, and how many agreements there were.",
    "claim": "Is this published number right? By every way of counting.",
    "check": "A whole article: every number it claims of the program, checked.",
    "claims": "Numbers in the news, checked.",
    "money": "What an agreement pays and costs, and what happens when the money stops.",
    "outcomes": "What came of it: arrests, detainers and removals that are held, with bounds.",
    "study": "What began with agreements or mandates: an event study of an outcome you bring.",
    "evidence": "What research found, by topic, in both directions, graded by a stated scale.",
    "match": "Why an agency is tied to this county, town and FBI identifier.",
    "cite": "The sentence that cites the list an answer rests on, with its hash.",
    "explain": "The chain of evidence behind an id, down to file, sheet and row.",
    "candidates": "What waits to be judged: agencies that may be one, side by side.",
    "judge": "Judge whether two agencies are one; a newer row undoes it.",
    "doctor": "What is wrong with ICE's lists, and what is in doubt.",
    "lag": "How late ICE publishes: days from one fact to the next.",
    "build": "Build the registry from the lists.",
    "update": "Bring everything up to today's list: fetch, take in, build, tell what changed.",
    "fetch": "Take today's list from ICE's page, or lists from elsewhere.",
    "watch": "Update again and again, at an interval.",
    "notices": "Who is told of what: try it, see what waits to be sent.",
    "publish-kit": "What a publisher needs to keep a site up to date by itself.",
    "ingest": "Take in lists you have downloaded.",
    "quarantine": "What was taken in and is not believed, and why; your judgement on it.",
    "forget": "Take a list out, the reason kept on record; take it back.",
    "archive": "The ledger of all lists: rebuild it, give a workbook back.",
    "reference": "The reference tables: rebuild them from their sources.",
    "card": "Who may act for ICE in a county, in a few lines: as text, picture or frame.",
    "letter": "A letter that asks an agency for its agreement, under the state's public-records law.",
    "brief": "A county on a page or two to print, in English or Spanish.",
    "site": "Build the site: every county, agency and state, in English and Spanish.",
    "serve": "Build the site if needed and look at it on this machine.",
    "api": "Answer questions over HTTP, for programs: JSON, CSV, NDJSON, Arrow.",
    "mcp": "Tools for an assistant: dated answers with source, and what is not known.",
    "compare": "Another tracker's table against the registry: agrees, differs, only there, only here.",
    "release": "A release of the data that can be cited, with checksums and what changed.",
    "export": "The registry as CSV files with their description.",
    "ids": "Issue ids for what is new (maintainers).",
}
"""Every subcommand and its one line of help; the module of that name in `cli.commands` holds the rest."""

STEPWISE = ("fetch", "update", "watch", "document")
"""Commands that change one thing after another, each whole: one that is stopped may have changed some."""


class LazyGroup(click.Group):
    """Loads a subcommand's module only when it runs, so that --help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"deputized.cli.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """A reader that has enough, as `head` has, is no failure."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(
                os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
            )  # what is still to be flushed goes nowhere
            return 0
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise click.UsageError(f"no command called {args[0]}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="deputized")
def cli() -> None:
    """The 287(g) program as an open registry: who is deputized, where, since when, on what evidence.

    Answers are built from every list ICE published that we hold. Data goes to standard output, talk to
    standard error. Days are written YYYY-MM-DD.

    \b
    deputized status --as-of 2025-12-12 --state TX
    deputized agency "Kinney County Sheriff, TX"
    deputized changes --since 2026-04-01 --state FL
    """


def _let_every_letter_out() -> None:
    """No letter of a name or a chart ends a command: a file is written in UTF-8, and where another encoding is asked
    for, what it lacks is written as its escape."""
    out = sys.stdout
    if not isinstance(out, io.TextIOWrapper) or (out.encoding or "").lower().replace("-", "") == "utf8":
        return
    if out.isatty() or os.environ.get("PYTHONIOENCODING"):
        out.reconfigure(errors="backslashreplace")
    else:
        out.reconfigure(encoding="utf-8")


def main() -> None:
    """Run the command; known errors become one line on standard error."""
    _let_every_letter_out()
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.UsageError as error:
        error.show()
        code = 2
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        stepwise = len(sys.argv) > 1 and sys.argv[1] in STEPWISE
        left = (
            "what was done stays whole, and the next run does the rest" if stepwise else "nothing was changed"
        )
        click.echo(f"stopped; {left}", err=True)
        code = 130
    except Exception as error:
        from deputized.cli.faults import plain_words

        line = plain_words(error)
        if line is None:
            raise
        click.echo(f"Error: {line}", err=True)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)

"""deputized evidence"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from textwrap import fill
from typing import TYPE_CHECKING

import click

from deputized.cli.output import format_option, write

if TYPE_CHECKING:
    from deputized.outcomes.research import Study

SAYS = {
    "en": {
        "scale": "strength: 4 strong, 3 moderate, 2 limited, 1 weak, 0 not graded (nobody of ours read it). Points for the "
        "design: 4 many places compared as they begin at different times, 3 few places with a comparison, 2 a change "
        "without comparison, a survey or an inquiry, 1 a tally; one less without review by a journal, one less if it is "
        "not about 287(g). What a study found counts for nothing.",
        "found": "found", "number": "number", "design": "design", "where": "where", "limits": "cannot tell",
        "read": "read", "source": "source", "none": "nobody of ours read it: named, not told as a finding",
        "counts": "studies by what they find", "strength": "strength",
        "down": "down", "up": "up", "mixed": "mixed", "described": "described, no change measured",
        "no_number": "no estimate held", "no_effect": "no effect",
    },
    "es": {
        "scale": "solidez: 4 fuerte, 3 moderada, 2 limitada, 1 débil, 0 sin graduar (nadie nuestro lo leyó). Puntos por el "
        "diseño: 4 muchos lugares comparados según empiezan en momentos distintos, 3 pocos lugares con comparación, 2 un "
        "cambio sin comparación, una encuesta o una investigación, 1 un recuento; uno menos sin revisión de una revista, "
        "uno menos si no trata de 287(g). Lo que un estudio halló no cuenta.",
        "found": "halló", "number": "número", "design": "diseño", "where": "dónde", "limits": "no puede decir",
        "read": "leído", "source": "fuente", "none": "nadie nuestro lo leyó: se nombra, no se cuenta como hallazgo",
        "counts": "estudios según lo que hallan", "strength": "solidez",
        "down": "baja", "up": "sube", "mixed": "mixto", "described": "descrito, sin medir un cambio",
        "no_number": "sin estimación", "no_effect": "sin efecto",
    },
}  # fmt: skip


@click.command("evidence")
@click.argument("topic", required=False)
@click.option(
    "--language", type=click.Choice(["en", "es"]), default="en", show_default=True, help="Words in English or Spanish."
)  # fmt: skip
@format_option
def command(topic: str | None, language: str, format_: str) -> None:
    """What research found of TOPIC: crime, reporting, arrests, schools, health, work, population, budgets, adoption.

    Each study with design, place, years, estimate and interval, what it cannot tell, and its strength by a scale that
    counts how it was made, not what it found. Without a topic: all of them.

    \b
    deputized evidence crime
    deputized evidence trust --language es
    """
    from deputized.outcomes.errors import OutcomesError
    from deputized.outcomes.research import evidence

    try:
        found = evidence(topic)
    except OutcomesError as error:
        raise click.UsageError(str(error)) from error
    if format_ == "table":
        click.echo("\n".join(screen(found, language)))
    else:
        write([s.to_dict() for s in found], format_)


def screen(found: tuple[Study, ...], language: str) -> Iterator[str]:
    """The lines of the screen."""
    from deputized.outcomes.research import topics

    says = SAYS[language]
    for key, name in topics().items():
        here = [s for s in found if s.topic == key]
        if not here:
            continue
        yield f"{name.said(language)}: {_counts(here, language)}"
        for s in here:
            yield ""
            yield from _study(s, language)
        yield ""
    yield fill(says["scale"], 110)


def _counts(here: list[Study], language: str) -> str:
    """How many studies find what, of what each of them measures."""
    says = SAYS[language]
    counts = Counter(s.finds for s in here if s.read != "none")
    told = ", ".join(
        f"{counts[k]} {says['no_effect' if k == 'none' else k]}"
        for k in ("down", "up", "none", "mixed", "described")
        if counts[k]
    )
    return f"{says['counts']}: {told}"


def _study(s: Study, language: str) -> Iterator[str]:
    says = SAYS[language]
    yield f"{s.authors}{f' ({s.year})' if s.year else ''}, {s.title}. {s.outlet}  [{s.study_id}]"
    finds = says["no_effect"] if s.finds == "none" else says[s.finds]
    found = (
        says["none"]
        if s.read == "none"
        else f"{s.outcome.said(language)}: {finds}. {s.finding.said(language)}"
    )
    reviewed = {"en": ("reviewed", "not reviewed"), "es": ("revisado", "sin revisar")}[language][
        not s.is_reviewed
    ]
    about = s.about.replace("287g", "287(g)").replace("_", " ")
    for label, text in (
        (says["found"], found), (says["number"], s.number or says["no_number"]),
        (says["design"], f"{s.design.replace('_', ' ')}, {reviewed}; {about}"),
        (says["where"], f"{s.place.said(language)}; {s.years}"),
        (says["strength"], f"{s.grade} {s.strength}"),
        (says["limits"], s.cannot_tell.said(language)), (says["read"], s.read),
        (says["source"], f"{s.url}{f'; doi {s.doi}' if s.doi else ''}"),
    ):  # fmt: skip
        yield fill(
            f"{label:<15}{text}", 110, initial_indent="  ", subsequent_indent=" " * 17, break_long_words=False,
            break_on_hyphens=False,
        )  # fmt: skip

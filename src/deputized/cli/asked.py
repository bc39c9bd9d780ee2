"""A state as an argument: by its name or code, or by a body in it, of which the law is then told first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from deputized.cli.opened import opened
from deputized.cli.output import talk


def state_of(text: str, day: date, path: Path | None = None) -> str:
    """The postal code of the state that is meant; of a body, a line says whether the state's law binds it.

    Ends the command with a usage error, and the candidates, if neither one state nor one body is meant.
    """
    from deputized.library.find_body import body_of
    from deputized.places.lookup import state_code
    from deputized.rules.law_in_brief import laws_on

    try:
        return state_code(text) or ""
    except ValueError as error:
        if "," not in text and " " not in text and not any(c.isdigit() for c in text) and "-" not in text:
            raise click.UsageError(str(error)) from error
    with opened(path) as registry:
        body = body_of(registry, text)
    told = laws_on(
        body.state, body.kind, body.county_fips[0] if body.county_fips else None, day, name=body.name,
        agency_id=body.agency_id,
    )  # fmt: skip
    said = "; ".join(f"{w.words} ({w.why})" for w in told) or "no law we hold speaks of bodies of its kind"
    talk(f"{body.name}, {body.state}: {said}")
    return body.state

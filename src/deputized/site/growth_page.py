"""Growth of agreements: the country by model, and every state by itself, each with its data and address."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from deputized.site.content import SiteContent
from deputized.site.drawing import MODELS, growth_svg, small_growth_svg
from deputized.site.page import Page, dater, teller
from deputized.site.state_page import quarterly


def growth_page(content: SiteContent, language: str) -> Page:
    """`growth/`: states with most agreements first."""
    say, day = teller(language), dater(language)
    states = []
    for postal, series in content.growth_of.items():
        last = sum(int(str(series[-1][m])) for m in MODELS) if series else 0
        most = max((sum(int(str(r[m])) for m in MODELS) for r in series), default=0)
        name = content.names_of_states[postal]
        if most:
            label = say("growth_small", state=name, n=last, most=most)
            states.append(
                (
                    postal,
                    name,
                    last,
                    most,
                    Markup(
                        small_growth_svg(series, label, date.fromisoformat(content.first), content.newest)
                    ),
                )
            )
    return Page(
        "growth/", "growth.html", say("growth_title"),
        {
            "growth": Markup(growth_svg(content.growth, say("growth_title"))), "series": quarterly(content.growth),
            "states": sorted(states, key=lambda s: (-s[2], s[1])), "until": say("lag_until", day=day(content.newest)),
        },
        styles=("explore.css",), feed="-",
    )  # fmt: skip

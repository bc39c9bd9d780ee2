"""A packet for a county board that is to vote: what the models bind to, the law, the costs, the neighbors, what to ask.

It puts records side by side that others made, in English or Spanish, and says at the end what nobody has published.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from deputized.documents.shipped import shipped
from deputized.library import Registry
from deputized.model.days import in_words
from deputized.money.asked import Asked, plan_of
from deputized.money.first import ESTIMATE
from deputized.money.plan import MODELS, PlanError
from deputized.money.prefill import known_of
from deputized.money.scenario import DRAWS, SEED, Scenario, Spread, scenario
from deputized.report.words import rounded
from deputized.rules.binding import binding
from deputized.rules.duty import answer
from deputized.site.card_words import lines, means_of, model_name, told
from deputized.site.page import Say, teller
from deputized.site.papers_lines import ENDINGS
from deputized.site.sentences import plain
from deputized.site.typeset import with_stand_ins

QUESTIONS = 10
"""Questions to ask before signing; their words are packet_ask_1 and so on."""


@dataclass(frozen=True, slots=True)
class PacketSection:
    """One heading, what is told under it, and a table where that says it better."""

    title: str
    points: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Packet:
    """The whole packet in one language."""

    language: str
    title: str
    lead: str
    sections: tuple[PacketSection, ...]
    foot: str


def packet(registry: Registry, asked: Asked, today: date, language: str = "en") -> Packet:
    """The packet for the county of an agency. Raises PlanError where no county or no cost can be told."""
    say = teller(language)
    known = known_of(registry, asked.agency)
    if known.county_fips is None:
        raise PlanError(
            f"{known.name}, {known.state}: a packet is for one county, and none is known of this body"
        )
    found = scenario(plan_of(known, asked, today), DRAWS, SEED)
    card = answer(registry, known.county_fips, today=today)
    record = registry.county(known.county_fips)
    stands = told(card, language, today)
    near = tuple(
        (n.name, ", ".join(model_name(say, m) for m in n.models) or say("none_listed"))
        for n in record.neighbours
    )
    gaps = [say(f"gap_{g.code}", names=", ".join(g.names)) for g in record.gaps]
    listed = date.fromisoformat(record.list_used.published_date)
    return Packet(
        language,
        say("packet_title", name=f"{known.name}, {known.state}"),
        say("packet_lead", county=known.county or "", day=in_words(today, language)),
        (
            PacketSection(say("packet_stands"), tuple(f"{label}: {plain(text)}" for label, text in lines(stands))),
            PacketSection(
                say("packet_models"), (say("packet_costs_are_yours"),),
                (say("model"), say("packet_may"), say("packet_ends"), say("packet_read")),
                tuple(_model(m, say) for m in MODELS),
            ),
            PacketSection(say("packet_law"), (binding(known.county_fips, today).told(language),)),
            _costs(found, say, language),
            PacketSection(say("packet_near"), (say("neighbours_note"),), (say("county"), say("model")), near),
            PacketSection(say("packet_ask"), tuple(say(f"packet_ask_{n}") for n in range(1, QUESTIONS + 1))),
            PacketSection(say("packet_unknown"), (*gaps, *(say(f"packet_unknown_{n}") for n in range(1, 5)))),
        ),
        say("packet_foot", draws=found.draws, seed=str(found.seed), list=in_words(listed, language)),
    )  # fmt: skip


def _model(model: str, say: Say) -> tuple[str, str, str, str]:
    """A model's powers, how agreements of it that we read may be ended, and how many those are."""
    (_, _, name, may) = next(iter(means_of((model,), say)))
    ends = Counter(
        end
        for h in shipped()
        if h.reading.sure("model") == model and (end := h.reading.sure("termination")) in ENDINGS
    )
    words = " ".join(say("packet_end_of", n=n, end=say(ENDINGS[end])) for end, n in ends.most_common())
    read = sum(h.reading.sure("model") == model for h in shipped())
    return name, may, words or say("packet_end_unknown"), str(read)


def _costs(found: Scenario, say: Say, language: str) -> PacketSection:
    plan, a = found.plan, found.answers
    guessed = [
        say(f"packet_{k}")
        for k in ("officers", "salary", "benefits")
        if plan.sources.get(k, "").startswith(ESTIMATE)
    ]
    points = [
        say("packet_plan", n=plan.officers, pay=f"${plan.salary:,.0f}", benefits=f"{plan.benefits:.0%}", months=plan.months,
            start=in_words(plan.start, language)),
        *([say("packet_estimated", what=", ".join(guessed))] if guessed else []),
        say("packet_chance", chance=_share(a.cost_chance), range=_range(a.net, say)),
        say("packet_chance_hours", chance=_share(a.cost_chance_with_hours), range=_range(a.net_with_hours, say)),
        say("packet_unpaid", cost=_cost(a.if_unpaid.p50, say)),
        say("packet_advance", cost=_about(a.largest_advance.p50)),
        say("packet_after", cost=_about(a.go_on_a_year.p50)),
    ]  # fmt: skip
    rows = tuple(
        (
            model_name(say, m),
            _share(found.chance_by_model[m]),
            _range(found.by_model[m], say),
            f"{found.hours_by_model[m].p50:,.0f}",
        )
        for m in MODELS
    )
    head = (say("model"), say("packet_head_chance"), say("packet_head_net"), say("packet_head_hours"))
    return PacketSection(say("packet_costs"), tuple(points), head, rows)


def _share(chance: float) -> str:
    """A chance as so many of a hundred runs, never more sure than the runs are."""
    return "<1%" if chance < 0.01 else ">99%" if chance > 0.99 else f"{chance:.0%}"


def _about(value: float) -> str:
    return f"${rounded(value):,}"


def _cost(value: float, say: Say) -> str:
    near = _about(value)
    return near if near == "$0" else say("packet_cost" if value > 0 else "packet_gain", sum=near)


def _range(s: Spread, say: Say) -> str:
    return say("packet_range", low=_cost(s.p10, say), high=_cost(s.p90, say))


def packet_lines(found: Packet) -> Iterator[str]:
    """The packet as lines for a terminal."""
    yield found.title
    yield found.lead
    for section in found.sections:
        yield ""
        yield section.title.upper()
        yield from (f"- {p}" for p in section.points)
        for row in section.rows:
            yield f"  {row[0]}"
            yield from (f"    {label}: {cell}" for label, cell in zip(section.head[1:], row[1:], strict=True))
    yield ""
    yield found.foot


def packet_html(found: Packet) -> str:
    """The packet as a page to print: everything in it, nothing fetched."""
    from jinja2 import Environment, PackageLoader

    pages = Environment(
        loader=PackageLoader("deputized.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return pages.get_template("packet.html").render(packet=found)


def packet_pdf(found: Packet, made: date) -> bytes:
    """The packet as tagged PDF (PDF/UA-1). The same packet and day give the same bytes."""
    import typst

    template = Path(__file__).parent / "templates" / "packet.typ"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "packet.typ").write_bytes(template.read_bytes())

        def setter(text: str) -> bytes:
            (place / "packet.json").write_text(text, encoding="utf-8")
            pdf: bytes = typst.compile(
                str(place / "packet.typ"), root=folder, ignore_system_fonts=True, pdf_standards="ua-1",
                timestamp=(made - date(1970, 1, 1)).days * 86_400,
            )  # fmt: skip
            return pdf

        return with_stand_ins(setter, json.dumps(asdict(found), ensure_ascii=False))

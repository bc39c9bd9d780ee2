"""A study in words, English and Spanish: on a screen, and as a page by itself with its plot."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from deputized.outcomes.study_data import label

if TYPE_CHECKING:
    from deputized.outcomes.study import Effect, EventStudy

SAYS = {
    "en": {
        "title": "Event study: {outcome} and {event}", "agreement": "a county body's first agreement",
        "tfm": "a county body's first Task Force agreement", "jem": "a county body's first Jail Enforcement agreement",
        "wso": "a county body's first Warrant Service Officer agreement", "mandate": "a state law that mandates agreements",
        "who": "Who is compared", "treated": "{n} counties begin between {first} and {last}",
        "never": "{n} counties never begin within the data; those are compared with",
        "not_yet": "compared with {n} counties that never begin within the data, and with those that begin later, until they do",
        "later": "{n} of these begin after the data end", "gaps": "{n} counties left out: a period without a value",
        "start_not_held": "{n} counties left out: in force on the first list held (January 2021), so when they began is not held",
        "before_the_lists": "{n} counties left out: older lists or ICE's results name them before 2021",
        "before_the_data": "{n} counties left out: they began in the data's first period or before",
        "effects": "Effects, in units of {outcome}, with 95% intervals", "simple": "all counties and periods after the start",
        "dynamic": "mean over periods since the start", "group": "mean over counties, each over its own time",
        "calendar": "mean over calendar periods", "no_error": "the estimator gives no interval for this mean",
        "base": "0 by design", "by_time": "By {step}s since the start", "month": "month", "year": "year",
        "tests": "Tests", "trend": "leads tested together ({n}): p = {p}; small means that trends differed before the start",
        "no_trend": "whether trends differed before the start cannot be tested with these data",
        "placebo": "shuffled starts ({n} times): {p} of them give as large an effect",
        "bound": "if trends later part by up to {m} times what they did before: {low} to {high}",
        "no_bound": "if trends later part by up to {m} times what they did before: no interval can be had",
        "cannot": "What this cannot show",
        "chosen": "Counties choose to sign. Who signs may differ in what moves the outcome; comparing changes helps and does not cure it.",
        "spill": "If agreements change the outcome next door, those compared with are touched too and the effect comes out wrong.",
        "no_cause": "An effect of beginning, whatever came with it: money, staff, other laws of the same month are inside it.",
        "listed": "The start is the month-end by which ICE's list has it in force. Officers may be trained months later, or never.",
        "towns": "Agreements of town police and of the state are not counted: a county may be touched by them and be compared with.",
        "part_year": "A year counts as begun whole, however late in it the agreement began.",
        "stays": "{n} counties left the lists again; they count as begun to the end.",
        "few": "Under 20 counties begin: intervals that rest on large numbers are too narrow.",
        "few_states": "Under ten states have the mandate: clustered errors are too small; the shuffled starts are the better guide.",
        "small_cohorts": "Some periods have under five counties that begin; their own lines mean little.",
        "no_test": "Trends before the start could not be tested: believe the effect as far as you believe that they were parallel.",
        "trends_differ": "Trends differed before the start: the effect is not to be believed as it stands; read the bounds.",
        "beyond_lists": "The data go beyond the newest list: who began after it is not known and stands among those compared with.",
        "said": "The estimator says", "from": "Starts from {list}; estimator: Callaway and Sant'Anna (package diff-diff); errors by {by}.",
        "county": "county", "state": "state", "plot": "Effect by {step}s since the start, with 95% intervals",
    },
    "es": {
        "title": "Estudio de eventos: {outcome} y {event}", "agreement": "el primer acuerdo de un organismo del condado",
        "tfm": "el primer acuerdo de fuerza operativa de un organismo del condado",
        "jem": "el primer acuerdo de cárcel de un organismo del condado",
        "wso": "el primer acuerdo de oficiales de órdenes de un organismo del condado", "mandate": "una ley estatal que obliga a acuerdos",
        "who": "Quién se compara", "treated": "{n} condados empiezan entre {first} y {last}",
        "never": "{n} condados nunca empiezan dentro de los datos; con ellos se compara",
        "not_yet": "se compara con {n} condados que nunca empiezan dentro de los datos y con los que empiezan después, hasta que lo hacen",
        "later": "{n} de ellos empiezan después de terminar los datos", "gaps": "{n} condados fuera: un período sin valor",
        "start_not_held": "{n} condados fuera: vigentes en la primera lista que tenemos (enero de 2021); no consta cuándo empezaron",
        "before_the_lists": "{n} condados fuera: listas anteriores o los resultados de ICE los nombran antes de 2021",
        "before_the_data": "{n} condados fuera: empezaron en el primer período de los datos o antes",
        "effects": "Efectos, en unidades de {outcome}, con intervalos del 95 %", "simple": "todos los condados y períodos tras el inicio",
        "dynamic": "media por períodos desde el inicio", "group": "media por condados, cada uno en su propio tiempo",
        "calendar": "media por períodos del calendario", "no_error": "el estimador no da intervalo para esta media",
        "base": "0 por construcción", "by_time": "Por {step} desde el inicio", "month": "mes", "year": "año",
        "tests": "Pruebas", "trend": "adelantos probados juntos ({n}): p = {p}; pequeña significa que las tendencias ya diferían",
        "no_trend": "con estos datos no se puede probar si las tendencias diferían antes del inicio",
        "placebo": "inicios barajados ({n} veces): {p} de ellos dan un efecto igual de grande",
        "bound": "si luego las tendencias se separan hasta {m} veces lo de antes: {low} a {high}",
        "no_bound": "si luego las tendencias se separan hasta {m} veces lo de antes: no hay intervalo posible",
        "cannot": "Lo que esto no puede mostrar",
        "chosen": "Los condados eligen firmar. Quien firma puede diferir en lo que mueve el resultado; comparar cambios no lo cura.",
        "spill": "Si los acuerdos cambian el resultado al lado, también tocan a los comparados y el efecto sale mal.",
        "no_cause": "Un efecto de empezar, con todo lo que vino con ello: dinero, personal, otras leyes del mismo mes están dentro.",
        "listed": "El inicio es el fin de mes en que la lista de ICE lo tiene vigente; los oficiales pueden formarse después, o nunca.",
        "towns": "No se cuentan acuerdos municipales ni del estado: un condado tocado por ellos puede estar entre los comparados.",
        "part_year": "Un año cuenta entero, por tarde que empiece en él el acuerdo.",
        "stays": "{n} condados dejaron de nuevo las listas; cuentan como empezados hasta el final.",
        "few": "Empiezan menos de 20 condados: los intervalos, hechos para números grandes, son demasiado estrechos.",
        "few_states": "Menos de diez estados obligan: los errores por estado son demasiado pequeños; guían mejor los inicios barajados.",
        "small_cohorts": "En algunos períodos empiezan menos de cinco condados; sus líneas propias dicen poco.",
        "no_test": "No se pudieron probar las tendencias previas: crea el efecto en la medida en que crea que eran paralelas.",
        "trends_differ": "Las tendencias diferían antes del inicio: el efecto no se debe creer tal cual; lea los límites.",
        "beyond_lists": "Los datos pasan de la lista más nueva: quién empezó después no se sabe y está entre los comparados.",
        "said": "El estimador dice", "from": "Inicios según {list}; estimador: Callaway y Sant'Anna (paquete diff-diff); errores por {by}.",
        "county": "condado", "state": "estado", "plot": "Efecto por {step} desde el inicio, con intervalos del 95 %",
    },
}  # fmt: skip
WIDTH, HEIGHT = 680, 300
MOST_SHOWN = 24


def sections(s: EventStudy, language: str) -> Iterator[tuple[str, list[str]]]:
    """The study as headings with lines."""
    w, e = SAYS[language], s.estimates
    yield w["who"], list(_who(s, language))
    yield (
        w["effects"].format(outcome=s.outcome),
        [f"{w[x.name]}: {_effect(x, language)}" for x in (e.simple, e.dynamic, e.group, e.calendar)],
    )
    yield (
        w["by_time"].format(step=w[s.step]),
        [f"{'+' if t >= 0 else '−'}{abs(t)}: {w['base'] if t == -1 else _effect(x, language)}" for t, x in _shown(s)],
    )  # fmt: skip
    tests = [w["trend"].format(n=e.trend_leads, p=_p(e.trend_p)) if e.trend_p is not None else w["no_trend"]]
    if e.placebo_p is not None:
        tests.append(w["placebo"].format(n=e.placebo_runs, p=_p(e.placebo_p)))
    tests += [
        w["no_bound"].format(m=f"{b.times:g}") if b.low is None or b.high is None
        else w["bound"].format(m=f"{b.times:g}", low=_number(b.low), high=_number(b.high))
        for b in e.bounds
    ]  # fmt: skip
    yield w["tests"], tests
    yield w["cannot"], [w[code].format(n=s.ended) for code in s.cannot]
    if e.said:
        yield w["said"], list(e.said)


def title(s: EventStudy, language: str) -> str:
    """What was studied."""
    w = SAYS[language]
    return w["title"].format(outcome=s.outcome, event=w[s.event])


def rests_on(s: EventStudy, language: str) -> str:
    """Lists and estimator it rests on."""
    w = SAYS[language]
    return w["from"].format(list=s.newest_list, by=w[s.clusters])


def page(s: EventStudy, language: str) -> str:
    """One HTML page that asks nothing of anybody: words, plot, tests, limits."""
    parts = [
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title(s, language))}</title>'
        "<style>body{font:16px/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
        "h1{font-size:1.4rem}h2{font-size:1.1rem}svg{max-width:100%;height:auto}</style></head><body>"
        f"<main><h1>{escape(title(s, language))}</h1><p>{escape(rests_on(s, language))}</p>{plot(s, language)}"
    ]
    for heading, lines in sections(s, language):
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        parts.append(f"<h2>{escape(heading)}</h2><ul>{items}</ul>")
    return "".join(parts) + "</main></body></html>\n"


def plot(s: EventStudy, language: str) -> str:
    """The effects by time since the start, as SVG."""
    w, shown = SAYS[language], _shown(s)
    values = [v for _, x in shown for v in (x.estimate, x.low, x.high) if v is not None]
    low, high = min((0.0, *values)), max((0.0, *values))
    span, first, last = (high - low) or 1.0, shown[0][0], shown[-1][0]

    def x(t: float) -> float:
        return 60 + (t - first) / max(last - first, 1) * (WIDTH - 80)

    def y(value: float) -> float:
        return 20 + (high - value) / span * (HEIGHT - 60)

    name = escape(w["plot"].format(step=w[s.step]), quote=True)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{name}" '
        'font-family="Georgia,serif" font-size="12">',
        f'<path d="M60 {y(0):.1f}H{WIDTH - 20}" stroke="#777"/><path d="M{x(-0.5):.1f} 20V{HEIGHT - 40}" stroke="#777" '
        'stroke-dasharray="4 4"/>',
    ]
    parts += [
        f'<text x="52" y="{y(v) + 4:.1f}" text-anchor="end">{_number(v)}</text>' for v in sorted({low, 0.0, high})
    ]  # fmt: skip
    for t, effect in shown:
        color = "#1f5fa8" if t >= 0 else "#777"
        if effect.low is not None and effect.high is not None:
            parts.append(
                f'<path d="M{x(t):.1f} {y(effect.low):.1f}V{y(effect.high):.1f}" stroke="{color}" stroke-width="2"/>'
            )
        parts.append(f'<circle cx="{x(t):.1f}" cy="{y(effect.estimate):.1f}" r="3.5" fill="{color}"/>')
        if (t - first) % max(1, len(shown) // 12) == 0:
            parts.append(f'<text x="{x(t):.1f}" y="{HEIGHT - 18}" text-anchor="middle">{t}</text>')
    return "".join(parts) + "</svg>"


def _who(s: EventStudy, language: str) -> Iterator[str]:
    w = SAYS[language]
    yield w["treated"].format(n=f"{s.treated:,}", first=s.first, last=s.last)
    yield w[s.controls].format(n=f"{s.compared:,}")
    if s.begin_later:
        yield w["later"].format(n=f"{s.begin_later:,}")
    for why, n in s.left_out.items():
        yield w[why].format(n=f"{n:,}")
    cohorts = [f"{label(s.step, g)}: {n}" for g, n, _ in s.estimates.by_cohort]
    yield "; ".join(cohorts)


def _shown(s: EventStudy) -> list[tuple[int, Effect]]:
    return [(t, x) for t, x in s.estimates.by_time if abs(t) <= MOST_SHOWN and x.estimate == x.estimate]


def _effect(x: Effect, language: str) -> str:
    if x.low is None or x.high is None:
        return f"{_number(x.estimate)} ({SAYS[language]['no_error']})"
    return f"{_number(x.estimate)} ({_number(x.low)} … {_number(x.high)})"


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"

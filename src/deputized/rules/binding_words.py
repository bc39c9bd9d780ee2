"""The sentences that say what binds a sheriff, in English and Spanish. Bills, courts and reasons stay as printed."""

from __future__ import annotations

import re
from datetime import date

from deputized.model.days import MONTHS, in_words

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_SENTENCES: dict[str, tuple[str, str]] = {
    "bound_yes": (
        "{bill} binds this sheriff to seek or hold an agreement.",
        "{bill} obliga a este alguacil a solicitar o tener un acuerdo.",
    ),
    "bound_no": ("{bill} does not bind this sheriff: {why}.", "{bill} no obliga a este alguacil: {why}."),
    "bound_unclear": (
        "Whether {bill} binds this sheriff is not known: {why}.",
        "No se sabe si {bill} obliga a este alguacil: {why}.",
    ),
    "why_unknown": ("the text was not read closely enough", "el texto no se leyó con suficiente detalle"),
    "narrow": (
        "{bill} speaks of agencies of the state alone; it asks nothing of this sheriff.",
        "{bill} se refiere solo a organismos del estado; no exige nada a este alguacil.",
    ),
    "mandates": (
        "{bill} demands agreements of those it covers ({covered}).",
        "{bill} exige acuerdos a quienes abarca ({covered}).",
    ),
    "forbids": (
        "{bill} forbids agreements to those it covers ({covered}).",
        "{bill} prohíbe los acuerdos a quienes abarca ({covered}).",
    ),
    "restricts": (
        "{bill} sets conditions or limits and does not forbid agreements ({covered}).",
        "{bill} fija condiciones o límites y no prohíbe los acuerdos ({covered}).",
    ),
    "duty_to_cooperate": (
        "{bill} demands work with ICE and does not ask for an agreement ({covered}).",
        "{bill} exige cooperar con ICE y no pide un acuerdo ({covered}).",
    ),
    "bars_local_bans": (
        "No law makes this sheriff sign; {bill} keeps local governments from forbidding it ({covered}).",
        "Ninguna ley obliga a este alguacil a firmar; {bill} impide que los gobiernos locales lo prohíban ({covered}).",
    ),
    "bars_jail_contracts": (
        "{bill} bars contracts to hold people for ICE; agreements under 287(g) are another matter ({covered}).",
        "{bill} prohíbe contratos para detener personas por cuenta de ICE; los acuerdos 287(g) son otro asunto ({covered}).",
    ),
    "incentivises": (
        "No law makes this sheriff sign; {bill} offers money to those that hold an agreement ({covered}).",
        "Ninguna ley obliga a este alguacil a firmar; {bill} ofrece dinero a quienes tienen un acuerdo ({covered}).",
    ),
    "nothing": (
        "We know of no state law in force that asks for an agreement, limits it or forbids it here.",
        "No conocemos ninguna ley estatal vigente que exija, limite o prohíba un acuerdo aquí.",
    ),
    "only_others": (
        "Not in force that day, or not confirmed: {bills}.",
        "Sin vigencia ese día o sin confirmar: {bills}.",
    ),
    "looked": (
        "We last looked on {day}; that is not proof that there is none.",
        "Buscamos por última vez el {day}; eso no prueba que no exista.",
    ),
    "not_looked": ("We have not looked.", "No hemos buscado."),
    "spoken": (
        "On agreements in this county, {by}, {day}: {what}. What came of it: {outcome}.",
        "Sobre los acuerdos en este condado, {by}, {day}: {what}. Qué pasó después: {outcome}.",
    ),
    "not_found": ("not found", "no se encontró"),
    "spoken_state": (
        "Courts or the attorney general have also spoken on agreements in this state: see the state's laws.",
        "Tribunales o la fiscalía general también se han pronunciado sobre los acuerdos en este estado: vea sus leyes.",
    ),
    "since": ("In force since {day}", "Vigente desde el {day}"),
    "since_unknown": (
        "In force, from a first day that we did not find",
        "Vigente, desde un primer día que no encontramos",
    ),
    "assumed": (" (a day that is assumed: no source was read for it)", " (día supuesto: no se leyó una fuente)"),
    "unclear": (
        "Whether it was in force on {day} is not known.",
        "No se sabe si estaba vigente el {day}.",
    ),
    "stayed_part": (
        ", but not all of it: {by} has stayed part since {day} ({what})",
        ", pero no del todo: {by} suspende una parte desde el {day} ({what})",
    ),
    "stayed_whole": (
        ", but {by} has stayed all of it since {day} ({what})",
        ", pero {by} la suspende por completo desde el {day} ({what})",
    ),
    "deadline": ("Its deadline is {day}.", "Su fecha límite es el {day}."),
    "deadline_past": ("Its deadline was {day}.", "Su fecha límite fue el {day}."),
    "deadline_forbids": ("Agreements were to end by {day}.", "Los acuerdos debían terminar a más tardar el {day}."),
    "between": ("some day between {first} and {last}", "un día entre el {first} y el {last}"),
    "basis_act": ("This rests on the text itself ({source})", "Se basa en el texto mismo ({source})"),
    "basis_court": ("This rests on a court's own page ({source})", "Se basa en la página de un tribunal ({source})"),
    "basis_official": ("This rests on an official page ({source})", "Se basa en una página oficial ({source})"),
    "basis_news": ("This rests on a news report ({source})", "Se basa en una nota de prensa ({source})"),
    "basis_advocate": (
        "This rests on an advocate's page ({source})",
        "Se basa en la página de una organización defensora ({source})",
    ),
    "basis_tracker": (
        "This rests on a list of laws kept by others ({source})",
        "Se basa en una lista de leyes de terceros ({source})",
    ),
    "checked": ("last checked {day}.", "última revisión: {day}."),
    "checked_stale": (
        "last checked {day}, more than {n} days before: read it again.",
        "última revisión: {day}, hace más de {n} días: conviene releerla.",
    ),
    "never_checked": ("never checked by us.", "sin revisión nuestra."),
    "others": ("Also in force or perhaps: {bills}.", "También vigentes o quizá vigentes: {bills}."),
}  # fmt: skip
LANGUAGES = ("en", "es")


def say(language: str, key: str, **values: object) -> str:
    """The words of a key in a language, with its values. Raises KeyError for an unknown key."""
    return _SENTENCES[key][LANGUAGES.index(language)].format(**values)


def day_words(language: str, text: str) -> str:
    """A day in words; one known less exactly by its month, year or bounds; other text is given as it is.

    >>> day_words("en", "2026-12-01"), day_words("es", "2026-12-01"), day_words("en", "2026-05")
    ('December 1, 2026', '1 de diciembre de 2026', 'May 2026')
    >>> day_words("en", "2024-05-01/2024-07-01")
    'some day between May 1, 2024 and July 1, 2024'
    """
    first, slash, last = text.partition("/")
    if slash:
        return say(language, "between", first=day_words(language, first), last=day_words(language, last))
    months, joint = MONTHS[language], " de " if language == "es" else " "
    if _MONTH.fullmatch(text):
        return f"{months[int(text[5:]) - 1]}{joint}{text[:4]}"
    try:
        return in_words(date.fromisoformat(text), language)
    except ValueError:
        return text

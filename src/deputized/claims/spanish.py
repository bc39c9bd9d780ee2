"""Spanish as its own language: its numbers, days, units, hedges and verbs, put as the claim language says them.

Nothing is guessed: a word that is not known stays as it is, and a number in a day is no claim.
"""

from __future__ import annotations

import re
from functools import lru_cache

from deputized.claims.spanish_words import HEDGES, MODELS, MONTHS, ONES, PLACES, SAID, SMALL, UNITS

_ES = re.compile(
    r"\b(?:el|la|los|las|de|del|que|en|con|por|para|una?|se|su|al|más|había|habían|tenía|tiene|acuerdos?|agencias|convenios?|contra|superó|ya|suman?|tras|cuenta|tienen|hay|esta|este|modelo|"
    r"estados|condados|alguaciles|firmaron|firmado|según|entre|pasaron|pasó|ningun[oa])\b",
    re.I,
)
_EN = re.compile(
    r"\b(?:the|of|in|and|to|with|has|have|had|for|by|agreements?|agencies|states|counties|signed|is|are|was|were|from)\b",
    re.I,
)
_MONTH = "|".join(MONTHS)
_DAY = (
    rf"(?P<day>\d{{1,2}})(?:\.?[º°]|ro)? de (?P<month>{_MONTH})(?:,? (?:de|del)(?: año)? (?P<year>20\d\d))?"
)
_WORD = "|".join(sorted(ONES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<!por )\b(?:{_WORD}|mil)(?:(?: y)? (?:{_WORD}|mil))*\b(?! por ciento de los casos)", re.I
)
_DIGIT_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})((?:[.\u00a0\u202f]\d{3})+)(?![.,]?\d)")
_DECIMAL = re.compile(r"(?<![\d.,])(\d{1,3}),(\d{1,2})(?= ?%| por ciento| millones| puntos)")
_PARTS = {
    "mediados": "mid-", "principios": "early ", "comienzos": "early ", "inicios": "early ", "finales": "late ",
    "fines": "late ", "final": "late ",
}  # fmt: skip
_PART = "|".join(_PARTS)
_OFFICE = re.compile(
    r"\bdesde (?:que (?:el presidente |el republicano )?(?:Donald |Donald J\. )?Trump (?:asumió|regresó|volvió|llegó|tomó)"
    r"(?: posesión| de nuevo)?(?: (?:a|de) (?:la (?:presidencia|Casa Blanca)|el cargo|"
    r"l cargo))?(?: el cargo| el poder| la presidencia| al poder)?"
    r"(?: en enero(?: de 2025)?)?|la (?:investidura|toma de posesión|asunción|"
    r"llegada)(?: de (?:Donald )?Trump)?(?: al poder| a la Casa Blanca)?"
    r"|el (?:comienzo|inicio) del? (?:su )?(?:segundo )?(?:mandato|gobierno|término)(?: de (?:Donald )?Trump)?)",
    re.I,
)
_SECOND = re.compile(r"\bdurante el segundo mandato(?: de (?:Donald )?Trump)?", re.I)
_SON_LAS = re.compile(r"\b(?:son|eran|han sido|fueron) (\d[\d.,]*),? (?:las|los) ", re.I)
_USA = re.compile(r"\b(?:los )?Estados Unidos\b|\bEE\.? ?UU\.?|\bEUA\b|\bEstados Unidos de América\b", re.I)
_CUENTA = re.compile(r"\bcuenta(n?) ((?:actualmente|ya|hoy|ahora) )?con ", re.I)
_COUNTY = re.compile(r"\b[Cc]ondado de ((?:[A-Z][\w.'-]+)(?: (?:de |la |las |los )?[A-Z][\w.'-]+){0,2})")
_OFFICE_OF = re.compile(
    r"\b(?:[Oo]ficina|[Dd]epartamento) del? (?:[Aa]lguacil|[Ss]heriff) (?:del |de |en el )?"
    r"((?:[A-Z][\w.'-]+)(?: (?:de |la |las |los )?[A-Z][\w.'-]+){0,2}?) County\b"
)
_POLICE_OF = re.compile(
    r"\b(?:[Ll]a |[Ee]l )?(?:[Dd]epartamento de )?Policía de ((?:[A-ZÁÉÍÓÚ][\w.'-]+)(?: [A-ZÁÉÍÓÚ][\w.'-]+){0,2}) "
    r"(?=(?:ya |no |nunca |tiene|tenía|firmó|ha ))"
)
"""One agency as Spanish names it, put as ICE's lists do."""
_ORDER = re.compile(
    r"\b(agreements|agencies|departments|sheriffs|counties) (?:such )?(active|pending|new|"
    r"additional)\b(?! (?:by|in|on|to|between|with|since))"
)


def is_spanish(text: str) -> bool:
    """Whether a text is in Spanish, by its small words.

    >>> is_spanish("El ICE tiene 1.372 acuerdos en 39 estados"), is_spanish("ICE has agreements in El Paso, Texas")
    (True, False)
    """
    spanish, english_words = len(_ES.findall(text)), len(_EN.findall(text))
    return spanish >= 2 and spanish > 1.5 * english_words


@lru_cache(maxsize=1)
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    words: dict[str, str] = {}
    for table in (SMALL, UNITS, MODELS, HEDGES, SAID, PLACES):
        words |= table
    pattern = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{pattern})\b", re.I), words


def english(text: str) -> str:
    """The sentence in the claim language: what bears on a claim is put; names and the rest stay.

    >>> english("Al 12 de diciembre de 2025 había 1.245 acuerdos en 39 estados")
    'as of 12 December 2025 there were 1,245 agreements in 39 states'
    """
    text = _USA.sub("the US", text)
    text = _CUENTA.sub(lambda m: f"{'has' if m[1] == '' else 'have'} {m[2] or ''}", text)
    text = _DIGIT_THOUSANDS.sub(lambda m: m[1] + re.sub(r"[.\u00a0\u202f]", ",", m[2]), text)
    text = _DECIMAL.sub(r"\1.\2", text)
    text = _OFFICE.sub("since Trump took office", text)
    text = _SECOND.sub("since Trump took office", text)
    text = _days(text)
    text = _numbers(text)
    text = _COUNTY.sub(r"\1 County", text)
    text = _OFFICE_OF.sub(r"\1 County Sheriff's Office", text)
    text = _POLICE_OF.sub(r"the \1 Police Department ", text)
    text = re.sub(
        r"(?<=\d) (?:para|de|en) (?:las )?cárceles\b", " in the jail enforcement model", text, flags=re.I
    )
    text = re.sub(
        r"\b(?:ya |hoy |ahora )?(?:suma|sumaba|acumula|reúne|registra|contabiliza|ronda)(n?) (?=[\d]|más de|casi|unos)",
        lambda m: "have " if m[1] else "has ",
        text,
        flags=re.I,
    )
    text = re.sub(
        r"\bde (?:los|las) (?:cuales|que)\b(?=,? (?:\d|más|casi|unos|unas|la mitad))",
        "of which",
        text,
        flags=re.I,
    )
    text = _SON_LAS.sub(r"there are \1 ", text)
    text = re.sub(r"\b[Oo]tr[oa]s (?=\d)", "another ", text)
    text = re.sub(r"\beran (?=\d[\d,]*(?:[.,;]|$| y ))", "there were ", text)
    text = re.sub(r"\bson (?=\d[\d,]*(?:[.,;]|$| y ))", "there are ", text)
    text = re.sub(r"(?<!más )\b(?:un|en un|de un|el) (?=\d[\d.,]* ?(?:%|por ciento))", "", text, flags=re.I)
    pattern, words = _phrases()
    text = pattern.sub(lambda m: words[m[0].lower()], text)
    text = re.sub(r"\bfrom (\S+(?: \S+){0,3}?) to the (?=\d|more than|about|nearly)", r"from \1 to ", text)
    text = re.sub(r"\bof the (?=\d[\d.,]* ?(?:%|percent))", "of ", text)
    text = re.sub(
        r"\bm[áa]s (agreements|agencies|sheriffs|counties) (?:que|that) (?=[A-Z]|any)", r"more \1 than ", text
    )
    text = re.sub(
        r"\bmenos (agreements|agencies|sheriffs|counties) (?:que|that) (?=[A-Z]|any)", r"fewer \1 than ", text
    )
    text = re.sub(r"\b(since|from|before|after|between|and|to) on (?=\d)", r"\1 ", text)
    text = re.sub(r"(?<=\d), (?:the )?(?=(?:new|active|pending) )", " ", text)
    text = re.sub(
        r"\b(?:se )?(?:ha |han )?multiplic\w+ (?:by|por) ((?:more than|nearly|about|almost) )?(\d+)",
        lambda m: f"has increased {m[1] or ''}{m[2]}-fold", text,
    )  # fmt: skip
    text = _ORDER.sub(r"\2 \1", text)
    text = re.sub(r"\bthe (?=(?:more than|nearly|about|at least|only) \d)", "", text)
    return re.sub(r" {2,}", " ", text).strip()


def _days(text: str) -> str:
    """Days and months: "el 26 de enero de 2026" is no 26 of anything."""

    def day(m: re.Match[str]) -> str:
        year = f" {m['year']}" if m["year"] else ""
        return f"{'on ' if m['on'] else ''}{m['day']} {MONTHS[m['month'].lower()]}{year}"

    text = re.sub(
        rf"\bentre (?:el )?(\d{{1,2}}) (?:y|al) (?:el )?(\d{{1,2}}) de ({_MONTH})((?: de)? 20\d\d)?",
        lambda m: f"between {m[1]} {MONTHS[m[3].lower()]}{_year(m[4])} and {m[2]} {MONTHS[m[3].lower()]}{_year(m[4])}",
        text, flags=re.I,
    )  # fmt: skip
    text = re.sub(
        rf"\b(?:al|hasta el|a fecha del?|a|"
        rf"para el) (?={_DAY.replace('?P<day>', '?:').replace('?P<month>', '?:').replace('?P<year>', '?:')})",
        "as of ",
        text,
        flags=re.I,
    )
    text = re.sub(rf"\b(?P<on>el )?{_DAY}", day, text, flags=re.I)
    text = re.sub(
        rf"\b(?:a |para )?(?P<part>{_PART}) de(?:l mes de)? (?P<month>{_MONTH})(?:,? (?:de |del )?(?P<year>20\d\d))?",
        lambda m: f"in {_PARTS[m['part'].lower()]}{MONTHS[m['month'].lower()]}" + (f" {m['year']}" if m["year"] else ""),
        text, flags=re.I,
    )  # fmt: skip
    text = re.sub(
        rf"\b(?P<month>{_MONTH})(?:,? (?:de |del )?(?P<year>20\d\d))\b",
        lambda m: f"{MONTHS[m['month'].lower()]} {m['year']}", text, flags=re.I,
    )  # fmt: skip
    text = re.sub(
        rf"\b(?P<lead>en|de|desde|hasta|y|a) (?P<month>{_MONTH})\b(?: (?P<past>pasado|anterior))?",
        lambda m: f"{ {'en': 'in', 'de': 'of', 'desde': 'since', 'hasta': 'to', 'y': 'and', 'a': 'to'}[m['lead'].lower()]} "
        + ("last " if m["past"] == "pasado" else "") + MONTHS[m["month"].lower()], text, flags=re.I,
    )  # fmt: skip
    text = re.sub(
        rf"\bentre (?P<month>{_MONTH})\b", lambda m: f"between {MONTHS[m['month'].lower()]}", text, flags=re.I
    )
    for words, english_words in (
        (r"\ben lo que va de(?:l)? (?:este )?año\b|\beste año\b", "this year"), (r"\bel año pasado\b", "last year"),
        (r"\bel mes pasado\b|\bel último mes\b", "last month"), (r"\bla semana pasada\b", "last week"),
        (r"\bun año (?:antes|atrás)\b|\bhace un año\b", "a year earlier"), (r"\bprimer año de\b", "first year of"),
        (r"\bdesde entonces\b", "since then"), (r"\bsegundo mandato\b", "second term"),
        (r"\bprimer mandato\b", "first term"),
    ):  # fmt: skip
        text = re.sub(words, english_words, text, flags=re.I)
    return text


def _year(written: str | None) -> str:
    return f" {written.split()[-1]}" if written else ""


def _numbers(text: str) -> str:
    """Number words as digits: "seis mil", "veintidós", "ciento treinta y cinco"; "un acuerdo" and "una ley" stay."""

    def put(m: re.Match[str]) -> str:
        words = m[0].lower().split()
        if not words or (len(words) == 1 and words[0] in ("un", "una", "uno")):
            return m[0]
        total = current = 0
        for word in words:
            if word == "y":
                continue
            if word == "mil":
                total, current = total + max(current, 1) * 1000, 0
            else:
                current += ONES[word]
        return f"{total + current:,}"

    text = re.sub(
        r"(?<![\d.,])(\d{1,3}(?:[.,]\d)?) mil\b(?!lones)",
        lambda m: f"{float(m[1].replace(',', '.')) * 1000:,.0f}",
        text,
    )
    text = re.sub(r"\bmillones de\b", "million", text, flags=re.I)
    return _NUMBER.sub(put, text)

"""A Spanish question in English words, so that it is read by the same rules: "alguacil del condado de Kinney".

Only the words of offices and the Spanish names of states and of a few cities are put into English; a place's name
stays as it is written.
"""

from __future__ import annotations

import re
from typing import Any

from deputized.resolver.states import split_state

_SAID = re.compile(
    r"(?i)\b(alguacil|condado|polic[ií]a|departamento|comisar[ií]a|oficina|parroquia|patrulla|condestable|precinto"
    r"|universidad|sheriff\s+del?|correccional)\b"
)
_POLICE = r"polic[ií]a"
_SHERIFF = r"(?:alguacil|sheriff)"
_NAMES = tuple(
    (re.compile(rf"(?i)\b{spanish}\b"), english)
    for spanish, english in (
        ("filadelfia", "Philadelphia"), ("nueva orle[aá]ns", "New Orleans"), ("cayo hueso", "Key West"),
        ("(?:la )?ciudad de nueva york", "New York City"), ("nueva york", "New York"),
        ("nueva jersey", "New Jersey"), ("nuevo hampshire", "New Hampshire"),
        ("nuevo m[eé](?:x|j)ico", "New Mexico"), ("carolina del norte", "North Carolina"),
        ("carolina del sur", "South Carolina"), ("dakota del norte", "North Dakota"), ("luisiana", "Louisiana"),
        ("dakota del sur", "South Dakota"), ("virginia occidental", "West Virginia"), ("pens?ilvania", "Pennsylvania"),
        ("misuri", "Missouri"), ("misisipi", "Mississippi"), ("tejas", "Texas"), ("oreg[oó]n", "Oregon"),
        ("m[ií]chigan", "Michigan"), ("haw[aá]i", "Hawaii"),
    )
)  # fmt: skip
"""No place of the United States bears one of the cities' Spanish names."""
_FIRST = tuple(
    (re.compile(rf"(?i)^(?:(?:la|el|los)\s+)?{spanish}$"), english)
    for spanish, english in (
        (rf"{_POLICE}\s+(?:estatal|del\s+estado)\s+de\s+(?:la\s+|el\s+)?(.+)", r"\1 State Police"),
        (r"patrulla\s+estatal\s+de\s+(?:la\s+|el\s+)?(.+)", r"\1 State Patrol"),
        (r"patrulla\s+de\s+(?:carreteras|caminos|autopistas)\s+de\s+(?:la\s+|el\s+)?(.+)", r"\1 Highway Patrol"),
        (r"departamento\s+(?:de\s+correcciones|correccional)\s+de\s+(?:la\s+|el\s+)?(.+)", r"\1 Department of Corrections"),
        (r"departamento\s+de\s+seguridad\s+p[uú]blica\s+de\s+(?:la\s+|el\s+)?(.+)", r"\1 Department of Public Safety"),
    )
)  # fmt: skip
_OF = r"(?:\s+(?:del?|en)(?:\s+(?:la|el))?)?"
_NO_NAME = re.compile(rf"(?i){_SAID.pattern[4:]}|\b(?:del?|la|el|los|jefe|negociado)\b")
_CAMPUS = (
    (
        re.compile(r"(?i)(?:\bla\s+)?\buniversidad\s+estatal\s+de\s+(?:la\s+)?(\w+)"),
        r"\1 State University",
    ),
    (re.compile(r"(?i)(?:\bla\s+)?\buniversidad\s+de\b"), "University of"),
)
_TOWNS = {"pueblo": "Town", "villa": "Village", "ciudad": "City"}
_REST = tuple(
    (re.compile(rf"(?i)^{spanish}$"), english)
    for spanish, english in (
        (rf"(?:departamento|oficina|comisar[ií]a|jefe|jefatura|negociado){_OF}\s+((?:{_POLICE}|{_SHERIFF}|condestable)\b.*)", r"\1"),
        (rf"{_POLICE}\s+(?:municipal|local)\b(.*)", r"policia\1"),
        (rf"{_POLICE}\s+universitaria{_OF}\s+(.+)", r"\1 Police"),
        (rf"condestable{_OF}\s+(?:precinto|distrito)\s+(\w+){_OF}\s+condado{_OF}\s+(.+)", r"\2 County Constable Precinct \1"),
        (rf"condestable{_OF}\s+condado{_OF}\s+(.+?),?\s+(?:precinto|distrito)\s+(\w+)", r"\1 County Constable Precinct \2"),
        (rf"{_SHERIFF}{_OF}\s+condado{_OF}\s+(.+)", r"\1 County Sheriff"),
        (rf"{_SHERIFF}{_OF}\s+parroquia{_OF}\s+(.+)", r"\1 Parish Sheriff"),
        (rf"{_SHERIFF}{_OF}\s+ciudad{_OF}\s+(.+)", r"\1 City Sheriff"),
        (rf"{_SHERIFF}\s+del?\s+(.+)", r"\1 Sheriff"),
        (rf"{_POLICE}{_OF}\s+condado{_OF}\s+(.+)", r"\1 County Police"),
        (rf"{_POLICE}{_OF}\s+(pueblo|villa|ciudad)\s+del?\s+(.+)", r"{\1} of \2 Police"),
        (rf"{_POLICE}\s+(?:de|en)\s+(.+)", r"\1 Police"),
        (r"condado\s+de\s+(.+)", r"\1 County"),
        (r"parroquia\s+de\s+(.+)", r"\1 Parish"),
    )
)  # fmt: skip


def patterns() -> dict[str, Any]:
    """The rules as text, for who reads by the same rules elsewhere: the browser."""
    return {
        "said": _SAID.pattern, "no_name": _NO_NAME.pattern, "towns": _TOWNS,
        **{
            name: [[spanish.pattern, english] for spanish, english in some]
            for name, some in (("names", _NAMES), ("first", _FIRST), ("rest", _REST), ("campus", _CAMPUS))
        },
    }  # fmt: skip


def in_english(text: str) -> str:
    """The text as it is, or a Spanish one in the English order of words.

    >>> in_english("alguacil del condado de Kinney, Tejas"), in_english("Policía Estatal de Luisiana")
    ('Kinney County Sheriff, TX', 'Louisiana State Police')
    >>> in_english("condestable del precinto 4 del condado de Harris"), in_english("Condado Police, PR")
    ('Harris County Constable Precinct 4', 'Condado Police, PR')
    """
    if not _SAID.search(text):
        return text
    for spanish, english in _NAMES:
        text = spanish.sub(english, text)
    for spanish, english in _FIRST:
        if spanish.search(text):
            return _campus(spanish.sub(english, text))
    bare, state, _ = split_state(text)
    if not _NO_NAME.sub("", bare).strip():  # Policía de Nueva York
        bare, state = text, None
    bare = re.sub(r"(?i)^(?:la|el|los)\s+", "", bare)
    for spanish, english in _REST:
        bare = spanish.sub(english, bare)
    for word, form in _TOWNS.items():
        bare = re.sub(rf"(?i)\{{{word}\}}", form, bare)
    bare = _campus(bare)
    return f"{bare}, {state}" if state else bare


def _campus(text: str) -> str:
    for spanish, english in _CAMPUS:
        text = spanish.sub(english, text)
    return text

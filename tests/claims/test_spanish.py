"""Spanish put in the claim language: numbers, days, units, hedges, verbs; and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deputized.claims.grammar import parse
from deputized.claims.spanish import english, is_spanish

PUT = {
    "Al 12 de diciembre de 2025, el ICE tenía 1.245 acuerdos en 39 estados": (1245, 39),
    "ciento treinta y cinco acuerdos el 20 de enero de 2025": (135,),
    "más de mil acuerdos al 30 de septiembre de 2025": (1000,),
    "Los acuerdos pasaron de 135 en enero de 2025 a 1.245 en diciembre de 2025": (135, 1245),
    "un aumento del 577% desde enero de 2025 en acuerdos, hasta el 26 de septiembre de 2025": (577,),
    "la mitad de los acuerdos estaban en Florida el 6 de junio de 2025": (50,),
    "veintidós agencias de Carolina del Norte al 30 de noviembre de 2025": (22,),
    "Entre el 5 de marzo y el 21 de mayo de 2025, seis condados de Texas firmaron acuerdos": (6,),
}


@pytest.mark.parametrize("text", PUT)
def test_numbers_and_days(text: str) -> None:
    assert is_spanish(text)
    claim = parse(english(text))
    assert tuple(p.number for p in claim.parts) == PUT[text]
    assert all(p.when is None or p.when.first.year == 2025 for p in claim.parts)


def test_units_models_places() -> None:
    (part,) = parse(english("178 acuerdos del modelo de cárceles en Nueva York al 1 de mayo de 2026")).parts
    assert (part.model, part.unit.value, part.place and part.place.state) == ("JEM", "agreements", "NY")
    (part,) = parse(english("7 oficinas del alguacil en Utah tenían acuerdos el 30 de julio de 2025")).parts
    assert part.unit.value == "sheriffs"


def test_english_is_no_spanish() -> None:
    assert not is_spanish("Los Angeles and El Paso have 2 agreements with the agency")
    assert not is_spanish("As of Jan. 26, 2026, ICE had 1,372 agreements in Texas and Florida")


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    english(text)
    is_spanish(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "de",
                "mil",
                "y",
                "cien",
                "dos",
                "acuerdos",
                "1.372",
                "1,4",
                "el",
                "26",
                "enero",
                "2026",
                "un",
                "%",
                "por",
                "ciento",
                "más",
                "que",
            ]
        ),
        max_size=25,
    )
)
def test_no_near_spanish_breaks_it(words: list[str]) -> None:
    english(" ".join(words))

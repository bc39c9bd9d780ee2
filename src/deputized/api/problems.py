"""What cannot be answered, as RFC 9457 says it: what is wrong, and what to do."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from deputized.claims.claim import ClaimError
from deputized.library.find_body import Doubtful
from deputized.money.plan import PlanError
from deputized.rules.sources import RulesError

if TYPE_CHECKING:
    from deputized.resolver import KnownBody

KINDS: dict[str, tuple[int, str, str]] = {
    "bad_parameter": (400, "A parameter cannot be read", "Un parámetro no se puede leer"),
    "unknown_parameter": (400, "There is no such parameter", "Ese parámetro no existe"),
    "missing_parameter": (400, "A parameter is missing", "Falta un parámetro"),
    "bad_page": (400, "There is no such place in the list", "No hay tal lugar en la lista"),
    "several": (300, "More than one may be meant", "Puede tratarse de más de uno"),
    "not_found": (404, "Nothing answers to that", "Nada responde a eso"),
    "no_path": (404, "There is no such address", "Esa dirección no existe"),
    "no_method": (405, "This address is only read", "Esta dirección solo se lee"),
    "no_format": (406, "No such format is given here", "Aquí no se da ese formato"),
    "cannot_check": (422, "This cannot be computed from what was given", "No se puede calcular con lo dado"),
    "too_many": (429, "Too many questions in a short time", "Demasiadas preguntas en poco tiempo"),
    "broken": (500, "The answer failed on our side", "La respuesta falló de nuestro lado"),
    "no_registry": (503, "The registry cannot be read now", "El registro no se puede leer ahora"),
}
"""Each kind of problem: its status, and its title in English and Spanish."""


class Refusal(Exception):
    """A question that is not answered, of one of `KINDS`; `detail` says what is wrong and what to do."""

    def __init__(self, kind: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.more = kind, detail, more

    @property
    def status(self) -> int:
        return KINDS[self.kind][0]

    def record(self, language: str = "en") -> dict[str, Any]:
        """The problem as problem+json."""
        status, english, spanish = KINDS[self.kind]
        return {
            "type": f"urn:deputized:problem:{self.kind.replace('_', '-')}",
            "title": spanish if language == "es" else english,
            "status": status,
            "detail": self.detail,
            **self.more,
        }


def candidate(body: KnownBody) -> dict[str, Any]:
    """One body that may be meant."""
    return {
        "agency_id": body.agency_id, "name": body.name, "state": body.state, "kind": body.kind, "ori": body.ori,
        "county_fips": list(body.county_fips), "standing": body.standing, "agreements_in_force": body.active,
    }  # fmt: skip


def problem_of(error: Exception) -> Refusal:
    """What an error of the library means to who asked."""
    if isinstance(error, Refusal):
        return error
    text = str(error.args[0] if error.args else error)
    if isinstance(error, Doubtful):
        return Refusal("several", text, candidates=[candidate(b) for b in error.candidates])
    if isinstance(error, ClaimError | PlanError):
        return Refusal("cannot_check", text)
    if isinstance(error, LookupError | RulesError) and not isinstance(error, KeyError | IndexError):
        return Refusal("not_found", text)
    if type(error) is ValueError or isinstance(error, ValueError):
        return Refusal("bad_parameter", text)
    if isinstance(error, sqlite3.Error):
        return Refusal("no_registry", "try again in a minute; if it stays so, build it anew: deputized build")
    return Refusal("broken", "this is an error of the program: please report the address that was asked")

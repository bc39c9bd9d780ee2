"""A claim's answer: the verdict on each of its numbers, and one plain sentence a reporter can print."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from deputized.claims.checking import check_count, unchecked
from deputized.claims.claim import Claim, Kind, Operator, Part, Unit
from deputized.claims.counting import Books
from deputized.claims.grammar import parse
from deputized.claims.guard import guarded
from deputized.claims.lexicon import MODELS
from deputized.claims.rates import check_change, check_growth, check_new, check_share
from deputized.claims.sentences import sentence
from deputized.claims.signing import check_signed
from deputized.claims.verdicts import Checked, Verdict
from deputized.library.status import ListUsed
from deputized.model.shown import Shown

if TYPE_CHECKING:
    from deputized.library.registry import Registry

RANK = (
    Verdict.SUPPORTED, Verdict.WITHIN, Verdict.NUMBER_ONLY, Verdict.OFF, Verdict.WRONG_UNIT, Verdict.CONTRADICTED,
)  # fmt: skip
"""From best to worst: a claim is as good as the worst of its numbers that can be checked."""


_TOTALS = (Unit.AGREEMENTS, Unit.ROWS, Unit.UNSAID)


@dataclass(frozen=True, slots=True)
class Answer(Shown):
    """What can be said of a claim."""

    claim: Claim
    verdict: Verdict  # the worst of its checkable numbers; cannot be checked if none is
    parts: tuple[Checked, ...]
    sentences: tuple[str, ...]  # one per number

    @property
    def headline(self) -> str:
        """The verdict, and how much of the claim it covers where that is not all."""
        unchecked = sum(p.verdict is Verdict.UNCHECKABLE for p in self.parts)
        if unchecked and unchecked < len(self.parts):
            return f"{self.verdict.value}, for the {len(self.parts) - unchecked} of {len(self.parts)} numbers that can be checked"
        return self.verdict.value + (", for what was understood" if self.claim.not_understood else "")

    @property
    def arithmetic(self) -> str:
        """What the claim's own numbers make: whether those of the three models add up to its total; or empty."""
        counts = [p for p in self.claim.parts if p.kind is Kind.COUNT and p.unit in _TOTALS]
        total = next((p for p in counts if p.model is None), None)
        if total is None or total.operator is not Operator.EXACTLY:
            return ""
        by_model = {
            p.model: p.number for p in counts if p.model and (p.when, p.place) == (total.when, total.place)
        }
        made = sum(by_model.values())
        if len(by_model) < len(MODELS) or made == total.number:
            return ""
        difference = abs(made - total.number)
        side = "fewer" if made < total.number else "more"
        return f"The claim's own numbers by model add up to {made:,.0f}, {difference:,.0f} {side} than its {total.number:,.0f}."

    @property
    def sentence(self) -> str:
        """All of it, to print."""
        return " ".join((*self.sentences, *filter(None, (self.arithmetic,))))

    @property
    def lists(self) -> tuple[ListUsed, ...]:
        """The lists the answer rests on, in time."""
        used = {f.list_used.publication_id: f.list_used for p in self.parts for f in p.findings}
        return tuple(sorted(used.values(), key=lambda u: (u.published_date, u.publication_id)))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the command's JSON gives it."""
        return {
            "claim": self.claim.text,
            "verdict": self.verdict.value,
            "headline": self.headline,
            "sentence": self.sentence,
            "not_understood": list(self.claim.not_understood),
            "read_as": dict(self.claim.read_as),
            "parts": [_part_record(p, s) for p, s in zip(self.parts, self.sentences, strict=True)],
            "lists": [asdict(u) for u in self.lists],
        }


def check(
    registry: Registry, claim: Claim | str, books: Books | None = None, *, today: date | None = None
) -> Answer:
    """Check a claim, as text or as parts. `books` keeps lists read between claims; `today` reads "last year".

    Raises ClaimError for a text without a number. Figures are ICE's own lists'; see docs/methods/claims.md.

    >>> import deputized
    >>> check(deputized.open(), "958 agreements on 2 Sep 2025").verdict
    <Verdict.OFF: 'off by N'>
    """
    claim = parse(claim, today) if isinstance(claim, str) else claim
    books = books or Books(registry)
    parts = tuple(check_part(part, books, registry) for part in claim.parts)
    checkable = [p.verdict for p in parts if p.verdict is not Verdict.UNCHECKABLE]
    worst = max(checkable, key=RANK.index) if checkable else Verdict.UNCHECKABLE
    return Answer(claim, worst, parts, tuple(sentence(p) for p in parts))


_ADDED = ("since when they are more", "it counts the others")
"""Doubts of "six other agencies": that many stand on a list, and whether it is those is not known."""


def check_part(part: Part, books: Books, registry: Registry) -> Checked:
    """The verdict on one number, with what is said beside it; none against it where a doubt stands."""
    if part.foreign:
        return unchecked(part, part.foreign)
    checked = guarded(_check(part, books, registry), books, lambda p: _check(p, books, registry))
    if (
        part.doubt.startswith(_ADDED)
        and not part.is_pending
        and checked.verdict in (Verdict.SUPPORTED, Verdict.WITHIN)
    ):
        return replace(checked, verdict=Verdict.NUMBER_ONLY)
    if part.doubt and checked.verdict in (Verdict.OFF, Verdict.WRONG_UNIT, Verdict.CONTRADICTED):
        nearest = f"; the lists give {checked.best.value:,.0f} ({checked.best.words})" if checked.best else ""
        return replace(checked, verdict=Verdict.UNCHECKABLE, off_by=None, reason=part.doubt + nearest)
    return checked


def _check(part: Part, books: Books, registry: Registry) -> Checked:
    if part.kind is Kind.SHARE:
        return check_share(part, books)
    if part.kind is Kind.GROWTH:
        return check_growth(part, books)
    if part.kind is Kind.CHANGE:
        return check_change(part, books)
    if part.kind is Kind.NEW:
        return check_new(part, books)
    if part.kind is Kind.SIGNED:
        return check_signed(part, books, registry)
    if part.kind is Kind.STATED:
        return unchecked(part, "no number is given")
    return check_count(part, books)


def _part_record(checked: Checked, words: str) -> dict[str, Any]:
    part, best = checked.part, checked.best
    return {
        "number": part.number,
        "operator": part.operator.value,
        "upper": part.upper,
        "kind": part.kind.value,
        "is_pending": part.is_pending,
        "unit": part.unit.value,
        "body": part.body.words if part.body else None,
        "model": part.model,
        "state": ", ".join(part.place.states) if part.place else None,
        "county_fips": part.place.county_fips if part.place else None,
        "first_day": part.when.first.isoformat() if part.when else None,
        "last_day": part.when.last.isoformat() if part.when else None,
        "since": part.since.first.isoformat() if part.since else None,
        "verdict": checked.verdict.value,
        "number_verdict": (checked.number_verdict or checked.verdict).value,
        "unread": list(part.unread),
        "beside": [{"kind": w.extra.sort.value, "words": w.extra.words, "holds": w.holds, "sentence": w.words} for w in checked.weighed],
        "taken_from_elsewhere": part.guessed or None,
        "off_by": checked.off_by,
        "rule": best.words if best else None,
        "rule_list": best.list_used.publication_id if best else None,
        "rule_value": best.value if best else None,
        "low": checked.low,
        "high": checked.high,
        "reason": checked.reason,
        "sentence": words,
        "counts": [
            {
                "rule": f.words, "value": round(f.value, 2), "publication_id": f.list_used.publication_id,
                "sha256": f.list_used.sha256, "list_is": f.position,
            }
            for f in checked.findings
        ],
    }  # fmt: skip

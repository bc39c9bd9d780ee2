"""Known claims against the verdicts a person reached by hand."""

from __future__ import annotations

import deputized
from deputized.claims import check_known


def report() -> str:
    """One line per claim, with the verdict on each of its numbers; those that differ from the hand's are marked."""
    with deputized.open() as registry:
        found = check_known(registry)
    numbers = [(p.verdict, e) for k in found for p, e in zip(k.answer.parts, k.known.expected, strict=True)]
    same = sum(verdict is expected for verdict, expected in numbers)
    lines = [
        "claims: the checker's verdict on each number of every known claim",
        f"{sum(k.agrees for k in found)} of {len(found)} claims and {same} of {len(numbers)} numbers as established by hand",
        "",
    ]
    for k in found:
        verdicts = "; ".join(p.verdict.value for p in k.answer.parts)
        lines.append(f"{'  ' if k.agrees else 'X '}{k.known.claim_id}  {k.known.text}")
        lines.append(f"        {verdicts}")
        if not k.agrees:
            lines.append(f"        by hand: {'; '.join(e.value for e in k.known.expected)} ({k.known.why})")
    return "\n".join(lines) + "\n"

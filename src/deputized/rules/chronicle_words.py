"""What the timeline's chart says, in English; who draws it in another language gives words of their own."""

from __future__ import annotations

from collections.abc import Callable

Say = Callable[..., str]
"""The words of a key, with its values: whole numbers, days and what sources print."""

ENGLISH = {
    "title": "The 287(g) program, 1996 to today",
    "summary": "{stated} sourced statements and {lists} of ICE's lists, {first} to {last}: {fewest} to {most} agreements.",
    "recent": "Since 2025, agreements by model",
    "all": "all {count}",
    "sources": "ICE's lists as held by deputized. Statements: as the table of this chart names them; "
    "hollow: agreements, solid: agencies.",
    "after": "After {last} we hold no list: what stands there is only stated.",
    "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "agreements": "agreements",
    "agencies": "agencies",
    "jurisdictions incl. pending": "jurisdictions incl. pending",
    "single source": "single source",
    "general knowledge, unverified": "not checked against a source",
    "statute": "statute",
    "first_agreement": "first agreement",
    "maricopa": "DOJ: Maricopa",
    "alamance": "DOJ: Alamance",
    "task_forces_end": "task forces end",
    "wso_begins": "WSO begins",
    "revival": "revival",
    "florida": "all Florida sheriffs sign",
    "federal_money": "federal money",
    "reimbursement": "reimbursement",
    "texas": "Texas SB 8",
    "maryland": "Maryland's ban",
    "tennessee": "Tennessee's mandate",
    "new_york": "New York's ban signed",
}


def english(key: str, **values: object) -> str:
    """The English words of a key. Raises KeyError for an unknown one."""
    told = {k: f"{v:,}" if isinstance(v, int) else v for k, v in values.items()}
    return ENGLISH[key].format(**told)

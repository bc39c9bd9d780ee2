"""Money: what published rules reimburse, what an agreement costs an agency, and what happens when the money stops.

`coverage` and `ledger` are the rules applied to a roster, in decimal dollars; `plan`, `flow` and `scenario` are the
cash flow of an agency under what nobody knows; `payments` and `national` check both against what was paid and said.
`rules_json` and `central_case` give both as plain data for an implementation in another language.
"""

from deputized.money.published import central_case, plan_of, rules_json

__all__ = ["central_case", "plan_of", "rules_json"]

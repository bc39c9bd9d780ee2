"""Money: what published rules reimburse, what an agreement costs an agency, and what happens when the money stops.

`coverage` and `ledger` are the rules applied to a roster, in decimal dollars; `plan`, `flow` and `scenario` are the
cash flow of an agency under what nobody knows; `payments` and `national` check both against what was paid and said.
"""

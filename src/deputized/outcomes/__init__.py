"""What came of it: results that are held, what they count, and what they cannot tell."""

from deputized.outcomes.answer import Outcomes, outcomes_of, ties_of

__all__ = ["Outcomes", "outcomes_of", "ties_of"]

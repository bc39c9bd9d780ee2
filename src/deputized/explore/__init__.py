"""Explore: the roster asked by any filter, what changed, and where things are; the same in library, command and browser."""

from deputized.explore.points import Spot, find_spot, miles_between
from deputized.explore.roster import Entry, Roster, RosterRow, roster
from deputized.explore.view import View

__all__ = ["Entry", "Roster", "RosterRow", "Spot", "View", "find_spot", "miles_between", "roster"]

"""Other trackers' tables held against the registry: what agrees, what differs, what is only there, only here, or cannot be told."""

from deputized.trackers.comparing import TrackerComparison, TrackerFinding, compare
from deputized.trackers.reading import TrackerError, TrackerTable, read_tracker

__all__ = ["TrackerComparison", "TrackerError", "TrackerFinding", "TrackerTable", "compare", "read_tracker"]

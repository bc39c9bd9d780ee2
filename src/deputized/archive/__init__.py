"""The archive: every list as it was printed, with its address, shipped as text and read as one ledger."""

from deputized.archive.errors import DateUnknown, LedgerError
from deputized.archive.ledger import Ledger

__all__ = ["DateUnknown", "Ledger", "LedgerError"]

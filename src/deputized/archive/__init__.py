"""The archive: every list as it was printed, with its address, shipped as text and read as one ledger."""

from deputized.archive.errors import DateUnknown, IngestRefused, LedgerError
from deputized.archive.ingest import IngestedFile, IngestReport, ingest
from deputized.archive.intake import Incoming
from deputized.archive.ledger import Ledger

__all__ = [
    "DateUnknown",
    "Incoming",
    "IngestRefused",
    "IngestReport",
    "IngestedFile",
    "Ledger",
    "LedgerError",
    "ingest",
]

"""ICE's lists given back: one CSV a list, zipped, with every row as it was printed, hidden rows and links with it.

Made from what the registry keeps of each; the bytes of ICE's own workbooks are not kept, and their hashes are on the
page of lists. A list that is held never changes, so its file is made once.
"""

from __future__ import annotations

import csv
import io
import zipfile

from deputized.facts.lists import as_printed
from deputized.site.content import SiteContent
from deputized.site.output import OutputFile, digest
from deputized.site.rendering import code_stamp
from deputized.store.export import guarded

COLUMNS = (
    "row_number", "is_hidden", "state_raw", "agency_raw", "type_raw", "county_raw", "support_type_raw", "signed_raw", "moa_raw",
    "moa_url", "addendum_raw", "addendum_url",
)  # fmt: skip


def list_path(publication_id: str) -> str:
    """Where a list's file lies, below the site's root."""
    return f"lists/{publication_id}.zip"


def list_item(content: SiteContent, publication_id: str) -> OutputFile:
    """One list as CSV. Cells that a spreadsheet would run are guarded, as in every download."""

    def make() -> bytes:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in as_printed(content.registry.db, publication_id):
            writer.writerow([guarded(row[c]) if isinstance(row[c], str) else row[c] for c in COLUMNS])
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            archive.writestr(zipfile.ZipInfo(f"{publication_id}.csv", (1980, 1, 1, 0, 0, 0)), out.getvalue().encode("utf-8"),
                             zipfile.ZIP_DEFLATED)  # fmt: skip
        return packed.getvalue()

    return OutputFile(
        list_path(publication_id), digest(code_stamp(), publication_id, content.hashes[publication_id]), make
    )

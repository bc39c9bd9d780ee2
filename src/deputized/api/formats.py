"""An answer as bytes: JSON, CSV, NDJSON or an Arrow stream; which one, by `format` or the Accept header."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from deputized.api.problems import Refusal
from deputized.model.as_data import flatten, guard

TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ndjson": "application/x-ndjson",
    "arrow": "application/vnd.apache.arrow.stream",
}
_ACCEPTED = {
    "application/json": "json", "application/*": "json", "*/*": "json", "text/csv": "csv", "text/*": "csv",
    "application/x-ndjson": "ndjson", "application/ndjson": "ndjson", "application/vnd.apache.arrow.stream": "arrow",
    "text/html": "json",
}  # fmt: skip


def chosen(asked: str | None, accept: str) -> str:
    """The format that is wanted most. Raises `Refusal` if none of ours is."""
    if asked:
        return asked
    wanted = []
    for place, part in enumerate(accept.split(",")[:30]):
        name, *more = (p.strip().casefold() for p in part.split(";"))
        weight = 1.0
        for item in more:
            if item.startswith("q="):
                try:
                    weight = float(item[2:])
                except ValueError:
                    weight = 0.0
        if name in _ACCEPTED and weight > 0:
            wanted.append((-weight, place, _ACCEPTED[name]))
    if not wanted and accept.strip():
        raise Refusal("no_format", f"{accept[:60]!r}: give Accept one of {', '.join(TYPES.values())}")
    return min(wanted)[2] if wanted else "json"


def body(
    format_: str, envelope: Mapping[str, Any], rows: Sequence[dict[str, Any]] | None, fields: Sequence[str]
) -> bytes:
    """The answer in a format; JSON with what it rests on, the others the record or rows alone."""
    if format_ == "json":
        return json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()
    if format_ == "ndjson":
        some = [envelope["answer"]] if rows is None else rows
        return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in some).encode()
    if rows is None:
        rows = [{"field": k, "value": v} for k, v in flatten(envelope["answer"])]
        fields = ("field", "value")
        if format_ == "arrow":
            rows = [
                {"field": r["field"], "value": None if r["value"] is None else str(r["value"])} for r in rows
            ]
    names = list(dict.fromkeys(k for r in rows for k in r)) or list(fields)
    if format_ == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([guard(row.get(name)) for name in names] for row in rows)
        return out.getvalue().encode()
    from arro3.io import write_ipc_stream

    from deputized.library.table import arrow_table

    stream = io.BytesIO()
    write_ipc_stream(arrow_table(names, rows), stream, compression=None)
    return stream.getvalue()

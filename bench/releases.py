"""Speed and memory of taking in a release: five million made up rows, in a process of its own (`python -m bench.releases`)."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

ROWS = 5_000_000
MADE = """
COPY (
  SELECT DATE '2022-10-01' + CAST(i % 1400 AS INTEGER) AS apprehension_date, {others},
    CASE i % 7 WHEN 0 THEN 'CAP - LEE COUNTY JAIL, AL STATE' WHEN 1 THEN 'GWINNETT COUNTY JAIL - 287(G)'
      WHEN 2 THEN 'MIA GENERAL AREA, NON-SPECIFIC' WHEN 3 THEN NULL ELSE 'PLACE ' || (i % 4000) END AS event_landmark,
    CASE i % 90 WHEN 0 THEN '287(g) Program' WHEN 1 THEN 'Custodial Arrest' ELSE 'CAP Local Incarceration' END
      AS apprehension_method,
    CASE i % 3 WHEN 0 THEN 'FLORIDA' WHEN 1 THEN 'TEXAS' ELSE 'GEORGIA' END AS state, 'Town ' || (i % 900) AS city,
    CASE i % 90 WHEN 1 THEN '287g Task Force' ELSE 'ERO Criminal Alien Program' END AS final_program,
    sha256(CAST(i // 2 AS VARCHAR)) AS anonymized_unique_identifier
  FROM range({rows}) t(i)
) TO '{path}' (FORMAT parquet)
"""


def main(rows: int = ROWS) -> None:
    """Make the file, take it in, tell seconds and the most memory."""
    import duckdb

    import deputized
    from deputized.outcomes.import_counts import import_release
    from deputized.outcomes.releases import releases

    release = next(r for r in releases() if r.name == "arrests 2026-08")
    told = ("apprehension_date", "event_landmark", "apprehension_method", "state", "city", "final_program",
            "anonymized_unique_identifier")  # fmt: skip
    others = ", ".join(
        f"'value ' || (i % {11 + n}) AS {c}" for n, c in enumerate(release.columns) if c not in told
    )
    with tempfile.TemporaryDirectory() as folder, deputized.open() as registry:
        path = Path(folder) / "made.parquet"
        maker = duckdb.connect()
        maker.execute("SET memory_limit = '500MB'")
        maker.execute(MADE.format(others=others, rows=rows, path=path))
        maker.close()
        before = resource.getrusage(resource.RUSAGE_SELF)
        start = time.monotonic()
        done = import_release(path, registry, Path(folder) / "kept")
        took = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_SELF)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        print(f"{done.total:,} rows ({path.stat().st_size / 1e6:.0f} MB): {took:.1f} s, {cpu:.1f} s of processor, "
              f"at most {after.ru_maxrss / 1024:.0f} MB; floor {done.floor}, ceiling {done.ceiling:,}")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)

"""How long the calculator's page takes for its 10,000 runs, in Chromium: `python -m bench.page_runs [--freeze]`.

The script is the shipped one (site/assets/worker.js) with the shipped rules. In a worker, as the page runs it; then on the page's
own thread with the processor slowed four and six times, as Lighthouse slows it for a phone: Chromium slows no worker.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deputized.money import rules_json

WORKER = Path(__file__).parents[1] / "src" / "deputized" / "site" / "assets" / "worker.js"
RESULTS = Path(__file__).parent / "results" / "page_runs.txt"
PLAN = {
    "model": "TFM", "officers": 10, "newPosts": 2, "salary": 60_000, "benefits": 0.38, "vehicle": True, "grant": 80_000, "fixed": {},
}  # fmt: skip
IN_A_WORKER = """([code, asked]) => new Promise((done) => {
  const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
  worker.onmessage = (event) => { worker.terminate(); done(event.data.milliseconds); };
  worker.postMessage(asked);
})"""
ON_THE_PAGE = """([code, asked]) => {
  let told;
  new Function('addEventListener', 'postMessage', code)((_, heard) => { told = heard; }, (answer) => { told = answer; });
  told({ data: asked });
  return told.milliseconds;
}"""
MOST = {
    "desktop, in a worker": 1_000,
    "phone, processor slowed 4 times": 3_000,
    "phone, processor slowed 6 times": 3_000,
}


def measure(months: int, times: int = 5) -> dict[str, float]:
    """Median milliseconds of each, the first run among them: the script is compiled anew each time."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        sys.exit("no Chromium on this machine: apt-get install chromium")
    published: dict[str, Any] = rules_json()
    start = 20_362  # 1 October 2025, in days since 1970
    plan = PLAN | {"start": start, "until": start + 730, "months": months}
    asked = {"number": 1, "plan": plan, "published": published, "count": published["draws"]}
    code, found = WORKER.read_text(encoding="utf-8"), {}
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, script, slowed in zip(
            MOST, (IN_A_WORKER, ON_THE_PAGE, ON_THE_PAGE), (1, 4, 6), strict=True
        ):
            page = browser.new_page()
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
            took = [page.evaluate(script, [code, asked]) for _ in range(times)]
            found[name] = round(statistics.median(took))
            page.close()
        browser.close()
    return found


def main() -> None:
    """Slow is what takes longer than it may for 36 months, as the page opens; ten years are shown beside."""
    slow, lines = 0, []
    for months in (36, 120):
        for name, took in measure(months).items():
            slow += months == 36 and took >= MOST[name]
            than = "under" if took < MOST[name] else "NOT under"
            lines.append(f"{months:>3} months, 10,000 runs, {name}: {took:,} ms ({than} {MOST[name]:,})")
    print("\n".join(lines))
    if "--freeze" in sys.argv:
        RESULTS.write_text(
            "\n".join(
                [
                    f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}, {datetime.now(UTC):%Y-%m-%d}",
                    *lines,
                ]
            )
            + "\n",
            encoding="utf-8",
        )
    sys.exit(bool(slow))


if __name__ == "__main__":
    main()

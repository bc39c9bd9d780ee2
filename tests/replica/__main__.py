"""python -m tests.replica [--port 8287] [--switch block ...]: ICE's page and its newest shipped lists on this machine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from replica.books import book, newest
from replica.server import Replica
from replica.world import PAGE, World


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.replica", description=__doc__)
    parser.add_argument("--port", type=int, default=8287)
    parser.add_argument(
        "--switch", action="append", default=[], metavar="NAME[=VALUE]", help="a behavior of Switches"
    )
    options = parser.parse_args()
    world = World()
    body = book(newest(), "2026-05-22T13:00:00")
    world.show(
        "2026-05-22",
        world.put("participatingAgencies05222026pm.xlsx", body, "2026-05-22T18:00:00"),
        agreements=1779,
    )
    for text in options.switch:
        name, _, value = text.partition("=")
        kind = type(getattr(world.switches, name))
        setattr(world.switches, name, True if kind is bool else kind(value))
    with Replica(world, options.port) as server:
        print(f"ICE's page is at {server.url}{PAGE} (Ctrl-C ends it); to use it, write in the settings:")
        print(
            f'[fetch]\npage = "{server.url}{PAGE}"\ncdx = "{server.url}/cdx"\nreplay = "{server.url}/web"',
            flush=True,
        )
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()

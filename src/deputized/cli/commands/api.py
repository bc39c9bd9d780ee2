"""deputized api"""

from __future__ import annotations

import gc
import itertools
import json
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import talk

MISSING = "this needs the extra `api`: pip install 'deputized[api]'"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command("api")
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback unless you say otherwise.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8288, show_default=True, help="0 takes a free one."
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="URL",
    help="Pages that may ask from a browser; default any.",
)
@click.option(
    "--rate",
    type=click.IntRange(0),
    metavar="N",
    help="Questions a client may ask a minute; 0 for any number; default 600, on loopback any.",
)
@click.option(
    "--log", is_flag=True, help="A line a request on standard error: time, path, status; no addresses."
)
@click.option("--openapi", is_flag=True, help="Only write the OpenAPI document to standard output.")
@registry_option
def command(
    host: str,
    port: int,
    origins: tuple[str, ...],
    rate: int | None,
    log: bool,
    openapi: bool,
    path: Path | None,
) -> None:
    """Answer questions over HTTP, read-only, until Ctrl-C: JSON, CSV, NDJSON and Arrow, described by /v1/openapi.json.

    A list taken in meanwhile is answered from as soon as its registry is built; no answer mixes two.

    \b
    deputized api
    curl "http://127.0.0.1:8288/v1/county/48271?as_of=2025-12-15&known_on=2025-03-27"
    curl "http://127.0.0.1:8288/v1/agencies?state=TX&kind=constable&format=csv"
    """
    if openapi:
        from deputized.api.schema import document

        click.echo(json.dumps(document(), ensure_ascii=False, indent=1))
        return
    try:
        import uvicorn

        from deputized.api.app import make_app
    except ModuleNotFoundError as error:
        raise click.ClickException(MISSING) from error
    from deputized.api.desk import AnswerDesk

    with opened(path) as registry:  # built now if need be, with progress
        talk(f"answers from {registry.meta['newest_publication']}")
    limit = rate if rate is not None else (0 if host in LOOPBACK else 600)
    desk = AnswerDesk(path, settled=_settling())
    desk.warm()
    sys.setswitchinterval(
        0.0005
    )  # while a newer registry is read ahead, answers wait for it half a millisecond, not five
    app = make_app(desk, origins=origins or ("*",), a_minute=limit, log=log)
    listener = _listener(host, port)
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"http://{shown}:{listener.getsockname()[1]}/v1/  (Ctrl-C ends it)")
    server = uvicorn.Server(
        uvicorn.Config(app, access_log=False, log_level="error", server_header=False, timeout_keep_alive=30)
    )
    server.run(sockets=[listener])
    talk("stopped")


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        made = socket.create_server((host, port), family=family)
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} cannot be used ({error.strerror}); give another --port"
        ) from error
    # else an answer's body waits 40 ms for the client to acknowledge its head; connections take this over
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)
    return made


def _settling() -> Callable[[], None]:
    """To do when a registry is taken up: what it holds is not searched for garbage again, which stops answers for 100 ms.

    Each registry leaves some 5 MB that only a search frees; every tenth is followed by one.
    """
    turns = itertools.count(1)

    def settle() -> None:
        if next(turns) % 10 == 0:
            gc.unfreeze()
            gc.collect()
        gc.freeze()

    return settle

"""deputized mcp"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deputized.cli.opened import opened, registry_option
from deputized.cli.output import talk

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server

MISSING = "this needs the extra `mcp`: pip install 'deputized[mcp]'"


@click.command("mcp")
@click.option("--http", is_flag=True, help="Over HTTP on this machine instead of standard input and output.")
@click.option("--port", type=click.IntRange(0, 65535), default=8289, show_default=True, help="With --http.")
@registry_option
def command(http: bool, port: int, path: Path | None) -> None:
    """Tools for an assistant (Model Context Protocol): find, place, agency, status, county, changes, mandate, law,
    check_claim, cost, explain, cite. Read-only; answers are short, dated and say what is not known.

    \b
    deputized mcp
    deputized mcp --http --port 8289
    """
    try:
        from deputized.api.tools import make_server
    except ModuleNotFoundError as error:
        raise click.ClickException(MISSING) from error
    from deputized.api.desk import AnswerDesk

    with opened(path):  # built now if need be
        pass
    server = make_server(AnswerDesk(path))
    if http:
        import uvicorn

        talk(f"http://127.0.0.1:{port}/mcp  (Ctrl-C ends it)")
        uvicorn.run(
            server.streamable_http_app(), host="127.0.0.1", port=port, log_level="error", access_log=False
        )
        return
    asyncio.run(_over_stdio(server))


async def _over_stdio(server: Server[Any]) -> None:
    from mcp.server.stdio import stdio_server

    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())

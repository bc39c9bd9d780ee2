"""deputized serve"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from deputized.cli.opened import registry_option
from deputized.cli.output import talk


@click.command("serve")
@click.option(
    "--site",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="A site that was built; nothing is written there. Default: a folder of its own, built if needed.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Loopback unless you say otherwise.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8287, show_default=True, help="0 takes a free one."
)
@click.option(
    "--unless-quiet", is_flag=True, help="Only build and name the page where standard output is no terminal."
)
@registry_option
@click.pass_context
def command(
    ctx: click.Context, folder: Path | None, host: str, port: int, unless_quiet: bool, path: Path | None
) -> None:
    """Build the site if needed and serve it to this machine, until Ctrl-C. A folder you give is served as it is.

    \b
    deputized serve
    deputized serve --port 0
    deputized serve --site public
    """
    from deputized.archive.home import home
    from deputized.cli.commands.site import command as site
    from deputized.site.serving import server

    if folder is not None and not (folder / "index.html").is_file():
        raise click.UsageError(
            f"{folder} holds no site: build one there with `deputized site -o {folder}`, or leave out --site"
        )
    place = folder or home() / "site"
    if folder is None:
        ctx.invoke(site, output=place, path=path)
    if unless_quiet and not sys.stdout.isatty():
        talk(f"look at {place / 'index.html'}, or run: deputized serve")
        return
    try:
        found = server(place, host, port)
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} cannot be used ({error.strerror}); give another --port"
        ) from error
    with found:
        click.echo(f"http://{host}:{found.server_port}/  (Ctrl-C ends it)")
        try:
            found.serve_forever()
        except KeyboardInterrupt:
            talk("stopped")

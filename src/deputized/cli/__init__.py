"""The command line: a thin view of the library, one module per command, loaded when it is asked for."""

from deputized.cli.group import main

__all__ = ["main"]

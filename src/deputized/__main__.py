"""python -m deputized: the command, where the script is not on the path."""

from deputized.cli import main

main()

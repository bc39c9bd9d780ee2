"""Sums and shares as people write them in an option: $52,000, 52000.50, 38%."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    Kind = click.ParamType[float]
else:
    Kind = click.ParamType


class Sum(Kind):
    """A number as offices write it; what can be read in two ways, or in none, is refused in plain words."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        from deputized.money.written import number

        if isinstance(value, int | float):
            return float(value)
        try:
            return float(number(value))
        except ValueError as error:
            self.fail(
                str(error).replace(": say which with --decimal comma or point", "; write it without the dot"),
                param,
                ctx,
            )


SUM = Sum()

"""Money: decimal dollars, never binary floating point in a ledger.

Rounding: each line of a claim is rounded to the cent, half a cent away from zero; totals are sums of rounded
lines, so that they add up on paper.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

CENT = Decimal("0.01")
ZERO = Decimal(0)


def cents(amount: Decimal) -> Decimal:
    """An amount rounded to the cent.

    >>> cents(Decimal("1.005")), cents(Decimal("-1.005"))
    (Decimal('1.01'), Decimal('-1.01'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


def amount(text: object) -> Decimal:
    """A number as people and spreadsheets write it: "52,000", "$52,000.00", 0.38. Raises ValueError otherwise."""
    if isinstance(text, bool):
        raise ValueError(f"{text!r} is not a number")
    written = str(text).strip().removeprefix("$").replace(",", "")
    try:
        value = Decimal(written)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is not a number") from error
    if not value.is_finite():
        raise ValueError(f"{text!r} is not a number")
    return value


def dollars(value: Decimal | float) -> str:
    """An amount for people, in whole dollars.

    >>> dollars(Decimal("-1234.56"))
    '-$1,235'
    """
    whole = Decimal(str(value)).quantize(Decimal(1), ROUND_HALF_UP)
    return f"-${-whole:,}" if whole < 0 else f"${abs(whole):,}"

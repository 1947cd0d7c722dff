"""Progress, whether written 0.5, 50, 50 % or ½ of the way."""

from decimal import Decimal

from portal.plan.importing.values.numbers import number_of


def percent_scale(cells) -> int:
    """100 where a column counts from 0 to 1, else 1; told by all its bare numbers together."""
    numbers = [
        number
        for cell in cells
        if not (isinstance(cell, str) and "%" in cell)
        if (number := number_of(cell, comma=True)) is not None
    ]
    return 100 if numbers and max(numbers) <= 1 else 1


def percent_of(cell, scale: int) -> int | None:
    """0 to 100, or None when the cell holds no number; values beyond are cut to the nearer end."""
    if isinstance(cell, bool):
        return 100 if cell else 0
    number = number_of(cell, comma=True)
    if number is None:
        return None
    if not (isinstance(cell, str) and "%" in cell):
        number *= scale
    return int(min(max(number, Decimal(0)), Decimal(100)).to_integral_value())

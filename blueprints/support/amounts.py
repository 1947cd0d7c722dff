"""How big something is, and how much, as the reader writes it."""
from decimal import Decimal
from functools import lru_cache

from babel.units import format_unit
from flask import Flask

from blueprints.support.formats import money, number
from blueprints.support.language import sentence as _
from blueprints.support.reader import locale
from portal.files.limits import MOST_BYTES

UNITS = ((2**20, "digital-megabyte"), (2**10, "digital-kilobyte"))


def install(app: Flask) -> None:
    app.jinja_env.filters["amount"] = amount
    app.jinja_env.filters["budgeted"] = budgeted
    app.jinja_env.globals["most_bytes"] = MOST_BYTES


def amount(size: int) -> str:
    """ "1.2 MB": what people compare, in steps of 1,024 bytes."""
    return _amount(size, locale())


@lru_cache(4096)
def _amount(size: int, language: str) -> str:
    step, unit = next((each for each in UNITS if size >= each[0]), UNITS[-1])
    number = max(size / step, 0.1)
    return format_unit(round(number, 1) if number < 10 else round(number), unit, "short", locale=language)


def budgeted(value: Decimal | None, unit: str, currency: str) -> str:
    """So much money, or so many hours: "€12,000", "120 h"."""
    if value is None:
        return "–"
    if unit == "hours":
        return _("%(hours)s h", hours=number(_short(value)))
    return money(value, currency)


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()

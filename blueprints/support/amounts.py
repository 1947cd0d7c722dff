"""How big something is, and how much, as the reader writes it."""
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency
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
    """So much money, without cents where it has none, or so many hours: "€12,000", "120 h"."""
    if value is None:
        return "–"
    if unit == "hours":
        return _("%(hours)s h", hours=number(_short(value)))
    return _whole_money(value, currency, locale()) if value == value.to_integral_value() else money(value, currency)


@lru_cache(4096)
def _whole_money(value: Decimal, currency: str, language: str) -> str:
    """As the language writes money, without the cents there are none of."""
    pattern = Locale.parse(language).currency_formats["standard"].pattern.replace("0.00", "0")
    return format_currency(value, currency, pattern, locale=language, currency_digits=False)


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()

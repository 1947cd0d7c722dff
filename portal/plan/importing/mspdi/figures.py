"""Numbers as MSPDI writes them: hundredths of the currency, tenths of minutes, PT…H…M…S."""

from decimal import Decimal, InvalidOperation

from portal.plan.importing.values.durations import WorkingTime, duration_of, neat
from portal.plan.importing.values.numbers import SIGNS

PERCENT = {19, 20, 51, 52}
ELAPSED = {4, 6, 8, 10, 12, 20}
TYPES = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}


def says_yes(row: dict, name: str) -> bool:
    return row.get(name, "").strip().casefold() in ("1", "true", "-1")


def says_no(row: dict, name: str) -> bool:
    return row.get(name, "").strip().casefold() in ("0", "false")


def decimal_of(text: str | None) -> Decimal | None:
    try:
        number = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 15 else None


def integer_of(text: str | None) -> int | None:
    number = decimal_of(text)
    return int(number) if number is not None else None


def working_time(project: dict[str, str]) -> WorkingTime:
    """The length of a day, week and month in this project; eight hours where it does not say."""
    day = decimal_of(project.get("MinutesPerDay")) or Decimal(480)
    day = day if 30 <= day <= 1440 else Decimal(480)
    week = decimal_of(project.get("MinutesPerWeek")) or day * 5
    month = decimal_of(project.get("DaysPerMonth")) or Decimal(20)
    return WorkingTime(day / 60, week / day if day <= week <= day * 7 else Decimal(5), month if 1 <= month <= 31 else Decimal(20))


def money_of(text: str | None) -> Decimal | None:
    """Costs stand in hundredths; zero is no cost."""
    number = decimal_of(text)
    return round(number / 100, 2) if number else None


def currency_of(project: dict[str, str]) -> str | None:
    code = project.get("CurrencyCode", "").upper()
    return code if len(code) == 3 and code.isalpha() else SIGNS.get(project.get("CurrencySymbol", ""))


def hours_of(text: str | None, working: WorkingTime) -> Decimal | None:
    found = duration_of(text, working=working) if (text or "").strip().upper().lstrip("-").startswith("P") else None
    return found.hours if found else None


def is_elapsed(duration_format: str | None) -> bool:
    number = integer_of(duration_format) or 0
    return (number - 32 if number > 32 else number) in ELAPSED


def days_of(hours: Decimal, elapsed: bool, working: WorkingTime) -> Decimal:
    return neat(hours / (24 if elapsed else working.hours_a_day))


def lag_of(link: dict, duration_days: Decimal | None, working: WorkingTime) -> tuple[Decimal, str]:
    """(working days, how it was said when days do not say it all)."""
    amount, unit = decimal_of(link.get("LinkLag")) or Decimal(0), integer_of(link.get("LagFormat")) or 7
    if not amount:
        return Decimal(0), ""
    if unit in PERCENT:
        return neat((duration_days or Decimal(0)) * amount / 100), f"{amount.normalize():f}%"
    if is_elapsed(str(unit)):
        days = neat(amount / 10 / 1440)
        return days, f"{days:f}ed"
    return neat(amount / 10 / 60 / working.hours_a_day), ""

"""How long something takes or waits: `3d`, `2 wks`, `1,5 Tage`, `4 jours`, `8:30`, `PT40H0M0S`, `P2D`, `5 edays?`."""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal

from portal.plan.importing.values.numbers import number_of
from portal.plan.importing.values.text import folded
from portal.plan.importing.values.units import UNITS

PART = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*([^\W\d_]*)\.?")
ISO = re.compile(
    r"([+-]?)P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?",
    re.I,
)
SMALL_WORDS = re.compile(
    r"\(.*?\)|[?~≈]|\bca\b\.?|\bund\b|\band\b|\bet\b|\bfort\w*|\bouvr\w+|\b[uú]teis\b|\blaborables?\b|\bworking\b|\bbusiness\b"
    r"|\bman[ -](?=days?\b)|\bperson[ -](?=days?\b)",
    re.I,
)
CALENDAR = re.compile(r"\bkalender(?=dag|tag)|\bcalendar\b|\bcalendaires?\b|\bcorridos\b|\bnaturales\b|\bcal\b", re.I)
ISO_UNITS = ("y", "mo", "w", "d", "h", "min", "s")


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """How many working hours a day, days a week and days a month have in this file."""

    hours_a_day: Decimal = Decimal(8)
    days_a_week: Decimal = Decimal(5)
    days_a_month: Decimal = Decimal(20)

    def hours(self, amount: Decimal, unit: str, elapsed: bool = False) -> Decimal:
        day = self.hours_a_day
        week, month = (Decimal(7), Decimal(30)) if elapsed else (self.days_a_week, self.days_a_month)
        factor = {
            "s": Decimal(1) / 3600,
            "min": Decimal(1) / 60,
            "h": Decimal(1),
            "d": day,
            "w": day * week,
            "mo": day * month,
            "y": day * month * 12,
        }[unit]
        return amount * factor


@dataclass(frozen=True, slots=True)
class Duration:
    """Working hours and days; `elapsed` when the days run through weekends."""

    hours: Decimal
    days: Decimal
    elapsed: bool = False


def duration_of(cell, *, unit: str = "d", working: WorkingTime = WorkingTime()) -> Duration | None:
    """The duration in a cell, or None; a bare number counts in `unit`."""
    if isinstance(cell, timedelta):
        return made(Decimal(str(cell.total_seconds())) / 3600, working)
    if isinstance(cell, time):
        return made(Decimal(cell.hour) + Decimal(cell.minute) / 60, working)
    bare = not isinstance(cell, str) or re.fullmatch(r"\s*[+-]?[\d.,]+\s*", cell)
    number = number_of(cell, comma=True) if bare else None
    if number is not None:
        return made(working.hours(number, unit), working)
    return from_text(str(cell).strip()[:60], working) if cell else None


def from_text(text: str, working: WorkingTime) -> Duration | None:
    if clock := re.fullmatch(r"(\d{1,4}):([0-5]\d)(?::[0-5]\d)?", text):
        return made(Decimal(clock[1]) + Decimal(clock[2]) / 60, working)
    if (iso := ISO.fullmatch(text)) and any(iso.groups()[1:]):
        return from_iso(iso, working)
    return from_words(text, working)


def from_iso(iso: re.Match, working: WorkingTime) -> Duration:
    hours = sum(
        (working.hours(Decimal(amount), unit) for amount, unit in zip(iso.groups()[1:], ISO_UNITS, strict=False) if amount),
        Decimal(0),
    )
    return made(-hours if iso[1] == "-" else hours, working)


def from_words(text: str, working: WorkingTime) -> Duration | None:
    """Amounts with units, nothing else but small words between them."""
    whole = bool(CALENDAR.search(text))
    text = SMALL_WORDS.sub(" ", CALENDAR.sub(" ", text))
    parts = PART.findall(text)
    if not parts or PART.sub("", text).strip(" ,.;+&"):
        return None
    hours, elapsed = Decimal(0), whole
    for amount, word in parts:
        unit, ran = unit_of(word, amount)
        if unit is None:
            return None
        hours += working.hours(Decimal(amount.replace(",", ".")), unit, ran)
        elapsed = elapsed or ran
    return made(hours, working, elapsed)


def unit_of(word: str, amount: str = "0") -> tuple[str | None, bool]:
    """The unit a word stands for and whether it counts elapsed time (`ed`, `eday`, `fd`)."""
    word = folded(word)
    if word == "m":
        return ("mo" if abs(float(amount.replace(",", "."))) <= 12 else "min"), False
    if word in UNITS:
        return UNITS[word], False
    if word[:1] in ("e", "f") and word[1:] in UNITS:
        return UNITS[word[1:]], True
    return None, False


def made(hours: Decimal, working: WorkingTime, elapsed: bool = False) -> Duration | None:
    if abs(hours) > 1_000_000:
        return None
    return Duration(neat(hours), neat(hours / working.hours_a_day), elapsed)


def neat(number: Decimal) -> Decimal:
    """Two decimals at most, none where none are needed."""
    number = round(number, 2)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()

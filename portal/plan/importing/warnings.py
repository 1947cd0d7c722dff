"""Collecting warnings, with an end: the ten-thousandth bad date teaches nobody anything."""

from portal.plan.importing.limits import MAX_WARNINGS
from portal.plan.importing.plan import Warning


class Warnings(list):
    """A list of `Warning` that stops growing at a limit and then says so once."""

    def add(self, row: int | None, code: str, **params):
        if len(self) < MAX_WARNINGS:
            self.append(Warning(row, code, {name: short(value) for name, value in params.items()}))
        elif len(self) == MAX_WARNINGS:
            self.append(Warning(None, "warnings_cut", {"limit": MAX_WARNINGS}))


def short(value):
    """The value as it can stand in a sentence."""
    if isinstance(value, str) and len(value) > 80:
        return value[:79] + "…"
    return value

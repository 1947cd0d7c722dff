"""Hierarchy from how far a title is moved in: spaces, tabs, dots, dashes, arrows."""

import re

LEAD = re.compile(r"^((?:\s|\u00a0|\u3000|\.(?=[\s.]|[^\W\d])|[-–—>»›→•·*+|└├─_](?=[\s\-–—>»›→•·*+|└├─_]|[^\W\d_]))*)")


def lead_of(title: str) -> str:
    """What stands before the title itself; a lone dot belongs to it (`.NET`)."""
    lead = LEAD.match(title)[1]
    return "" if lead == "." else lead


def indent_of(title: str) -> int:
    """The width of what stands before the first letter; a tab counts four."""
    return sum(4 if char in "\t\u3000" else 1 for char in lead_of(title))


def without_indent(title: str) -> str:
    return title[len(lead_of(title)) :].strip()


def indent_levels(titles: list[str]) -> list[int] | None:
    """Levels from 0, or None when all titles stand at the same place or the widths make no ladder. A dash or dot before few
    titles is an ornament."""
    widths = [indent_of(title) for title in titles]
    dotted = [lead for title in titles if (lead := lead_of(title)).strip()]
    if dotted and len(dotted) < 0.2 * len(titles) and not any(lead[:1].isspace() for lead in map(lead_of, titles)):
        return None
    if len(set(widths)) < 2 or widths[0] != min(widths):
        return None
    return widths

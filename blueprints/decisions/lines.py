"""Questions in lists."""
from datetime import date
from typing import NamedTuple
from uuid import UUID

from flask import url_for

from blueprints.decisions.showing import how_it_stands
from portal.decisions.listing import Line
from portal.plan.turn import reader_of
from portal.projects.standing import Standing


class Row(NamedTuple):
    """One question in a list."""

    id: UUID
    url: str
    title: str
    turn: str
    icon: str
    word: str
    until: date | None
    internal: bool
    is_here: bool


def lines_of(lines: list[Line], standing: Standing, *, here: UUID | None = None) -> list[Row]:
    """Lines of a list as this reader sees them; ``here`` is the one whose page is open."""
    reader = reader_of(standing)
    rows = []
    for line in lines:
        stand = how_it_stands(line.state, reader, asked=line.asked, until=line.until, waiting=line.waiting,
                              ended_at=line.ended_at)
        rows.append(Row(line.id, url_for("approvals.show", project_id=line.project_id, entry_id=line.id), line.title, *stand,
                        line.until if line.state == "open" else None,
                        standing.is_staff and line.audience == "internal", line.id == here))
    return rows

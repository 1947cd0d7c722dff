"""Questions in lists."""
from datetime import date
from typing import NamedTuple
from uuid import UUID

from flask import url_for

from blueprints.decisions.showing import how_it_stands
from portal.decisions.approval import Approval
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


def lines_of(approvals: list[Approval], standing: Standing, *, here: UUID | None = None) -> list[Row]:
    """Questions of a list as this reader sees them; ``here`` is the one whose page is open."""
    reader = reader_of(standing)
    return [Row(each.id, url_for("approvals.show", project_id=each.project_id, entry_id=each.id), each.title,
                *how_it_stands(each, reader), each.promised if each.is_open else None,
                standing.is_staff and not each.is_shared, each.id == here) for each in approvals]

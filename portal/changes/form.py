"""The canonical form of a change request: before and after as the plan stands now, as far as the client may see it.

Whoever decides on a change decides on this, by its hash. Once the plan has moved it is another one, and they are asked again.
"""
import json
from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.util import identity_key

from portal.base.database import db, writes
from portal.changes.change_request import ChangeRequest
from portal.changes.effects import effects_of
from portal.changes.line import Line, State
from portal.changes.outlook import Outlook, outlook_of
from portal.decisions.canonical import FORMS, SPONSORED, canonical
from portal.entries.about import AboutLink
from portal.projects.project import Project


def change_form(change: ChangeRequest) -> str:
    """Title, why, each item before and after, the budget where the client sees it."""
    project = project_of(change)
    outlook = outlook_of(project, effects_of(change))
    # Only what is shared by name depends on what it is tied to.
    tied = tied_to(change) if any(line.audience == "named" for line in outlook.lines) else None
    return written_form(change, project, outlook, tied)


def written_form(change: ChangeRequest, project: Project, outlook: Outlook, tied: Collection[UUID] | None = None) -> str:
    """The form of an outlook that was reckoned already, told to those who see what it is tied to."""
    form = {"kind": "change_request", "id": str(change.id), "title": change.title, "why": change.why,
            "items": [{"id": str(line.id), "before": _told(line.before), "after": _told(line.after)}
                      for line in told_lines(outlook, tied)]}
    if outlook.money and project.budget_shared:
        form["budget"] = {"before": _amount(outlook.money.before), "after": _amount(outlook.money.after),
                          "unit": outlook.money.unit, "currency": outlook.money.currency}
    return canonical(form)


def client_lines(outlook: Outlook) -> list[Line]:
    """What of an outlook is the client's business: what it sees of shared items."""
    lines = [line.for_client() for line in outlook.lines if line.audience != "internal"]
    return [line for line in lines if not line.is_same]


def told_lines(outlook: Outlook, tied: Collection[UUID] | None) -> list[Line]:
    """What of it everybody may read who sees the question: of what is shared with named people only what it is tied to.

    ``tied`` is None before anybody is asked: then it is checked who sees all of it.
    """
    return [line for line in client_lines(outlook) if tied is None or line.audience == "client" or line.id in tied]


def tied_to(change: ChangeRequest) -> set[UUID] | None:
    """What everybody sees who sees the question about a change; None before anybody was asked. One statement."""
    if change.approval_id is None:
        return None
    return set(db.session.scalars(select(AboutLink.about_id).where(AboutLink.entry_id == change.approval_id)))


def as_told(outlook: Outlook, form: dict) -> Outlook:
    """What of an outlook a form told its readers, and what is the team's own: a yes is a yes to no more."""
    told = {item["id"] for item in form["items"]}
    lines = [line for line in outlook.lines
             if line.audience == "internal" or line.for_client().is_same or str(line.id) in told]
    return replace(outlook, lines=lines, money=outlook.money if "budget" in form else None)


def project_of(change: ChangeRequest) -> Project:
    """The project of a change request, with its workspace. One statement; none for who only reads and has it already."""
    known = None if writes.get() else db.session.identity_map.get(identity_key(Project, change.project_id))
    if known is not None and not {"workspace", "budget_shared"} & inspect(known).unloaded:
        return known
    return db.session.scalar(select(Project).where(Project.id == change.project_id).options(joinedload(Project.workspace)))


def form_facts(form: str) -> dict:
    """A form read back."""
    return json.loads(form)


def _told(state: State | None) -> dict | None:
    if state is None:
        return None
    told = {"title": state.title, "level": state.level, "promised": state.promised and state.promised.isoformat(),
            "start": state.start and state.start.isoformat()}
    return told | ({"description": state.description} if state.description else {})


def _amount(amount) -> str | None:
    return None if amount is None else f"{amount.normalize():f}"


FORMS["change_request"] = change_form
SPONSORED.add("change_request")

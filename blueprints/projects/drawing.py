"""A project as HTML: the head of its pages, its row in lists."""
from typing import NamedTuple

from flask import Blueprint, url_for
from markupsafe import Markup

from blueprints.projects.forms import STATUS_WORDS
from blueprints.support.amounts import budgeted
from blueprints.support.formats import day
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from blueprints.support.skeletons import filled, part
from blueprints.support.standing_parts import dated
from portal.base.clock import today
from portal.projects.lists import Word, word_on
from portal.projects.project import Project
from portal.projects.standing import Standing

bp = Blueprint("projects_drawing", __name__)


class Head(NamedTuple):
    """What the head of a project's pages shows its reader."""

    active: str
    health: str | None
    archived: bool
    #: Whether the reader may look at it as the client does, and may change its settings.
    looks: bool
    settles: bool
    here: str
    whose: str
    name: str
    #: What is not as usual: planned, on hold, done; and when it starts, while that lies ahead.
    status: str | None
    next: str | None
    until: Markup | None
    budget: str | None


HEAD = Head._fields[5:]


@bp.app_template_global()
def project_header(project: Project, standing: Standing, active: str) -> Markup:
    """The head of every page of a project: whose it is, how it stands as its reader was told, and its parts."""
    looks = standing.is_staff and not standing.viewer.read_only
    word = word_on(project, staff_here=standing.is_staff)
    budget = None
    if project.budget is not None and standing.sees_money:
        budget = budgeted(project.budget, project.budget_unit, project.budget_currency or project.workspace.currency)
    return filled("projects/_project_header.html", "project_header", Head(
        active, word.health, project.archived_at is not None, looks,
        looks and standing.seat.may("manager"), url_for("plans.show", project_id=project.id),
        project.client.name if standing.is_staff else project.workspace.name, project.name, _status(project), _next(word),
        dated(project.promised_end) if project.promised_end else None, budget), HEAD)


@bp.app_template_global()
def project_row(project: Project, word: Word | Project) -> Markup:
    """A project in a list: its name, whose it is, how it is doing and what comes next as its reader was told, until when."""
    return part("projects/_project_row.html", "project_row", word.health, here=url_for("plans.show", project_id=project.id),
                name=project.name, client=project.client.name, provider=project.workspace.name, status=_status(project),
                next=_next(word), until=dated(project.promised_end) if project.promised_end else None)


def _status(project: Project) -> str | None:
    if project.status == "planned" and project.start and project.start > today(project.workspace.time_zone):
        return _("Starts %(day)s", day=day(project.start))
    return None if project.status == "active" else in_words(STATUS_WORDS[project.status])


def _next(word: Word | Project) -> str | None:
    return _("Next: %(milestone)s", milestone=word.next_milestone) if word.next_milestone else None

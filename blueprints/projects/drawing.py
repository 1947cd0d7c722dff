"""A project as HTML: the head of its pages, its row in lists."""
from typing import NamedTuple

from flask import Blueprint, url_for
from markupsafe import Markup

from blueprints.support.amounts import budgeted
from blueprints.support.skeletons import filled, part
from blueprints.support.standing_parts import dated
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
    until: Markup | None
    budget: str | None


HEAD = Head._fields[5:]


@bp.app_template_global()
def project_header(project: Project, standing: Standing, active: str) -> Markup:
    """The head of every page of a project: whose it is, how it stands as its reader was told, and its parts."""
    looks = standing.is_staff and not standing.viewer.read_only
    budget = None
    if project.budget is not None and standing.sees_money:
        budget = budgeted(project.budget, project.budget_unit, project.budget_currency or project.workspace.currency)
    return filled("projects/_project_header.html", "project_header", Head(
        active, project.health if standing.is_staff else project.shared_health, project.archived_at is not None, looks,
        looks and standing.seat.may("manager"), url_for("plans.show", project_id=project.id),
        project.client.name if standing.is_staff else project.workspace.name, project.name,
        dated(project.promised_end) if project.promised_end else None, budget), HEAD)


@bp.app_template_global()
def project_row(project: Project, health: str | None) -> Markup:
    """A project in a list: its name, whose it is, how it is doing, when it is promised."""
    return part("projects/_project_row.html", "project_row", health, here=url_for("plans.show", project_id=project.id),
                name=project.name, client=project.client.name, provider=project.workspace.name,
                until=dated(project.promised_end) if project.promised_end else None)

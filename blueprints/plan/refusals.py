"""A report that could not be stored: the words are kept, with what is missing or what changed meanwhile."""
from flask import url_for

from blueprints.plan.reports import head_context, shape_asked
from blueprints.support.conflicts import differences
from blueprints.support.render import render

#: What the parts of a report are called where a change is shown.
ACTIONS = {"obstacle": ("obstacles.create", None), "percent": ("percents.update", "PUT")}


def differing_in(item, *fields: str) -> dict:
    """What of these the reader was shown and is another now."""
    return differences(item, *fields)


def refused_report(item, standing, form, part: str):
    """422 with what is missing."""
    return _again(item, standing, form, part, {}, 422)


def conflicting(item, standing, form, part: str, differing: dict):
    """409 with what was shown and what it is now."""
    return _again(item, standing, form, part, differing, 409)


def _again(item, standing, form, part, differing, status):
    endpoint, method = ACTIONS[part]
    return render("plan/report_again.html", fragment="plan/report_again.htmx.html", status=status, form=form, part=part,
                  action=url_for(endpoint, project_id=item.project_id, item_id=item.id), method=method, differing=differing,
                  shape=shape_asked(), **head_context(item, standing))

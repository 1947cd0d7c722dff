"""A report that could not be stored: the words are kept, with what is missing or what changed meanwhile."""
from flask import jsonify, url_for

from blueprints.plan.reports import head_context, shape_asked
from blueprints.support.acts import wants_json
from blueprints.support.conflicts import differences, plain
from blueprints.support.render import render

#: What the parts of a report are called where a change is shown.
ACTIONS = {"obstacle": ("obstacles.create", None), "percent": ("percents.update", "PUT")}


def differing_in(item, *fields: str) -> dict:
    """What of these the reader was shown and is another now."""
    return differences(item, *fields)


def refused_report(item, standing, form, part: str):
    """422 with what is missing."""
    if wants_json():
        return jsonify(outcome="refused", reason="incomplete", errors=_errors(form)), 422
    return _again(item, standing, form, part, {}, 422)


def conflicting(item, standing, form, part: str, differing: dict):
    """409 with what was shown and what it is now."""
    if wants_json():
        return jsonify(outcome="conflict", changed={name: {"shown": plain(old), "now": plain(now)}
                                                    for name, (old, now) in differing.items()}), 409
    return _again(item, standing, form, part, differing, 409)


def _errors(form) -> dict:
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def _again(item, standing, form, part, differing, status):
    endpoint, method = ACTIONS[part]
    return render("plan/report_again.html", fragment="plan/report_again.htmx.html", status=status, form=form, part=part,
                  action=url_for(endpoint, project_id=item.project_id, item_id=item.id), method=method, differing=differing,
                  shape=shape_asked(), **head_context(item, standing))

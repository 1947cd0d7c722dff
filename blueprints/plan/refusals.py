"""A report that could not be stored: the words are kept, with what is missing or what changed meanwhile."""
from flask import request, url_for
from flask_babel import gettext as _

from blueprints.plan.reports import head_context, shape_asked
from blueprints.plan.words import state_word
from blueprints.support.conflicts import differs
from blueprints.support.render import render

#: The route of each report that is asked for again, and the method it is meant with.
ACTIONS = {"obstacle": ("obstacles.create", None), "percent": ("percents.update", "PUT"),
           "done": ("completions.create", None), "open": ("completions.destroy", "DELETE"),
           "goes_on": ("obstacles.destroy", "DELETE")}


def meanwhile(item, *fields: str, yours: str) -> dict[str, tuple[str, str]]:
    """What somebody changed since a report's form was shown: how the item stands, and these of what it says.

    Label -> (what was shown, what it is now); ``yours`` says what the reporter wants it to be.
    """
    found = {}
    if differs("state", item.state, label=_("State"), yours=yours, theirs=state_word(item.state)):
        found[_("State")] = state_word(request.form["shown_state"]), state_word(item.state)
    if "title" in fields and differs("title", item.title, label=_("Title")):
        found[_("Title")] = request.form["shown_title"], item.title
    if "percent" in fields and differs("percent", item.percent):
        found["percent"] = request.form["shown_percent"], item.percent
    return found


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

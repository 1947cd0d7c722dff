"""A new message from anywhere: which thread shall it go to? Each leads to its composer."""
from flask import Blueprint, abort, request

from blueprints.support.door import viewer
from blueprints.support.keeping import kept
from blueprints.support.render import render
from blueprints.support.windows import page_asked
from portal.base.ids import parse_id
from portal.inbox.choosing import latest_to_write_in, projects_to_write_in, threads_of
from portal.projects.lists import WINDOW

bp = Blueprint("new_messages", __name__, url_prefix="/new-message")


@bp.get("")
@kept
def show():
    if "project" in request.args:
        return _in_project()
    found = projects_to_write_in(viewer(), after=parse_id(request.args.get("after")))
    latest = [] if "after" in request.args else latest_to_write_in(viewer())
    return render("inbox/new_message.html", latest=latest, projects=found[:WINDOW],
                  more=found[WINDOW - 1].id if len(found) > WINDOW else None)


def _in_project():
    number = page_asked(most=1000)
    project, entries, more = threads_of(viewer(), parse_id(request.args["project"]), number=number) or abort(404)
    return render("inbox/new_message_in.html", project=project, entries=entries, number=number, more=more)

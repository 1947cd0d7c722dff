"""What the reader was told about one entry, or a project itself: read, or left unread again."""
from uuid import UUID

from flask import Blueprint, redirect, request, url_for

from blueprints.inbox.grouping import drawn_groups
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.addresses import entry_url
from blueprints.support.door import viewer
from blueprints.support.finding import entry_or_404, project_or_404
from blueprints.support.moments import moment_sent
from blueprints.support.render import render, wants_fragment
from portal.entries.entry import Entry
from portal.inbox.groups import groups_of
from portal.inbox.marking import read_about, unread_again
from portal.inbox.told import told_of

bp = Blueprint("notices", __name__, url_prefix="/projects/<uuid:project_id>")
#: An entry's, and the project's own.
PLACES = ("/notices", "/entries/<uuid:entry_id>/notices")


def route(path: str, method: str):
    def place(view):
        for before in PLACES:
            view = bp.route(before + path, methods=[method])(view)
        return view
    return place


@route("", "GET")
def show(project_id: UUID, entry_id: UUID | None = None):
    """Its line in the inbox as it is now: nothing where nothing was told, or is told any more."""
    _find(project_id, entry_id)
    if not wants_fragment():
        return redirect(_in_inbox(entry_id or project_id))
    return render("inbox/group.htmx.html", group=_drawn(entry_id or project_id))


@route("/seen", "PUT")
@act("notices.seen")
def seen(project_id: UUID, entry_id: UUID | None = None):
    entry = _find(project_id, entry_id)
    abort_unless(not viewer().read_only)
    changed = read_about(viewer(), project_id=project_id, entry_id=entry_id, until=moment_sent("until"))
    # From its own page one stays there.
    commit(entry_url(entry) if entry and request.form.get("here") else _in_inbox(entry_id or project_id), changed=changed)
    return answer(fragment="inbox/group.htmx.html", group=_drawn(entry_id or project_id))


@route("/seen", "DELETE")
@act("notices.unread")
def unseen(project_id: UUID, entry_id: UUID | None = None):
    _find(project_id, entry_id)
    abort_unless(not viewer().read_only)
    changed = unread_again(viewer(), project_id=project_id, entry_id=entry_id)
    commit(_in_inbox(entry_id or project_id), changed=changed)
    return answer(fragment="inbox/group.htmx.html", group=_drawn(entry_id or project_id))


def _find(project_id: UUID, entry_id: UUID | None) -> Entry | None:
    if entry_id is not None:
        return entry_or_404(project_id, entry_id)
    project_or_404(project_id)
    return None


def _in_inbox(key: UUID) -> str:
    return url_for("inbox.index", _anchor=f"n-{key}")


def _drawn(key: UUID):
    groups = groups_of(viewer(), unread=True, only=key).groups or groups_of(viewer(), unread=False, only=key).groups
    return drawn_groups(groups, told_of(viewer(), groups))

"""The inbox: what the reader was told, by entry: their move first, then what is new, then what they have read."""
from flask import Blueprint, request, url_for

from blueprints.inbox.grouping import sections_of
from blueprints.support.acts import act, answer, commit
from blueprints.support.door import viewer
from blueprints.support.keeping import kept
from blueprints.support.moments import moment_sent
from blueprints.support.places import opened, sealed
from blueprints.support.render import render
from portal.inbox.groups import Window, groups_of
from portal.inbox.marking import read_all
from portal.inbox.told import told_of
from portal.letters.tray import trays_waiting

bp = Blueprint("inbox", __name__, url_prefix="/inbox")


@bp.get("")
@kept
def index():
    """The first page holds what is unread and what was read last; further ones go on with either."""
    before, only_unread = opened(request.args.get("before")), request.args.get("show") == "unread"
    unread = _window(only_unread or before is None, True, before)
    read = _window(not only_unread, False, before)
    names = told_of(viewer(), unread.groups + read.groups)
    return render("inbox/index.html", fragment="inbox/index.htmx.html", is_first=before is None,
                  trays=trays_waiting(viewer()) if before is None else [],
                  more_unread=_further(unread, show="unread"), older=_further(read),
                  sections=sections_of(unread.groups + read.groups, names),
                  until=max((group.newest.at for group in unread.groups), default=None))


@bp.put("/seen")
@act("inbox.seen")
def seen():
    """All is read, up to the newest word that was on the page."""
    changed = read_all(viewer(), until=moment_sent("until"))
    commit(url_for(".index"), changed=changed)
    return answer()


def _further(window: Window, **shown) -> str | None:
    return None if window.older is None else url_for(".index", before=sealed(window.older), **shown)


def _window(wanted: bool, unread: bool, before: int | None) -> Window:
    return groups_of(viewer(), unread=unread, before=before) if wanted else Window([], None)

"""How closely the reader follows an entry."""
from uuid import UUID

from flask import Blueprint, abort, redirect, request
from markupsafe import Markup

from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.addresses import entry_url
from blueprints.support.door import viewer
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.render import render, wants_fragment
from blueprints.talk.following import drawn_follow
from portal.entries.entry import Entry
from portal.inbox.following import following_of
from portal.notices.follow import LEVELS
from portal.notices.following import choose_level

bp = Blueprint("following", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/follow")


@bp.get("")
def show(project_id: UUID, entry_id: UUID):
    entry = entry_or_404(project_id, entry_id)
    if not wants_fragment():
        return redirect(entry_url(entry))
    return render("inbox/follow.htmx.html", follow=_drawn(entry))


@bp.put("")
@act("entry.follow")
def update(project_id: UUID, entry_id: UUID):
    entry = entry_or_404(project_id, entry_id)
    abort_unless(not viewer().read_only)
    level = request.form.get("level")
    if level not in LEVELS:
        abort(422)
    choose_level(entry=entry, user_id=viewer().user_id, level=level)
    commit(entry_url(entry))
    return answer(fragment="inbox/follow.htmx.html", follow=_drawn(entry))


def _drawn(entry: Entry) -> Markup:
    return drawn_follow(entry, following_of(standing_or_404(entry.project), entry))

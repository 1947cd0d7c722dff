"""What was written since a page was opened: for pages that stay open, one rendering for all who read the same."""
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, redirect, render_template, request

from blueprints.support.addresses import entry_url
from blueprints.support.door import viewer
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.reader import locale, zone
from blueprints.support.render import wants_fragment
from blueprints.support.shared_fragments import keep_fragment, kept_fragment
from blueprints.talk.threads import setting_of, talk_of
from portal.base.ids import parse_id
from portal.entries.entry import Entry
from portal.history.reading import newest_event
from portal.projects.standing import Standing

bp = Blueprint("arrivals", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/messages/arrivals")


class Arrived(NamedTuple):
    """Messages as HTML, and who wrote them: to their authors they look different."""

    html: str
    authors: frozenset[UUID]


@bp.get("")
def index(project_id: UUID, entry_id: UUID):
    """The messages behind the last one on the screen; from the beginning where none is there yet."""
    entry = entry_or_404(project_id, entry_id)
    standing = standing_or_404(entry.project)
    if not wants_fragment():
        return redirect(entry_url(entry))
    after = parse_id(request.args.get("after"))
    # The setting holds the names, addresses, words and powers that messages are drawn with.
    key = (entry.id, entry.audience, after, standing.is_staff, setting_of(entry, standing), locale(), zone(),
           newest_event(entry.id))
    kept = kept_fragment(key)
    if kept is None or viewer().user_id in kept.authors:
        kept = _drawn(entry, standing, after, key)
    return kept.html


def _drawn(entry: Entry, standing: Standing, after: UUID | None, key: tuple) -> Arrived:
    talk = talk_of(entry, standing, **({"after": after} if after else {}))
    arrived = Arrived(render_template("talk/arrivals.htmx.html", thread=talk), frozenset(post.author.id for post in talk.posts))
    # One's own can be edited, what was edited shows how: such buttons carry the nonce of this answer. Which files came with
    # a message, and whether they are still there, depends on who reads it, and on more than the history of its entry.
    if not any(post.mine or post.edited or post.has_files for post in talk.posts):
        keep_fragment(key, arrived)
    return arrived

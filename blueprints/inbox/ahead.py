"""What the worker shall keep before it is asked for: addresses, each with a mark that changes when its page does."""
from flask import Blueprint, jsonify, url_for

from blueprints.inbox.grouping import news_of
from blueprints.support.addresses import entry_url
from blueprints.support.door import viewer
from blueprints.support.keeping import copies_allowed
from blueprints.support.reader import zone
from portal.base.clock import today
from portal.inbox.ahead import Ahead, stamp_of, worth_keeping
from portal.inbox.groups import groups_of

bp = Blueprint("ahead", __name__, url_prefix="/me/ahead")
#: Of so many projects the plan and the list of discussions.
PROJECTS = 5
#: Of so many unread entries the page.
TOLD = 10


@bp.get("")
def show():
    """``{"pages": [[address, mark], ...], "pictures": [address, ...]}``, the most needed first; nothing without copies.

    ``pictures``: those of these pages whose pictures go along.
    """
    pages, pictures = _worth() if copies_allowed() else ([], [])
    return jsonify(pages=pages, pictures=pictures)


def _worth() -> tuple[list[tuple[str, str]], list[str]]:
    told = groups_of(viewer(), unread=True, size=TOLD).groups
    entries, projects = worth_keeping(viewer(), [group.entry for group in told if group.entry])
    # What is late today was not yesterday.
    whole = stamp_of([str(today(zone())), *(each.stamp for each in entries)])
    inbox = stamp_of([whole, *(news_of(group.key, group.newest.at) for group in told)])
    lists = [url_for("new_messages.show"), url_for("projects.index")]
    # One signs out from there, also where there is no network.
    if not viewer().limited:
        lists.append(url_for("profile.edit"))
    rooms = [url_for(endpoint, project_id=project.id) for project in projects[:PROJECTS]
             for endpoint in ("plans.show", "discussions.index")]
    pages = [(url_for("home.show"), whole), (url_for("inbox.index"), inbox), *((address, whole) for address in lists),
             *((_address(each), each.stamp) for each in entries), *((address, whole) for address in rooms)]
    return pages, [_address(each) for each in entries if each.needed]


def _address(each: Ahead) -> str:
    return entry_url(each.entry, version=each.version_id)

"""At the head of a thread: how closely its reader follows it, and a mark that its page has been seen."""
from flask import url_for
from markupsafe import Markup

from blueprints.support.skeletons import part
from portal.entries.entry import Entry
from portal.inbox.following import Following


def drawn_follow(entry: Entry, following: Following | None) -> Markup | str:
    """The choice of how closely to follow an entry, as HTML; nothing for a look through other eyes."""
    if following is None:
        return ""
    return part("inbox/_follow.html", "follow", following.level, following.why, away=following.away, key=entry.id,
                title=entry.title, url=url_for("following.show", project_id=entry.project_id, entry_id=entry.id))


def drawn_notice_mark(entry: Entry, following: Following | None) -> Markup | str:
    """A form that sends itself once the page is there, where something told of the entry is unread."""
    if following is None or following.unread_until is None:
        return ""
    return part("inbox/_notice_mark.html", "notice_mark", until=following.unread_until.isoformat(),
                url=url_for("notices.seen", project_id=entry.project_id, entry_id=entry.id))

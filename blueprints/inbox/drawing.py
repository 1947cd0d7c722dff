"""What is new, as HTML."""
from collections.abc import Callable

from flask import url_for
from markupsafe import Markup

from blueprints.support.addresses import entry_url
from blueprints.support.event_words import event_line
from blueprints.support.formats import Stamps
from blueprints.support.language import sentence_of as ngettext
from blueprints.support.skeletons import part
from portal.inbox.changes import Change

#: So many lines are told of one entry.
TOLD = 3


def drawn_changes(changes: list[Change]) -> Markup:
    """Entries and what others did to them, the newest line first."""
    stamp = Stamps()
    return Markup("".join([_drawn(change, stamp) for change in changes]))


def _drawn(change: Change, stamp: Callable) -> Markup:
    entry, project, at, more = change.entry, change.project, stamp(change.events[0].at), len(change.events) - TOLD
    lines = Markup("").join([Markup("<li>{}</li>").format(event_line(event, change.names, project.workspace.name))
                             for event in change.events[:TOLD]])
    return part("inbox/_change.html", "change", lines=lines, title=entry.title if entry else project.name,
                here=entry_url(entry) if entry else url_for("plans.show", project_id=project.id),
                project=project.name, iso=at.iso, exact=at.exact, ago=at.ago,
                more=ngettext("%(num)s more", "%(num)s more", more) if more > 0 else None)

"""What somebody was told as HTML: one row for each entry, in sections."""
from datetime import datetime
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from blueprints.inbox.notice_words import said_of
from blueprints.plan.words import turn_word
from blueprints.support.addresses import entry_url
from blueprints.support.formats import Stamp, Stamps
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from blueprints.support.skeletons import part
from portal.inbox.ahead import stamp_of
from portal.inbox.groups import Group
from portal.inbox.lines import TOLD


def sections_of(groups: list[Group], names: dict) -> list[tuple[str, str, Markup]]:
    """(kind, word, rows): what is the reader's move, what else is new, what they have read; only those that hold something."""
    kinds, shown = {"yours": _("Your move"), "new": _("New"), "earlier": _("Earlier")}, {}
    for group in groups:
        # A project that has something new stands there only.
        shown.setdefault(group.key, group)
    parts = {kind: [group for group in shown.values() if group.lines and _kind(group) == kind] for kind in kinds}
    return [(kind, word, drawn_groups(parts[kind], names)) for kind, word in kinds.items() if parts[kind]]


def drawn_groups(groups: list[Group], names: dict[UUID, set[UUID] | None]) -> Markup:
    """Rows of the inbox; a group of which nothing is told any more has none."""
    stamps = Stamps()
    return Markup("").join([_drawn(group, names[group.project.id], stamps(group.lines[0].at)) for group in groups if group.lines])


def news_of(key: UUID, at: datetime) -> str:
    """A word that names an unread row, and changes when something is added to it."""
    return stamp_of([str(key), at.isoformat()])


def _kind(group: Group) -> str:
    if not group.is_unread:
        return "earlier"
    return "yours" if group.is_yours else "new"


def _drawn(group: Group, names: set[UUID] | None, at: Stamp) -> Markup:
    more = group.unread - min(TOLD, len(group.lines))
    lines = Markup("").join([Markup("<li>{}</li>").format(said_of(line, names, group.project.workspace.name))
                             for line in group.lines[:TOLD]])
    turn, internal = group.turn, any(line.internal for line in group.lines)
    return part("inbox/_group.html", "group", group.is_unread, internal, turn.kind if turn else None, turn.icon if turn else None,
                key=group.key, here=_address(group), opens=opens(group), lines=lines, at=group.newest.at.isoformat(),
                title=group.entry.title if group.entry else group.project.name, project=group.project.name,
                news=news_of(group.key, group.newest.at), iso=at.iso, exact=at.exact, ago=at.ago,
                turn_word=turn_word(turn) if turn else None,
                fresh=_("New") if group.unread < 2 else ngettext("%(num)s new", "%(num)s new", group.unread),
                more=ngettext("%(num)s more", "%(num)s more", more) if more > 0 else None)


def _address(group: Group) -> str:
    ids = {"entry_id": group.entry.id} if group.entry else {}
    return url_for("notices.show", project_id=group.project.id, **ids)


def opens(group: Group) -> str:
    """Where a tap leads: to the first unread message, else to the thing itself."""
    if group.entry is None:
        return url_for("budgets.show" if group.newest.kind == "money" else "plans.show", project_id=group.project.id)
    first = group.first_message
    if first is None:
        return entry_url(group.entry)
    around = {"around": first} if group.is_far else {}
    return entry_url(group.entry, **around, _anchor=f"m-{first}")

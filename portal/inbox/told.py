"""Groups of the inbox, filled: lines, turns and names, for all groups of a page at once."""
from collections import defaultdict
from uuid import UUID

from portal.changes.waiting import raised
from portal.decisions.awaiting import asked_for
from portal.inbox.groups import Group
from portal.inbox.lines import lines_of, unread_of
from portal.inbox.naming import names_among
from portal.inbox.turns import turn_at
from portal.plan.reading import find_items
from portal.projects.viewer import Viewer


def told_of(viewer: Viewer, groups: list[Group]) -> dict[UUID, set[UUID] | None]:
    """Fill these groups; whose names the viewer may see, by project. At most nine statements, however many groups.

    What nothing can be told of any more is left empty.
    """
    unread = unread_of(viewer, [group.entry.id for group in groups if group.is_unread and group.entry])
    ids = [id for each in unread.values() for id in each.ids]
    ids += [id for group in groups if group.key not in unread for id in group.ids]
    lines = lines_of(viewer, ids)
    for group in groups:
        group.lines = [line for line in lines if line.key == group.key and line.is_unread == group.is_unread]
        if told := unread.get(group.key):
            group.unread, group.first_message, group.is_far = told.number, told.first_message, told.is_far
        else:
            group.unread = len(group.lines)
    _turned(viewer, groups)
    return names_among(viewer, [group.project for group in groups])


def _turned(viewer: Viewer, groups: list[Group]) -> None:
    """Whose move each item, question and proposed change is by now. Nothing is asked for a kind that is not there."""
    by_kind = defaultdict(list)
    for group in groups:
        if group.entry is not None:
            by_kind[group.entry.kind].append(group.entry.id)
    ids = by_kind["work_item"]
    items = find_items(viewer, ids, [group.project for group in groups]) if ids else {}
    items |= asked_for(viewer, by_kind["approval"]) | raised(viewer, by_kind["change_request"])
    for group in groups:
        item = items.get(group.key)
        if item is not None:
            # Who stands on both sides reads it as the client does.
            seat = viewer.contact_seat(group.project.client_id) or viewer.staff_seat(group.project.workspace_id)
            group.turn = turn_at(item, seat) if seat else None

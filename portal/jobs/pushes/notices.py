"""The push that tells of one notification, or of several at once."""
import json

from portal.jobs.pushes.ground import Ground, Reader
from portal.jobs.pushes.kinds import push
from portal.jobs.pushes.saying import Line, Saying
from portal.notices.delivery import Delivery

#: More than a screen shows of one notification.
MOST_LINES = 6


@push("notice", "bundle")
def compose(delivery: Delivery, notices: list, reader: Reader, ground: Ground) -> Saying | None:
    """Nothing goes out where everything was read, muted or lost meanwhile: then no notices are handed in."""
    lines = [_line(notice, reader, ground) for notice in sorted(notices, key=lambda each: each.at, reverse=True)]
    if not lines:
        return None
    projects = {ground.projects[line.project_id] for line in lines}
    return Saying(locale=reader.locale, zone=reader.zone, brand=reader.brand(projects), private=reader.private,
                  lines=tuple(lines[:MOST_LINES]), more=max(0, len(lines) - MOST_LINES))


def _line(notice, reader: Reader, ground: Ground) -> Line:
    project, entry = ground.projects[notice.project_id], ground.entries.get(notice.entry_id)
    seat = reader.seat_in(project)
    return Line(
        kind=notice.kind, project_id=project.id, project=project.name, actor=notice.actor, lane=notice.lane,
        entry_id=entry and entry.id, entry_kind=entry and entry.kind, title=entry and entry.title,
        message_id=notice.message_id, words=ground.excerpts.get(notice.message_id, ""),
        facts=json.dumps(notice.facts or {}, sort_keys=True),
        open_state=ground.states.get(notice.entry_id) if notice.kind == "turn" else None,
        may_reply=entry is not None and seat is not None and (seat.is_staff or seat.may("contributor")),
    )

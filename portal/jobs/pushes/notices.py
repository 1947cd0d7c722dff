"""The push that tells of one notification, or of several at once."""
import json

from portal.inbox.owed import Notice
from portal.jobs.claiming import Owed
from portal.jobs.pushes.ground import Ground, Reader
from portal.jobs.pushes.kinds import push
from portal.jobs.pushes.saying import Line, Saying

#: More than a screen shows of one notification.
MOST_LINES = 6
#: So many threads are named by a push: it has to stay small.
MOST_THREADS = 12


@push("notice", "bundle")
def compose(delivery: Owed, notices: list[Notice], reader: Reader, ground: Ground) -> Saying | None:
    """Nothing goes out where everything was read, muted or lost meanwhile: then no notices are handed in."""
    if not notices:
        return None
    lines = [_line(notice, reader, ground) for notice in reversed(notices)]
    threads = tuple(sorted({notice.entry_id or notice.project_id for notice in notices}))
    return Saying(locale=reader.locale, zone=reader.zone, brand=reader.brand({notice.project for notice in notices}),
                  private=reader.private, lines=tuple(lines[:MOST_LINES]), more=max(0, len(lines) - MOST_LINES),
                  threads=threads if len(threads) <= MOST_THREADS else ())


def _line(notice: Notice, reader: Reader, ground: Ground) -> Line:
    seat = reader.seat_in(notice.project)
    return Line(
        kind=notice.kind, project_id=notice.project_id, project=notice.project.name, lane=notice.lane,
        actor=notice.actor or notice.project.workspace.name, entry_id=notice.entry_id, entry_kind=notice.entry_kind,
        title=notice.title, message_id=notice.message_id, words=ground.excerpts.get(notice.message_id, ""),
        facts=json.dumps(notice.facts or {}, sort_keys=True),
        open_state=ground.states.get(notice.entry_id) if notice.kind == "turn" else None,
        may_reply=notice.entry_id is not None and seat is not None and (seat.is_staff or seat.may("contributor")),
    )

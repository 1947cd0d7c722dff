"""One letter of the tray on its page: what it says, and where it may go."""
from flask import request

from blueprints.support.door import viewer
from blueprints.support.render import render
from blueprints.support.store import store
from blueprints.support.windows import page_asked
from blueprints.talk.composing import audience_words
from portal.base.ids import parse_id
from portal.entries.entry import Entry
from portal.entries.visible import find_entry
from portal.inbox.choosing import latest_to_write_in, projects_to_write_in, threads_of
from portal.letters.tray import Glimpse, Line, glimpse, staff_eyes
from portal.people.membership import Membership
from portal.projects.standing import Standing, standing_on_seen
from portal.talk.access import lanes_to_write
from portal.talk.people import contacts_who_read

#: So many of the latest threads are offered beside the one it answers.
LATEST = 6


def letter_page(seat: Membership, line: Line, *, status: int = 200, trouble: str | None = None, lane: str | None = None):
    """The page of a letter; what waits with the ways to file it."""
    said = glimpse_of(line)
    shown = {"workspace": seat.workspace, "line": line, "letter": line.letter, "said": said, "trouble": trouble}
    ways = _ways(seat, line) if line.letter.state == "tray" else None
    return render("letters/letter.html", status=status, **shown, ways=ways, target=_target(line, lane))


def glimpse_of(line: Line, **how) -> Glimpse:
    try:
        return glimpse(line.letter, store(), **how)
    except FileNotFoundError:
        return Glimpse("", "", [], False)


def entry_asked(line: Line, asked) -> Entry | None:
    """The entry of this workspace that the request names, else the one the letter answers: where the viewer sees it."""
    project_id = parse_id(asked.get("project")) or line.project_id
    entry_id = parse_id(asked.get("entry")) or line.letter.entry_id
    eyes = staff_eyes(viewer(), line.letter.workspace_id)
    entry = find_entry(eyes, project_id, entry_id) if eyes and project_id and entry_id else None
    return entry if entry is not None and entry.workspace_id == line.letter.workspace_id else None


def standing_there(entry: Entry) -> Standing:
    """What the viewer is on an entry's project as one of the staff."""
    return standing_on_seen(staff_eyes(viewer(), entry.workspace_id), entry.project)


def _target(line: Line, lane: str | None) -> dict | None:
    """Where it would go now: the entry, and in which lanes."""
    entry = entry_asked(line, request.values) if line.letter.state == "tray" else None
    standing = entry and standing_there(entry)
    lanes = lanes_to_write(standing, entry) if standing else ()
    if not lanes:
        return None
    audience = audience_words(contacts_who_read(entry), standing) if "shared" in lanes else ""
    return {"entry": entry, "lanes": lanes, "lane": lane if lane in lanes else lanes[0], "audience": audience}


def _ways(seat: Membership, line: Line) -> dict:
    """Other threads it may go to: those of a project that was asked for, else the latest, and the projects."""
    eyes = staff_eyes(viewer(), seat.workspace_id)
    project_id, number = parse_id(request.args.get("in")), page_asked(most=1000)
    if project_id and (found := threads_of(eyes, project_id, number=number)):
        project, entries, more = found
        return {"project": project, "entries": entries, "number": number, "more": more, "projects": []}
    latest = [entry for entry, _at in latest_to_write_in(eyes) if entry.id != line.letter.entry_id]
    return {"project": None, "entries": latest[:LATEST], "number": 1, "more": False, "projects": projects_to_write_in(eyes)}

"""The versions of a document, as its page shows them: which one, who brought it, why, and who has seen it."""
from typing import NamedTuple
from uuid import UUID

from blueprints.files.finding import document_or_404
from blueprints.files.showing import CardLine, lines_of
from blueprints.files.viewing import viewer_context
from blueprints.support.addresses import entry_url
from blueprints.support.door import viewer
from blueprints.talk.threads import seen_words, thread_context
from portal.entries.access import may_share
from portal.entries.entry import Entry
from portal.entries.visible import find_entry
from portal.files.reading import Line
from portal.files.seeing import Sighting, seen_by
from portal.projects.standing import Standing
from portal.talk.access import may_reply


class VersionRow(NamedTuple):
    """A version, and who else has seen it, in words and one by one."""

    line: CardLine
    seen: str
    sightings: list[Sighting]
    #: Whether its reader has it before them for the first time.
    is_new: bool


def version_rows(standing: Standing, document: Entry, versions: list[Line]) -> list[VersionRow]:
    """One statement."""
    found = seen_by(standing, [line.file.id for line in versions])
    return [_row(standing, line, found.get(line.id, [])) for line in lines_of(document.project_id, versions)]


def _row(standing: Standing, line: CardLine, sightings: list[Sighting]) -> VersionRow:
    me = standing.viewer.user_id
    others = [each for each in sightings if each.person.id not in (me, line.by_id)]
    is_new = not standing.viewer.read_only and line.by_id != me and all(each.person.id != me for each in sightings)
    return VersionRow(line, seen_words([each.person for each in others]), others, is_new)


def document_context(project_id: UUID, document_id: UUID) -> dict:
    """What the page of a document shows."""
    document, standing, versions = document_or_404(project_id, document_id)
    about = document.about_id and find_entry(viewer(), project_id, document.about_id)
    return {"document": document, "standing": standing, "rows": version_rows(standing, document, versions), "about": about,
            "about_url": about and entry_url(about), "may_add": may_reply(standing), "may_share": may_share(standing),
            **viewer_context(document, standing), **thread_context(document, standing)}

"""The versions of a document, as its page shows them: which one, who brought it, why, and who has seen it."""
from typing import NamedTuple
from uuid import UUID

from flask import abort

from blueprints.files.showing import CardLine, lines_of
from blueprints.files.viewing import viewer_context
from blueprints.support.addresses import page_url
from blueprints.support.finding import beside_or_404, standing_or_404
from blueprints.talk.threads import seen_words, thread_context
from portal.entries.access import may_share
from portal.entries.entry import Entry
from portal.files.document import Document
from portal.files.reading import Line, versions_of
from portal.files.retitling import may_rename
from portal.files.seeing import Sighting, seen_by
from portal.files.taking_back import may_take_back, taken_back_of
from portal.projects.standing import Standing
from portal.talk.access import may_reply


class VersionRow(NamedTuple):
    """A version, and who else has seen it, in words and one by one."""

    line: CardLine
    seen: str
    sightings: list[Sighting]
    #: Whether its reader has it before them for the first time.
    is_new: bool
    #: Whether its reader brought it, and may take it back.
    is_mine: bool


def version_rows(standing: Standing, document: Entry, versions: list[Line]) -> list[VersionRow]:
    """One statement; none for none."""
    if not versions:
        return []
    found = seen_by(standing, [line.file.id for line in versions])
    return [_row(standing, line, found.get(line.id, [])) for line in lines_of(document.project_id, versions)]


def _row(standing: Standing, line: CardLine, sightings: list[Sighting]) -> VersionRow:
    me = standing.viewer.user_id
    others = [each for each in sightings if each.person.id not in (me, line.by_id)]
    is_new = not standing.viewer.read_only and line.by_id != me and all(each.person.id != me for each in sightings)
    return VersionRow(line, seen_words([each.person for each in others]), others, is_new, may_take_back(standing, line))


def document_context(project_id: UUID, document_id: UUID) -> dict:
    """What the page of a document shows; without ``rows`` where all that its reader saw of it was taken back."""
    document, about = beside_or_404(project_id, document_id, Document)
    standing = standing_or_404(document.project)
    versions, gone = versions_of(standing, document), taken_back_of(standing, document)
    if not (versions or gone):
        abort(404)
    return {"document": document, "standing": standing, "rows": version_rows(standing, document, versions), "gone": gone,
            "about": about, "about_url": about and page_url(about.kind, project_id, about.id), "may_add": may_reply(standing),
            "may_share": may_share(standing), "may_rename": may_rename(standing, document),
            **(viewer_context(document, standing) if versions else {}), **thread_context(document, standing)}

"""Documents and versions from addresses: through the fence, and by the reader's lanes."""
from uuid import UUID

from flask import abort
from flask_babel import gettext as _

from blueprints.support.errors import sorry
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.store import store
from portal.files.document import Document
from portal.files.reading import Line, find_version, versions_of
from portal.files.scan import may_fetch
from portal.projects.standing import Standing


def document_or_404(project_id: UUID, document_id: UUID, *, before: UUID | None = None) -> tuple[Document, Standing, list[Line]]:
    """A document, the reader's standing, and a page of the versions they see: one without any is none."""
    document = entry_or_404(project_id, document_id, Document)
    standing = standing_or_404(document.project)
    return document, standing, versions_of(standing, document, before=before) or abort(404)


def found_or_404(project_id: UUID, document_id: UUID) -> tuple[Document, Standing]:
    """A document, and the reader's standing: for who asks for one of its versions next."""
    document = entry_or_404(project_id, document_id, Document)
    return document, standing_or_404(document.project)


def version_or_404(project_id: UUID, document_id: UUID, version_id: UUID):
    """One version of a document, with the facts of its bytes."""
    document = entry_or_404(project_id, document_id, Document)
    return find_version(standing_or_404(document.project), document.id, version_id) or abort(404)


def open_version_or_refuse(project_id: UUID, document_id: UUID, version_id: UUID):
    """One version whose bytes, and what was made of them, may go out to this reader: the virus scanner has its word here."""
    return opened_or_refuse(project_id, document_id, version_id)[2]


def opened_or_refuse(project_id: UUID, document_id: UUID, version_id: UUID):
    """The document, the reader's standing, and that version."""
    document = entry_or_404(project_id, document_id, Document)
    standing = standing_or_404(document.project)
    version = find_version(standing, document.id, version_id) or abort(404)
    if not may_fetch(version.scan, staff_here=standing.is_staff, scans=store().scans):
        abort(_not_clean(version.scan))
    return document, standing, version


def _not_clean(scan: str):
    if scan == "infected":
        return sorry(403, _("The virus scanner found something in this file"), _("Nobody can open it any more. Ask whoever sent "
                     "it for another one."), reason="file_infected")
    return sorry(403, _("This file is still being checked for viruses"), _("Try again in a moment."), reason="file_unchecked")

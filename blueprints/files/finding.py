"""Documents and versions from addresses: through the fence, and by the reader's lanes."""
from uuid import UUID

from flask import abort

from blueprints.support.finding import entry_or_404, standing_or_404
from portal.files.document import Document
from portal.files.reading import find_version, versions_of


def document_or_404(project_id: UUID, document_id: UUID):
    """A document, the reader's standing, and the versions they see: one without any is none."""
    document = entry_or_404(project_id, document_id, Document)
    standing = standing_or_404(document.project)
    return document, standing, versions_of(standing, document) or abort(404)


def version_or_404(project_id: UUID, document_id: UUID, version_id: UUID):
    """One version of a document, with the facts of its bytes."""
    document = entry_or_404(project_id, document_id, Document)
    return find_version(standing_or_404(document.project), document.id, version_id) or abort(404)

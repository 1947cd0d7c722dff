"""The page of a document: what it looks like, its versions, and what is said about it."""
from uuid import UUID

from flask import Blueprint

from blueprints.files.finding import document_or_404
from blueprints.files.showing import lines_of
from blueprints.support.addresses import entry_url
from blueprints.support.door import viewer
from blueprints.support.keeping import kept
from blueprints.support.render import render
from blueprints.talk.threads import thread_context
from portal.entries.visible import find_entry

bp = Blueprint("documents", __name__, url_prefix="/projects/<uuid:project_id>/documents")


@bp.get("/<uuid:document_id>")
@kept
def show(project_id: UUID, document_id: UUID):
    document, standing, versions = document_or_404(project_id, document_id)
    about = find_entry(viewer(), project_id, document.about_id)
    return render("files/show.html", document=document, standing=standing, versions=lines_of(project_id, versions),
                  about=about, about_url=about and entry_url(about), **thread_context(document, standing))

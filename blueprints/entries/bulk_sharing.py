"""Sharing or hiding a selection of a project's entries at once. A list posts the ids it ticked as ``entry``."""
from uuid import UUID

from flask import Blueprint, abort, flash, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from blueprints.entries.choice import Choice, ids, read_choice
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.door import viewer
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.render import render
from portal.base.database import db
from portal.base.many import parts
from portal.decisions.unsharing import open_approvals_on
from portal.entries.access import may_share
from portal.entries.entry import Entry
from portal.entries.prospect import prospect_of_many
from portal.entries.sharing import share_all, unshare_all
from portal.entries.visible import entries_visible_to

bp = Blueprint("bulk_sharing", __name__, url_prefix="/projects/<uuid:project_id>/sharing")

MOST = 1000


@bp.post("")
@act("entries.look_over")
def edit(project_id: UUID):
    """Only shows the dialog: a selection is too long for an address."""
    project = _project(project_id)
    return _dialog(project, _selected(project), Choice())


@bp.put("")
@act("entries.share")
def update(project_id: UUID):
    project = _project(project_id)
    entries, choice = _selected(project), read_choice()
    if not entries:
        return _dialog(project, entries, choice, status=422)
    if trouble := choice.trouble(prospect_of_many(entries).contacts):
        return _dialog(project, entries, choice, status=422, trouble=trouble)
    changed = share_all(entries=entries, by=viewer().user, audience=choice.audience, readers=choice.readers)
    return _done(project, entries, ngettext("%(num)s item shared.", "%(num)s items shared.", len(changed)))


@bp.delete("")
@act("entries.unshare")
def destroy(project_id: UUID):
    project = _project(project_id)
    entries = _selected(project)
    if not entries:
        return _dialog(project, entries, Choice(), status=422)
    changed = unshare_all(entries=entries, by=viewer().user)
    return _done(project, entries, ngettext("%(num)s item hidden from the client.", "%(num)s items hidden from the client.",
                                            len(changed)))


def _project(project_id: UUID):
    project = project_or_404(project_id)
    abort_unless(may_share(standing_or_404(project)))
    return project


def _selected(project) -> list[Entry]:
    """The ticked entries of the project; one that is not there is like all that are not: 404."""
    wanted = sorted(ids("entry"))
    if len(wanted) > MOST:
        abort(422)
    here = entries_visible_to(viewer()).where(Entry.project_id == project.id)
    found = [entry for part in parts(wanted) for entry in db.session.scalars(here.where(Entry.id.in_(part)))]
    if len(found) != len(wanted):
        abort(404)
    abort_unless(all(entry.may_be_shared for entry in found))
    return sorted(found, key=lambda entry: (entry.path, entry.title))


def _dialog(project, entries: list[Entry], choice: Choice, *, status: int = 200, trouble: str | None = None):
    if not entries:
        trouble = _("Nothing is selected. Tick some items first.")
    return render("entries/bulk_sharing.html", fragment="entries/bulk_sharing.htmx.html", status=status, project=project,
                  entries=entries, choice=choice, trouble=trouble, prospect=prospect_of_many(entries) if entries else None,
                  back=_list(project, entries),
                  questions=open_approvals_on([entry for entry in entries if entry.is_shared]))


def _list(project, entries: list[Entry]) -> str:
    """Where they were ticked."""
    of_files = entries and all(entry.kind == "document" for entry in entries)
    return url_for("documents.index" if of_files else "plans.show", project_id=project.id)


def _done(project, entries: list[Entry], told: str):
    commit(_list(project, entries))
    flash(told)
    return answer()

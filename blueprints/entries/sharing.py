"""Sharing one entry with the client side, or its branch, and hiding it again."""
from uuid import UUID

from flask import Blueprint, abort, flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from blueprints.entries.choice import Choice, clash, read_choice
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.addresses import entry_url
from blueprints.support.door import viewer
from blueprints.support.errors import sorry
from blueprints.support.finding import entry_or_404, standing_or_404
from blueprints.support.render import render
from portal.decisions.unsharing import open_approvals_on
from portal.entries.access import may_share
from portal.entries.branch import hidden_below, shared_below
from portal.entries.prospect import Prospect, prospect_of
from portal.entries.sharing import share_all, unshare_all
from portal.files.pin import Pin
from portal.files.pin_sharing import remark_of, stays_with_team
from portal.talk.coming_along import all_internal, bring_along, count_lanes, hold_back, internal_messages

bp = Blueprint("sharing", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/sharing")


@bp.get("")
def edit(project_id: UUID, entry_id: UUID):
    entry, _standing = _shareable(project_id, entry_id)
    prospect = prospect_of(entry)
    return _dialog(entry, prospect, Choice.of(entry, prospect).beginning_with(_remark_of(entry)))


@bp.put("")
@act("entry.share")
def update(project_id: UUID, entry_id: UUID):
    entry, standing = _shareable(project_id, entry_id)
    choice, prospect = read_choice(), prospect_of(entry)
    if choice.turning:
        return _dialog(entry, prospect, choice)
    if trouble := choice.trouble(prospect.contacts):
        return _dialog(entry, prospect, choice, status=422, trouble=trouble)
    if changed := clash(entry, prospect):
        return _dialog(entry, prospect, choice, status=409, trouble=changed)
    if _says_nothing(entry, choice):
        return _dialog(entry, prospect, choice, status=422,
                       trouble=_("A pin without words is not shown. Tick what the client shall read at it."))
    if not all_internal(entry, choice.messages):
        return _dialog(entry, prospect, choice.without_messages(), status=409,
                       trouble=_("A message you chose was deleted or shared meanwhile. Choose again."))
    shared = [entry, *(hidden_below(entry) if choice.branch else ())]
    if not (choice.seen or entry.is_shared):
        hold_back(entry=entry, by=standing)
    share_all(entries=shared, by=viewer().user, audience=choice.audience, readers=choice.readers)
    bring_along(entry=entry, by=standing, messages=choice.messages)
    commit(entry_url(entry))
    flash(ngettext("Shared.", "%(num)s items shared.", len(shared)))
    return answer()


@bp.delete("")
@act("entry.unshare")
def destroy(project_id: UUID, entry_id: UUID):
    entry, _standing = _shareable(project_id, entry_id)
    choice, prospect = read_choice(), prospect_of(entry)
    if changed := clash(entry, prospect):
        return _dialog(entry, prospect, Choice.of(entry, prospect), status=409, trouble=changed)
    hidden = [entry, *(shared_below(entry) if choice.branch else ())]
    unshare_all(entries=hidden, by=viewer().user)
    commit(entry_url(entry))
    flash(ngettext("Hidden from the client.", "%(num)s items hidden from the client.", len(hidden)))
    return answer()


def _shareable(project_id: UUID, entry_id: UUID):
    entry = entry_or_404(project_id, entry_id)
    standing = standing_or_404(entry.project)
    abort_unless(may_share(standing) and entry.may_be_shared)
    if isinstance(entry, Pin) and request.method != "DELETE" and stays_with_team(entry):
        abort(sorry(409, _("This version is the team’s own"), _("A pin goes where its version goes: share the version first."),
                    "version_internal"))
    return entry, standing


def _remark_of(entry) -> UUID | None:
    """The message without which it would say nothing: a pin's remark, for as long as no word of it is shared."""
    return remark_of(entry) if isinstance(entry, Pin) and not entry.is_shared else None


def _says_nothing(entry, choice: Choice) -> bool:
    if not isinstance(entry, Pin) or entry.is_shared or choice.messages:
        return False
    return not choice.seen or remark_of(entry) is not None


def _dialog(entry, prospect: Prospect, choice: Choice, *, status: int = 200, trouble: str | None = None):
    return render("entries/sharing.html", fragment="entries/sharing.htmx.html", status=status, entry=entry,
                  prospect=prospect, choice=choice, trouble=trouble, lanes=count_lanes(entry),
                  window=internal_messages(entry, before=choice.before), back=entry_url(entry),
                  questions=_questions(entry, prospect) if entry.is_shared else [])


def _questions(entry, prospect: Prospect) -> list:
    """The open questions that hiding it ends; those of its branch among them."""
    return open_approvals_on([entry, *(shared_below(entry) if prospect.below and prospect.below.shared else ())])

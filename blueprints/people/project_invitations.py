"""Inviting the client's people to a project: who was invited, by whom, and what became of it."""
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.people.copyable_link import copyable_link
from blueprints.people.invitation_form import ProjectInvitationForm
from blueprints.people.invited import invited, invited_again
from blueprints.people.inviting_limits import invited_too_often, knock_to_invite, knock_to_send_again
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.door import viewer
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.render import render
from blueprints.support.windows import window
from portal.base.database import db
from portal.base.ids import parse_id
from portal.entries.inviting import NotShared, entries_to_invite_to, must_be_shared
from portal.entries.sharing import share
from portal.people.doors import TooManyKnocks
from portal.people.hosts import host_of
from portal.people.invitation import Invitation
from portal.people.inviting import InvitingRefused, revoke_invitation, send_again
from portal.projects.access import leads_allowed, may_invite, roles_to_give
from portal.projects.inviting import invitations_of, invite_to_project
from portal.projects.standing import Standing
from portal.talk.people import names_for

bp = Blueprint("project_invitations", __name__, url_prefix="/projects/<uuid:project_id>/invitations")

NOT_SHARED = {
    "internal": _l("This is still internal, and who is invited to it must see it. "
                   "Tick to share it, or let the link open the project."),
    "named": _l("This is shared with named people only. "
                "Share it with the whole client first, or let the link open the project."),
    "above": _l("What this is about is still internal. Share that first, or let the link open the project."),
}


@bp.get("")
def index(project_id: UUID):
    return _list_page(_inviting(project_id))


@bp.get("/new")
def new(project_id: UUID):
    standing = _inviting(project_id)
    return _form_page(standing, _form(standing, parse_id(request.args.get("entry"))))


@bp.post("")
@act("invitation.create")
def create(project_id: UUID):
    standing = _inviting(project_id)
    form = _form(standing, parse_id(request.form.get("entry")))
    if not form.validate_on_submit():
        return _form_page(standing, form, status=422)
    try:
        knock_to_invite()
        sent = _invite(standing, form)
    except TooManyKnocks as often:
        return invited_too_often(lambda trouble: _form_page(standing, form, status=429, trouble=trouble), often)
    except InvitingRefused as refused:
        form.name_problems(refused.problems)
    except NotShared as refused:
        form.entry.errors = [NOT_SHARED[refused.code]]
    if form.errors:
        return _form_page(standing, form, status=422)
    commit(url_for(".index", project_id=project_id))
    flash(invited(len(sent), hands_over=standing.is_staff), "done")
    return answer()


@bp.post("/<uuid:invitation_id>/mail")
@act("invitation.resend")
def resend(project_id: UUID, invitation_id: UUID):
    standing = _inviting(project_id)
    invitation = _invitation(standing, invitation_id)
    abort_unless(invitation.state in ("pending", "expired") and invitation.role in roles_to_give(standing))
    try:
        knock_to_send_again(invitation)
    except TooManyKnocks as often:
        return invited_too_often(lambda trouble: _list_page(standing, status=429, trouble=trouble), often)
    send_again(invitation=invitation, by=viewer().user)
    commit(url_for(".index", project_id=project_id))
    flash(invited_again(invitation.email, hands_over=standing.is_staff), "done")
    return answer()


@bp.delete("/<uuid:invitation_id>")
@act("invitation.revoke")
def revoke(project_id: UUID, invitation_id: UUID):
    invitation = _invitation(_inviting(project_id), invitation_id)
    revoke_invitation(invitation=invitation, by=viewer().user)
    commit(url_for(".index", project_id=project_id))
    flash(_("The invitation of %(email)s opens nothing any more.", email=invitation.email), "done")
    return answer()


def _inviting(project_id: UUID) -> Standing:
    standing = standing_or_404(project_or_404(project_id))
    abort_unless(may_invite(standing))
    return standing


def _invitation(standing: Standing, invitation_id: UUID) -> Invitation:
    return db.session.scalar(invitations_of(standing.project).where(Invitation.id == invitation_id)) or abort(404)


def _invite(standing: Standing, form: ProjectInvitationForm) -> list[Invitation]:
    entry = next((each for each in form.entries if each.id == form.entry.data), None)
    sharing = entry is not None and must_be_shared(entry=entry, by=standing, sharing=form.share.data)
    sent = invite_to_project(standing=standing, addresses=form.read, role=form.role.data, line=form.line.data,
                             lead=bool(form.lead and form.lead.data), entry_id=entry.id if entry else None)
    if sharing:
        share(entry=entry, by=viewer().user)
    return sent


def _form(standing: Standing, chosen: UUID | None) -> ProjectInvitationForm:
    form = ProjectInvitationForm(formdata=None, role="contributor", entry=chosen) if request.method == "GET" \
        else ProjectInvitationForm()
    form.give_roles("client", roles_to_give(standing))
    form.entries = entries_to_invite_to(standing, chosen)
    form.offer_entries(form.entries)
    if not leads_allowed(standing):
        del form.lead
    return form


def _list_page(standing: Standing, *, status: int = 200, trouble: str = ""):
    page, host = window(invitations_of(standing.project)), host_of(standing.project.workspace, standing.project.client)
    return render("people/invitations.html", status=status, project=standing.project, standing=standing, window=page,
                  names=names_for(viewer(), standing.project, staff_here=standing.is_staff),
                  links={each.id: copyable_link(each, host) for each in page if standing.is_staff and each.is_pending},
                  shown_link=parse_id(request.args.get("link")), trouble=trouble,
                  mail_works=current_app.config["SETTINGS"].mail_works)


def _form_page(standing: Standing, form: ProjectInvitationForm, *, status: int = 200, trouble: str = ""):
    if trouble:
        form.addresses.errors = [trouble]
    chosen = next((each for each in form.entries if each.id == form.entry.data), None)
    return render("people/invitation_new.html", status=status, project=standing.project, form=form,
                  asks_to_share=standing.is_staff and chosen is not None and chosen.audience == "internal")

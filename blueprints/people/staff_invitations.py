"""Inviting people to the staff of a workspace."""
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, request, url_for
from flask_babel import gettext as _

from blueprints.people.copyable_link import copyable_link
from blueprints.people.invitation_form import InvitationForm
from blueprints.people.invited import invited, invited_again
from blueprints.people.inviting_limits import invited_too_often, knock_to_invite, knock_to_send_again
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.door import viewer
from blueprints.support.finding import staff_seat_or_404
from blueprints.support.render import render
from blueprints.support.windows import window
from portal.base.database import db
from portal.base.ids import parse_id
from portal.people.access import may_administer
from portal.people.doors import TooManyKnocks
from portal.people.hosts import host_of
from portal.people.invitation import Invitation
from portal.people.inviting import InvitingRefused, revoke_invitation, send_again
from portal.people.inviting_staff import invite_to_staff, staff_invitations, staff_roles_to_give
from portal.people.membership import Membership

bp = Blueprint("staff_invitations", __name__, url_prefix="/w/<uuid:workspace_id>/invitations")


@bp.get("")
def index(workspace_id: UUID):
    return _list_page(_inviting(workspace_id))


@bp.get("/new")
def new(workspace_id: UUID):
    return _page(_inviting(workspace_id), InvitationForm(formdata=None, role="member"))


@bp.post("")
@act("staff_invitation.create")
def create(workspace_id: UUID):
    seat, form = _inviting(workspace_id), InvitationForm()
    form.give_roles("staff", staff_roles_to_give(seat))
    if not form.validate_on_submit():
        return _page(seat, form, status=422)
    try:
        knock_to_invite()
        sent = invite_to_staff(by=seat, user=viewer().user, addresses=form.read, role=form.role.data, line=form.line.data)
    except TooManyKnocks as often:
        return invited_too_often(lambda trouble: _page(seat, form, status=429, trouble=trouble), often)
    except InvitingRefused as refused:
        form.name_problems(refused.problems)
        return _page(seat, form, status=422)
    commit(url_for(".index", workspace_id=workspace_id))
    flash(invited(len(sent)), "done")
    return answer()


@bp.post("/<uuid:invitation_id>/mail")
@act("staff_invitation.resend")
def resend(workspace_id: UUID, invitation_id: UUID):
    seat = _inviting(workspace_id)
    invitation = _invitation(workspace_id, invitation_id)
    abort_unless(invitation.state in ("pending", "expired") and invitation.role in staff_roles_to_give(seat))
    try:
        knock_to_send_again(invitation)
    except TooManyKnocks as often:
        return invited_too_often(lambda trouble: _list_page(seat, status=429, trouble=trouble), often)
    send_again(invitation=invitation, by=viewer().user)
    commit(url_for(".index", workspace_id=workspace_id))
    flash(invited_again(invitation.email), "done")
    return answer()


@bp.delete("/<uuid:invitation_id>")
@act("staff_invitation.revoke")
def revoke(workspace_id: UUID, invitation_id: UUID):
    _inviting(workspace_id)
    invitation = _invitation(workspace_id, invitation_id)
    revoke_invitation(invitation=invitation, by=viewer().user)
    commit(url_for(".index", workspace_id=workspace_id))
    flash(_("The invitation of %(email)s opens nothing any more.", email=invitation.email), "done")
    return answer()


def _inviting(workspace_id: UUID) -> Membership:
    seat = staff_seat_or_404(workspace_id)
    abort_unless(may_administer(seat) and not viewer().read_only)
    return seat


def _invitation(workspace_id: UUID, invitation_id: UUID) -> Invitation:
    return db.session.scalar(staff_invitations(workspace_id).where(Invitation.id == invitation_id)) or abort(404)


def _list_page(seat: Membership, *, status: int = 200, trouble: str = ""):
    page = window(staff_invitations(seat.workspace_id))
    return render("people/staff_invitations.html", status=status, workspace=seat.workspace, window=page,
                  links={each.id: copyable_link(each, host_of(seat.workspace)) for each in page if each.is_pending},
                  shown_link=parse_id(request.args.get("link")), trouble=trouble,
                  mail_works=current_app.config["SETTINGS"].mail_works)


def _page(seat: Membership, form: InvitationForm, *, status: int = 200, trouble: str = ""):
    if trouble:
        form.addresses.errors = [trouble]
    form.give_roles("staff", staff_roles_to_give(seat))
    return render("people/staff_invitation_new.html", status=status, workspace=seat.workspace, form=form)

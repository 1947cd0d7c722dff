"""Accepting an invitation by the first useful act: a reply, done, stuck, or opening the project."""
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, g, redirect
from sqlalchemy.exc import IntegrityError

from blueprints.people.at_invitation import invitation_or_404, state_of, state_page, where_it_leads
from blueprints.people.invited_page import DeedForm, invited_page
from blueprints.people.letting_in import let_in
from blueprints.people.secret_addresses import tell_nobody
from blueprints.support.acts import digest_of, given_act_id
from blueprints.support.addresses import entry_url
from blueprints.support.deliberate import riddle, was_deliberate
from blueprints.support.door import public
from blueprints.support.hosts import host_here
from portal.base.clock import now
from portal.base.database import db
from portal.history.acts import ActTaken, earlier_act, remember_act
from portal.people.accepting import NotOpen, living_seat
from portal.people.hosts import led_away
from portal.people.invitation import Invitation
from portal.people.user import User
from portal.plan.first_act import Deed, DeedRefused, accept_with

bp = tell_nobody(Blueprint("invitation_acceptances", __name__, url_prefix="/i/<token>/acceptance"))

VERB = "invitation.accept"
#: A repeat of the accepting act opens the door once more, for a browser that never heard the first answer.
REPEATED_WITHIN = timedelta(hours=1)


@bp.post("")
@public
def create(token: str):
    """Accept and do. The same act again gets the same outcome, and accepts nothing twice."""
    act_id, form = given_act_id(), DeedForm()
    try:
        return _once(token, form, act_id)
    except ActTaken:
        return state_page(invitation_or_404(token), token, words=form.body.data, status=422)


def _once(token: str, form: DeedForm, act_id: UUID):
    invitation = invitation_or_404(token)
    try:
        return _again(invitation, act_id) or _accept(invitation, token, form, act_id)
    except (NotOpen, DeedRefused, IntegrityError) as refused:
        db.session.rollback()
        g.pop("session_row", None)
        return _refused(invitation_or_404(token), token, form, act_id, refused)


def _accept(invitation: Invitation, token: str, form: DeedForm, act_id: UUID):
    if state_of(invitation) != "pending":
        return state_page(invitation, token, words=form.body.data, status=409)
    deliberate = was_deliberate(riddle("invitation", invitation.id))
    if not (form.validate_on_submit() and deliberate):
        return invited_page(invitation, token, form=form, status=422, undecided=not deliberate, act_id=act_id)
    limited = _led_away(invitation)
    acceptance, entry = accept_with(Deed(form.deed.data, form.body.data, act_id), invitation=invitation)
    location = entry_url(entry) if entry else where_it_leads(invitation)
    remember_act(user_id=acceptance.user.id, act_id=act_id, verb=VERB, target=VERB, digest=digest_of(VERB),
                 outcome={"location": location, "first_time": acceptance.first_time})
    return let_in(redirect(location, 303), user=acceptance.user, seat=acceptance.seat,
                  wide=acceptance.first_time and not limited, deed=form.deed.data)


def _again(invitation: Invitation, act_id: UUID):
    """The outcome of this very act, done before. Only the page that made its id knows it."""
    if invitation.state != "accepted":
        return None
    earlier = earlier_act(user_id=invitation.accepted_by_id, act_id=act_id, digest=digest_of(VERB))
    user = db.session.get(User, invitation.accepted_by_id)
    seat = living_seat(invitation, user)
    if earlier is None or seat is None or invitation.accepted_at < now() - REPEATED_WITHIN:
        return None
    return let_in(redirect(earlier.outcome["location"], 303), user=user, seat=seat,
                  wide=earlier.outcome["first_time"] and not _led_away(invitation))


def _led_away(invitation: Invitation) -> bool:
    """Whether the link is opened at the portal's own address though it led to the host of its room.

    Who holds that name may have read it as it came by: then it opens that room, and the rest takes a mailed code.
    """
    return host_here() is None and led_away(invitation.created_at, invitation.workspace, invitation.client)


def _refused(invitation: Invitation, token: str, form: DeedForm, act_id: UUID, refused: Exception):
    """This very act was quicker itself, or somebody was, or what was shown is no longer so: the words stay in sight."""
    if done := _again(invitation, act_id):
        return done
    if state_of(invitation) != "pending":
        return state_page(invitation, token, words=form.body.data, status=409)
    return invited_page(invitation, token, form=form, status=422 if isinstance(refused, IntegrityError) else 409)

"""Who may invite whom, and what an invitation is."""
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.history.event import Event
from portal.notices.delivery import Delivery
from portal.people.invitation import Invitation
from portal.people.inviting import InvitingRefused, revoke_invitation, send_again
from portal.people.inviting_staff import invite_to_staff, staff_roles_to_give
from portal.projects.access import leads_allowed, may_invite, roles_to_give
from portal.projects.inviting import invitations_of, invite_to_project
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of


def standing(world, user):
    return standing_on(viewer_of(user), world.site)


def invite(world, user, *addresses, role="contributor", **facts):
    return invite_to_project(standing=standing(world, user), addresses=list(addresses), role=role, **facts)


def owed(session):
    return session.scalars(select(Delivery).where(Delivery.kind == "invitation").order_by(Delivery.id)).all()


def test_managers_invite_any_contact_and_a_lead_up_to_approver(session, world):
    assert roles_to_give(standing(world, world.mia)) == ("viewer", "contributor", "approver", "sponsor")
    assert roles_to_give(standing(world, world.lea)) == ("viewer", "contributor", "approver")
    assert leads_allowed(standing(world, world.mia)) and not leads_allowed(standing(world, world.lea))


def test_nobody_else_invites(session, world):
    for user in (world.tess, world.cleo, world.cora, world.vera):
        assert not may_invite(standing(world, user)), user.name
        with pytest.raises(PermissionError):
            invite(world, user, "new@example.com", role="viewer")


def test_a_lead_neither_gives_a_sponsor_nor_makes_a_lead(session, world):
    with pytest.raises(PermissionError):
        invite(world, world.lea, "new@example.com", role="sponsor")
    with pytest.raises(PermissionError):
        invite(world, world.lea, "new@example.com", lead=True)


def test_an_invitation_lasts_fourteen_days_and_owes_a_mail_to_each(session, world):
    made = invite(world, world.mia, "a@example.com", "b@example.com", line="Hello", entry_id=world.logo.id)
    assert [each.state for each in made] == ["pending", "pending"]
    assert timedelta(days=13, hours=23) < made[0].expires_at - now() <= timedelta(days=14)
    assert [(mail.address, mail.subject_id) for mail in owed(session)] == [(each.email, each.id) for each in made]


def test_nothing_secret_is_kept(session, world):
    invite(world, world.mia, "a@example.com")
    columns = {column.name for column in Invitation.__table__.columns}
    assert not [name for name in columns if "token" in name or "hash" in name or "secret" in name]
    assert owed(session)[0].facts == {}


def test_one_who_is_here_already_stops_the_whole_list(session, world):
    with pytest.raises(InvitingRefused) as refused:
        invite(world, world.mia, "new@example.com", world.cleo.email, world.tom.email)
    assert [(each.address, each.code) for each in refused.value.problems] == [
        (world.cleo.email, "here"), (world.tom.email, "staff")]
    assert session.scalars(invitations_of(world.site)).all() == [] and owed(session) == []


def test_a_lead_does_not_learn_who_works_for_the_provider(session, world):
    made = invite(world, world.lea, world.tom.email)
    assert made[0].is_pending


def test_a_colleague_who_is_not_on_the_project_can_be_invited(session, world):
    assert invite(world, world.lea, world.nick.email)[0].is_pending


def test_inviting_again_keeps_the_open_link_under_the_new_offer(session, world):
    first = invite(world, world.mia, "a@example.com", role="sponsor", line="First")[0]
    first.expires_at = now() + timedelta(days=1)
    again = invite(world, world.mia, "a@example.com", role="viewer", line="Second", entry_id=world.logo.id)[0]
    assert again.id == first.id and (again.role, again.line, again.entry_id) == ("viewer", "Second", world.logo.id)
    assert again.expires_at > now() + timedelta(days=13)
    assert len(owed(session)) == 2


def test_a_lead_takes_nothing_away_from_an_offer_of_the_provider(session, world):
    invite(world, world.mia, "a@example.com", role="sponsor", lead=True)
    again = invite(world, world.lea, "a@example.com", role="viewer")[0]
    assert (again.role, again.lead) == ("sponsor", True)


def test_inviting_again_after_taking_back_makes_a_new_link(session, world):
    first = invite(world, world.mia, "a@example.com")[0]
    revoke_invitation(invitation=first, by=world.mia)
    revoke_invitation(invitation=first, by=world.mia)
    session.flush()
    assert first.state == "revoked"
    assert invite(world, world.mia, "a@example.com")[0].id != first.id
    verbs = session.scalars(select(Event.verb).where(Event.verb.like("invitation.%")).order_by(Event.id)).all()
    assert verbs == ["invitation.sent", "invitation.revoked", "invitation.sent"]


def test_a_link_that_ran_out_is_never_revived_but_has_a_successor(session, world):
    old = invite(world, world.mia, "a@example.com", entry_id=world.logo.id)[0]
    old.expires_at = now() - timedelta(minutes=1)
    session.flush()
    sent = send_again(invitation=old)
    assert old.state == "expired" and sent.is_pending
    assert (sent.email, sent.role, sent.entry_id) == (old.email, old.role, old.entry_id)
    assert send_again(invitation=old).id == sent.id, "asked twice, one link"
    assert {mail.address for mail in owed(session)} == {"a@example.com"}


def test_what_was_accepted_or_taken_back_is_not_sent_again(session, world):
    made = invite(world, world.mia, "a@example.com")[0]
    revoke_invitation(invitation=made, by=world.mia)
    with pytest.raises(ValueError):
        send_again(invitation=made)


def test_admins_invite_staff_and_only_owners_owners(session, world):
    assert staff_roles_to_give(world.seat(world.ada)) == ("member", "manager", "admin")
    assert "owner" in staff_roles_to_give(world.seat(world.owen))
    for user in (world.mia, world.tess, world.lea, world.cora):
        assert staff_roles_to_give(world.seat(user)) == ()
    made = invite_to_staff(by=world.seat(world.ada), user=world.ada, addresses=["n@example.com"], role="manager")
    assert made[0].is_to_staff and made[0].is_pending
    with pytest.raises(InvitingRefused):
        invite_to_staff(by=world.seat(world.ada), user=world.ada, addresses=[world.tess.email], role="member")


def test_events_of_invitations_are_the_teams_own(session, world):
    invite(world, world.mia, "a@example.com", entry_id=world.logo.id)
    session.flush()
    assert set(session.scalars(select(Event.lane).where(Event.verb == "invitation.sent"))) == {"internal"}

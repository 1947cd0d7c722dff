"""Inviting from the command line."""
import json

import pytest
from sqlalchemy import func, select

from portal.notices.delivery import Delivery
from portal.people.invitation import Invitation
from tests.people.test_invitation_link import NEW, link


@pytest.fixture
def run(app, session, world):
    def told(*words):
        session.commit()
        return app.test_cli_runner().invoke(args=["invite", *words])
    return told


def count(session, record):
    return session.scalar(select(func.count()).select_from(record))


def test_the_link_is_printed_and_a_mail_owed(run, app, session, world, client):
    done = run(NEW, "otto@example.com", "--project", "Site", "--item", "Logo", "--role", "viewer", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout.splitlines()[-1])["invitations"]
    made = session.scalar(select(Invitation).where(Invitation.email == NEW))
    assert [each["email"] for each in told] == [NEW, "otto@example.com"] and told[0]["link"].endswith(link(app, made))
    assert (made.role, made.entry_id, made.inviter_id) == ("viewer", world.logo.id, world.owen.id)
    assert count(session, Delivery) == 2
    assert client.get(told[0]["link"]).status_code == 200


def test_a_person_may_be_named_who_invites(run, session, world):
    assert run(NEW, "--project", str(world.site.id), "--by", world.mia.email).exit_code == 0
    assert session.scalar(select(Invitation.inviter_id)) == world.mia.id


@pytest.mark.parametrize(("words", "said"), [
    (["nobody", "--project", "Site"], "nobody is no e-mail address"), (["cleo@example.com", "--project", "Site"], "already"),
    ([NEW, "--project", "Sight"], "no project"), ([NEW, "--project", "Site", "--item", "None"], "no item"),
    ([NEW, "--project", "Site", "--by", "tess@example.com"], "may not invite"),
    ([NEW, "--project", "Site", "--by", "rex@example.com"], "no place"),
    ([NEW, "--project", "Site", "--item", "Margin xINTERNALx"], "--share")])
def test_what_cannot_be_is_said_and_nothing_is_done(run, session, world, words, said):
    done = run(*words)
    assert done.exit_code == 1 and said in done.output, done.output
    assert count(session, Invitation) == 0 and count(session, Delivery) == 0


def test_an_internal_item_is_shared_when_told(run, session, world):
    assert run(NEW, "--project", "Site", "--item", "Margin xINTERNALx", "--share").exit_code == 0
    session.expire_all()
    assert world.secret.audience == "client"


def test_an_unknown_role_is_exit_code_two(run):
    assert run(NEW, "--project", "Site", "--role", "owner").exit_code == 2

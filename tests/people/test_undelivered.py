"""What was given up is shown to the admins of its workspace, with the reason, and tried again on their word."""
import re

import pytest
from sqlalchemy import select

from portal.base.clock import now
from portal.jobs.paying import pay_owed
from portal.live.cursor import Cursors, Position
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification
from tests.people.test_inviting import invite
from tests.world import REX, act, sign_in


def given_up(session, **facts) -> Delivery:
    found = Delivery(**{"kind": "notice", "ended_at": now(), "outcome": "refused", "attempts": 3, **facts})
    session.add(found)
    session.commit()
    return found


@pytest.fixture
def page(client, session, world):
    def look() -> str:
        sign_in(client, world.ada)
        return client.get(f"/w/{world.nord.id}/undelivered").text
    return look


def test_an_admin_reads_who_what_and_why(session, world, page):
    given_up(session, address="cleo@example.com", user_id=world.cleo.id, workspace_id=world.nord.id, trouble="550 <No> such box")
    text = page()
    assert "Cleo" in text and "cleo@example.com" in text and "550 &lt;No&gt; such box" in text and "3 tries" in text


def test_an_invitation_that_nobody_got_is_shown_and_sent_again(client, house, session, world, page, mailbox):
    mailbox.refusal = "550 No such box"
    invite(world, world.mia, "new@acme.example")
    session.commit()
    pay_owed()
    owed = session.scalars(select(Delivery).where(Delivery.kind == "invitation")).one()
    assert owed.outcome == "refused" and "550 No such box" in page()
    mailbox.refusal = None
    house.queue.flush()
    text, address = page(), f"/w/{world.nord.id}/undelivered/tries"
    form = act(delivery=re.search(r'name="delivery" value="([^"]+)"', text)[1])
    assert form["delivery"] not in page(), "a place says nothing of how many there are elsewhere"
    assert client.post(address, data=form).status_code == client.post(address, data=form).status_code == 303
    # The worker is told: nobody waits for its next round.
    assert len(house.queue) == 1
    pay_owed()
    assert len(mailbox.to("new@acme.example")) == 1 and "new@acme.example" not in page()
    again = act(delivery=form["delivery"])
    assert client.post(address, data=again, headers={"Accept": "application/json"}).json["already"]
    pay_owed()
    assert len(mailbox.to("new@acme.example")) == 1


def test_what_is_another_workspaces_is_not_there(client, session, world, page):
    theirs = given_up(session, address="x@example.com", workspace_id=world.rexco.id, trouble=REX)
    given_up(session, address="cleo@example.com", kind="sign_in", trouble=REX)
    assert REX not in page() and "x@example.com" not in page()
    with client.application.app_context():
        place = Cursors(client.application.config["SETTINGS"].secret_key).seal(world.ada.id, Position(theirs.id, 0))
    for named, status in ((place, 404), (str(theirs.id), 422)):
        assert client.post(f"/w/{world.nord.id}/undelivered/tries", data=act(delivery=named)).status_code == status
    assert session.get(Delivery, theirs.id, populate_existing=True).outcome == "refused"


@pytest.mark.parametrize("first", [lambda world: world.rexco, lambda world: world.nord], ids=["of another", "of this one"])
def test_a_digest_is_of_those_whose_notifications_it_carried(session, world, page, first):
    # It counts for the first workspace that it carried something of, and is of all of them.
    digest = given_up(session, kind="weekly", address="cora@example.com", user_id=world.cora.id, workspace_id=first(world).id)
    assert "cora@example.com" not in page()
    told = Notification(user_id=world.cora.id, workspace_id=world.nord.id, project_id=world.site.id, entry_id=world.logo.id,
                        kind="state", lane="shared")
    session.add(told)
    session.flush()
    session.add(Carried(delivery_id=digest.id, notification_id=told.id))
    assert "cora@example.com" in page()


def test_where_everything_arrived_the_page_says_so(page):
    assert "Everything arrived" in page()

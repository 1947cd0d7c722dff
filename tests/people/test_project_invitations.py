"""The pages on which people are invited to a project, and who may see them."""
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from blueprints.people.inviting_limits import OFTEN, WITHIN
from portal.base.clock import now
from portal.entries.reader import EntryReader
from portal.notices.delivery import Delivery
from portal.people.doors import count_knock
from portal.people.invitation import Invitation
from portal.people.inviting_staff import invite_to_staff
from tests.people.test_invitation_link import NEW, link
from tests.people.test_inviting import invite
from tests.world import BOLT, INTERNAL, MARKERS, act, sign_in


def at(world, tail=""):
    return f"/projects/{world.site.id}/invitations{tail}"


def ask(client, world, addresses=NEW, **fields):
    return client.post(at(world), data=act(addresses=addresses, role="contributor", **fields))


def emails(session):
    return set(session.scalars(select(Invitation.email)))


def test_many_are_invited_at_once_and_each_is_owed_a_mail(client, session, world):
    sign_in(client, world.mia)
    answer = ask(client, world, f"{NEW}, Otto <otto@example.com>\nida@example.com", line="Hello", entry=str(world.logo.id))
    assert answer.status_code == 303 and answer.location.endswith(at(world))
    assert emails(session) == {NEW, "otto@example.com", "ida@example.com"}
    assert session.scalar(select(func.count()).where(Delivery.kind == "invitation")) == 3
    assert set(session.scalars(select(Invitation.entry_id))) == {world.logo.id}


def test_wrong_ones_are_named_at_the_field_and_nobody_is_invited(client, session, world):
    sign_in(client, world.mia)
    answer = ask(client, world, f"{NEW}, nobody, {world.cleo.email}, {world.tom.email}")
    assert answer.status_code == 422 and "“nobody”" in answer.text and NEW in answer.text
    answer = ask(client, world, f"{NEW}, {world.cleo.email}, {world.tom.email}")
    assert answer.status_code == 422
    errors = re.findall(r'class="field-error">.*?<span>(.*?)</span>', answer.text)
    assert len(errors) == 2 and world.cleo.email in errors[0] and world.tom.email in errors[1]
    assert emails(session) == set()


def test_the_same_act_twice_invites_once(client, session, world):
    sign_in(client, world.mia)
    data = act(addresses=NEW, role="viewer")
    assert client.post(at(world), data=data).location == client.post(at(world), data=data).location
    assert session.scalar(select(func.count()).where(Delivery.kind == "invitation")) == 1


@pytest.mark.parametrize("field", ["role", "addresses"])
def test_what_is_missing_is_asked_for(client, session, world, field):
    sign_in(client, world.mia)
    answer = client.post(at(world), data={**act(addresses=NEW, role="viewer", line="Kept"), field: ""})
    assert answer.status_code == 422 and "Kept" in answer.text
    assert emails(session) == set()


def test_inviting_to_an_internal_entry_asks_to_share_it(client, session, world):
    sign_in(client, world.mia)
    assert 'name="share"' in client.get(at(world, f"/new?entry={world.secret.id}")).text
    answer = ask(client, world, entry=str(world.secret.id))
    assert answer.status_code == 422 and 'name="share"' in answer.text
    assert emails(session) == set()
    assert ask(client, world, entry=str(world.secret.id), share="y").status_code == 303
    session.expire_all()
    assert world.secret.audience == "client" and emails(session) == {NEW}


def test_refused_addresses_leave_the_entry_internal(client, session, world):
    sign_in(client, world.mia)
    assert ask(client, world, world.cleo.email, entry=str(world.secret.id), share="y").status_code == 422
    session.expire_all()
    assert world.secret.audience == "internal"


def test_an_entry_for_named_people_is_not_opened_to_others(client, session, world):
    world.secret.audience = "named"
    seat = world.seat(world.cora)
    session.add(EntryReader(entry_id=world.secret.id, membership_id=seat.id, workspace_id=seat.workspace_id))
    sign_in(client, world.mia)
    assert ask(client, world, entry=str(world.secret.id), share="y").status_code == 422
    assert emails(session) == set()


def test_whoever_may_invite_finds_it_on_the_item(client, world):
    there = f"/projects/{world.site.id}/items/{world.logo.id}"
    for user, offered in ((world.mia, True), (world.lea, True), (world.tess, False), (world.cleo, False)):
        sign_in(client, user)
        assert (f"invitations/new?entry={world.logo.id}" in client.get(there).text) == offered, user.name


def test_a_lead_invites_to_what_they_see(client, session, world):
    sign_in(client, world.lea)
    page = client.get(at(world, "/new")).text
    assert "Logo" in page and not any(marker in page for marker in MARKERS)
    assert "sponsor" not in re.findall(r'name="role"[^>]*value="(\w+)"', page) and 'name="lead"' not in page
    assert ask(client, world, entry=str(world.secret.id)).status_code == 422
    assert ask(client, world, lead="y", entry=str(world.logo.id)).status_code == 303
    assert session.scalar(select(Invitation.lead)) is False


def test_a_role_beyond_ones_power_is_no_choice(client, session, world):
    sign_in(client, world.lea)
    assert client.post(at(world), data=act(addresses=NEW, role="sponsor")).status_code == 422
    sign_in(client, world.mia)
    assert client.post(at(world), data=act(addresses=NEW, role="admin")).status_code == 422
    assert emails(session) == set()


@pytest.mark.parametrize(("name", "status"), [
    ("tess", 403), ("cleo", 403), ("vera", 403), ("abe", 403), ("cora", 403), ("lea", 200), ("mia", 200), ("ada", 200),
    ("owen", 200), ("tom", 404), ("nick", 404), ("olaf", 404), ("rex", 404), ("sam", 404), ("remy", 404)])
def test_who_sees_invitations_and_who_does_not(client, session, world, name, status):
    made = invite(world, world.mia, NEW)[0]
    sign_in(client, getattr(world, name))
    for path in (at(world), at(world, "/new")):
        answer = client.get(path)
        assert answer.status_code == status
        assert (NEW in answer.text) == (status == 200 and path == at(world))
    if status != 200:
        for tail, method in (("", None), (f"/{made.id}/mail", None), (f"/{made.id}", "DELETE")):
            data = act(addresses="x@example.com", role="viewer", **({"_method": method} if method else {}))
            assert client.post(at(world, tail), data=data).status_code == status
        session.expire_all()
        assert made.is_pending and emails(session) == {NEW}


def test_invitations_of_another_project_are_not_found_here(client, session, world):
    from portal.projects.inviting import invite_to_project
    from portal.projects.standing import standing_on
    from portal.projects.viewer import viewer_of
    other = invite_to_project(standing=standing_on(viewer_of(world.mia), world.shop), addresses=[f"{BOLT}@example.com"],
                              role="viewer")[0]
    sign_in(client, world.mia)
    assert BOLT not in client.get(at(world)).text
    assert client.post(at(world, f"/{other.id}/mail"), data=act()).status_code == 404
    assert client.post(at(world, f"/{other.id}"), data=act(_method="DELETE")).status_code == 404


def test_a_lead_is_never_shown_the_link_and_staff_when_they_ask(client, app, session, world):
    made = invite(world, world.mia, NEW)[0]
    address = link(app, made)
    sign_in(client, world.lea)
    page = client.get(at(world, f"?link={made.id}")).text
    assert address not in page
    assert "by Studio Nord" in page and "Mia" not in page, "of staff whom no contact knows not even that they invited is told"
    sign_in(client, world.mia)
    assert address not in client.get(at(world)).text
    assert address in client.get(at(world, f"?link={made.id}")).text


def test_without_mail_staff_see_every_open_link(client, app, session, world, monkeypatch):
    made = invite(world, world.mia, NEW)[0]
    over = invite(world, world.mia, "over@example.com")[0]
    over.expires_at = now() - timedelta(days=1)
    import dataclasses
    monkeypatch.setitem(app.config, "SETTINGS", dataclasses.replace(app.config["SETTINGS"], smtp_url=None))
    sign_in(client, world.mia)
    page = client.get(at(world)).text
    assert link(app, made) in page and link(app, over) not in page
    for name, said in (("mia", "ready to be handed over"), ("lea", "ask the other side to hand its link over")):
        sign_in(client, getattr(world, name))
        ask(client, world, f"of-{name}@example.com")
        page = client.get(at(world)).text
        assert said in page and "on its way" not in page and ">Renew<" in page and "Send again" not in page
        assert (f'data-copy="link-{made.id}"' in page) is (name == "mia"), "what is shown can be copied"


def test_sending_again_and_taking_back(client, session, world):
    made = invite(world, world.mia, NEW)[0]
    sign_in(client, world.lea)
    assert client.post(at(world, f"/{made.id}/mail"), data=act()).status_code == 303
    assert session.scalar(select(func.count()).where(Delivery.kind == "invitation")) == 2
    assert client.post(at(world, f"/{made.id}"), data=act(_method="DELETE")).status_code == 303
    session.expire_all()
    assert made.state == "revoked"
    assert client.post(at(world, f"/{made.id}/mail"), data=act()).status_code == 403


def test_a_lead_does_not_send_what_they_could_not_offer(client, session, world):
    made = invite(world, world.mia, NEW, role="sponsor")[0]
    sign_in(client, world.lea)
    assert client.post(at(world, f"/{made.id}/mail"), data=act()).status_code == 403


def test_too_many_invitations_at_once_wait(client, session, world):
    sign_in(client, world.mia)
    for number in range(30):
        assert ask(client, world, f"p{number}@example.com").status_code == 303
    answer = ask(client, world, "last@example.com")
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert "last@example.com" not in emails(session)


@pytest.mark.parametrize("whose", ["project", "staff"])
def test_sending_again_has_the_limit_of_inviting_and_one_for_each_person(client, session, world, whose):
    addresses = [NEW, "other@example.com"]
    made = invite(world, world.mia, *addresses) if whose == "project" else invite_to_staff(
        by=world.seat(world.ada), user=world.ada, addresses=addresses, role="member")
    one, other = (each.id for each in made)
    by, there = (world.lea, at(world)) if whose == "project" else (world.ada, f"/w/{world.nord.id}/invitations")
    sign_in(client, by)

    def again(invitation_id):
        return client.post(f"{there}/{invitation_id}/mail", data=act())

    assert [again(one).status_code for _ in range(6)] == [303] * 5 + [429]
    assert again(other).status_code == 303
    count_knock(f"inviting:{by.id}", WITHIN, times=OFTEN)
    session.commit()
    answer = again(other)
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 0
    assert 'role="alert"' in answer.text and NEW in answer.text
    assert session.scalar(select(func.count()).where(Delivery.kind == "invitation")) == 2 + 5 + 1


def test_the_list_costs_few_statements_however_long(client, session, world, statements):
    for number in range(30):
        invite(world, world.mia if number % 2 else world.ada, f"p{number}@example.com")
    sign_in(client, world.mia)
    with statements() as sent:
        assert "p29@example.com" in client.get(at(world)).text
    assert len(sent) <= 12, sent
    assert INTERNAL not in client.get(at(world)).text

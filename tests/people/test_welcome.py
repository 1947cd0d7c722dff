"""Name and home screen are offered after the first act."""
import pytest
from sqlalchemy import select

from portal.people.user import User
from tests.people.test_invitation_link import NEW, link, typed
from tests.people.test_inviting import invite
from tests.world import act, sign_in


@pytest.fixture
def inside(client, app, session, world):
    """A browser that has just accepted."""
    made = invite(world, world.mia, NEW, entry_id=world.logo.id)[0]
    answer = client.post(f"{link(app, made)}/acceptance", data=typed(app, made))
    return answer.location


def test_the_name_is_asked_after_the_act_and_only_once(client, session, inside):
    page = client.get(inside).text
    assert "What may we call you?" in page and 'data-behavior="install"' in page
    answer = client.post("/me/welcome", data=act(_method="PUT", name="Nina Berg", back=inside))
    assert answer.status_code == 303 and answer.location.endswith(inside)
    assert session.scalar(select(User.name).where(User.email == NEW)) == "Nina Berg"
    assert "What may we call you?" not in client.get(inside).text


@pytest.mark.parametrize(("deed", "said"), [("reply", "Your answer is sent."), ("done", "It is marked as done."),
                                            ("stuck", "They know that it is stuck."), ("open", "You are in.")])
def test_it_says_what_the_first_act_did(client, app, session, world, deed, said):
    world.logo.move = "client"
    made = invite(world, world.mia, NEW, entry_id=world.logo.id)[0]
    answer = client.post(f"{link(app, made)}/acceptance", data=typed(app, made, deed, "Words"))
    assert said in client.get(answer.location).text


def test_it_may_wait(client, session, inside):
    assert client.post("/me/welcome", data=act(_method="DELETE", back=inside)).status_code == 303
    assert "What may we call you?" not in client.get(inside).text


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_name_that_is_none_is_asked_for_again(client, session, inside, name):
    answer = client.post("/me/welcome", data=act(_method="PUT", name=name, back=inside))
    assert answer.status_code == 422 and "field-error" in answer.text


def test_it_leads_back_only_within_the_portal(client, session, inside):
    answer = client.post("/me/welcome", data=act(_method="PUT", name="Nina", back="https://evil.example/"))
    assert answer.location in ("/", "http://127.0.0.1/")


def test_who_has_a_name_keeps_it(client, session, world):
    sign_in(client, world.cleo)
    client.post("/me/welcome", data=act(_method="PUT", name="Somebody else"))
    session.expire_all()
    assert world.cleo.name == "Cleo"


def test_a_limited_session_is_told_how_it_widens(client, app, session, world):
    made = invite(world, world.mia, world.olaf.email, entry_id=world.logo.id)[0]
    client.post(f"{link(app, made)}/acceptance", data=typed(app, made))
    page = client.get("/projects").text
    assert "/sign-in?next=" in page and "What may we call you?" not in page

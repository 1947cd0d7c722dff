"""What a page tells the device it is read on, so that copies are kept for the right person and go in time."""
from portal.people.session import Session
from tests.world import act, sign_in


def facts_of(page) -> str:
    return page.text[page.text.index("<html"):page.text.index("<head")]


def test_a_page_says_whose_device_store_it_belongs_to(client, world):
    sign_in(client, world.cleo)
    html = facts_of(client.get("/"))
    assert f'data-user="{world.cleo.id}" data-epoch="{world.cleo.access_epoch}"' in html and 'data-copies="on"' in html


def test_a_door_names_nobody_even_to_who_is_in(client, world):
    sign_in(client, world.cleo)
    answer = client.get("/sign-in/operator/" + "x" * 43)
    assert answer.status_code == 410 and "X-Portico-User" not in answer.headers and "data-user" not in facts_of(answer)


def test_a_page_to_read_may_be_kept_and_a_form_a_fragment_and_a_look_may_not(client, world):
    sign_in(client, world.tess)
    site = f"/projects/{world.site.id}"
    for path in ("/", "/projects", "/me", site, f"{site}/talk", f"{site}/items/{world.logo.id}"):
        assert client.get(path).headers["X-Portico-Copies"] == "keep", path
    for path in ("/projects/new", f"{site}/items/new", f"{site}/items/{world.logo.id}/edit", "/me/devices", "/brand/none"):
        assert "X-Portico-Copies" not in client.get(path).headers, path
    look = client.post(f"{site}/looks", data=act(seat=world.seat(world.cleo).id)).location
    seen = client.get(look)
    assert seen.status_code == 200 and "X-Portico-Look" in seen.headers and "X-Portico-Copies" not in seen.headers


def test_a_person_a_workspace_and_a_shared_computer_can_do_without_copies(client, session, world):
    def told(user, **facts):
        sign_in(client, user)
        session.query(Session).filter_by(user_id=user.id).update(facts)
        answer = client.get("/projects")
        return answer.headers["X-Portico-Copies"], 'data-copies="off"' in facts_of(answer)

    assert told(world.cleo, shared_computer=False) == ("keep", False)
    assert told(world.cleo, shared_computer=True) == ("off", True)
    world.cora.offline_copies = False
    assert told(world.cora, shared_computer=False) == ("off", True)
    world.nord.offline_copies = False
    assert told(world.lea, shared_computer=False) == ("off", True)
    assert told(world.rex, shared_computer=False) == ("keep", False)


def test_switching_copies_off_sends_those_that_are_kept_away(client, session, world):
    before = {user: user.access_epoch for user in (world.cleo, world.tess, world.rex)}
    sign_in(client, world.ada)
    form = {"name": "Studio Nord", "brand_color": "#34508f", "locale": "en", "time_zone": "Europe/Stockholm", "currency": "EUR"}
    assert client.post(f"/w/{world.nord.id}/settings", data=act(_method="PUT", **form)).status_code == 303
    session.expire_all()
    assert [user.access_epoch == epoch for user, epoch in before.items()] == [False, False, True]


def test_signing_out_of_a_shared_computer_clears_everything_there(client, session, world):
    for shared, clears in ((False, '"cache"'), (True, '"cache", "storage"')):
        sign_in(client, world.cleo)
        session.query(Session).update({"shared_computer": shared})
        assert client.post("/sign-out").headers["Clear-Site-Data"] == clears


def test_the_door_says_that_nobody_is_in(client, world):
    assert client.get("/sign-in").headers["X-Portico-User"] == "none"
    sign_in(client, world.cleo, membership_id=world.seat(world.cleo).id)
    assert "X-Portico-User" not in client.get("/sign-in").headers

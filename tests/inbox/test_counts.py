"""The numbers at the ways around: what needs the reader, and threads they read in which others wrote since."""
import re

from portal.inbox.marking import read_about
from portal.projects.viewer import viewer_of
from portal.talk.read_mark import ReadMark
from tests.jobs.told import tell
from tests.talk.speaking import say, start
from tests.world import add_item, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def read(session, user, entry, number):
    session.add(ReadMark(entry_id=entry.id, user_id=user.id, workspace_id=entry.workspace_id, project_id=entry.project_id,
                         number=number))
    session.flush()


def counts(client):
    return client.get("/me/counts").json


def test_what_needs_me_is_counted_and_comes_in_the_order_of_the_overview(client, session, world):
    sign_in(client, world.tess)
    before = counts(client)
    item = add_item(world.site, "One more")
    after = counts(client)
    assert after["needs"] == before["needs"] + 1 and str(item.id) in after["first"]
    for page in (client.get("/"), client.get("/needs", headers=HTMX)):
        assert re.findall(r'id="card-([^"]+)"', page.text) == after["first"]


def test_a_thread_i_read_counts_once_others_write_there(client, session, world):
    talk = start(world.tess, world.site, "Kick-off")
    sign_in(client, world.cleo)
    assert counts(client)["unread"] == 0
    read(session, world.cleo, talk, say(world.tess, talk, "Read this").number)
    assert counts(client)["unread"] == 0
    say(world.cleo, talk, "Mine")
    assert counts(client)["unread"] == 0
    say(world.tess, talk, "New")
    say(world.tess, talk, "Newer")
    assert counts(client)["unread"] == 1


def test_what_the_team_says_among_itself_is_counted_for_the_team_only(app, session, world):
    hello = say(world.tess, world.logo, "Hello")
    for user in (world.cleo, world.mia):
        read(session, user, world.logo, hello.number)
    say(world.tess, world.logo, "Among us", lane="internal")
    found = {}
    for user in (world.cleo, world.mia):
        client = app.test_client()
        sign_in(client, user)
        found[user.name] = counts(client)["unread"]
    assert found == {"Cleo": 0, "Mia": 1}


def test_what_was_lost_is_counted_no_more(app, session, world):
    read(session, world.cleo, world.cart, 0)
    say(world.olaf, world.cart, "Between us")
    client = app.test_client()
    sign_in(client, world.cleo)
    assert counts(client)["unread"] == 0


def test_without_scripts_the_order_is_that_of_the_overview(client, session, world):
    sign_in(client, world.tess)
    assert client.get("/needs").location == "/"


def test_a_device_hears_which_of_what_it_shows_was_read_or_is_out_of_reach(client, session, world):
    hidden, unread = add_item(world.site, "Hidden", audience="client"), add_item(world.site, "Unread", audience="client")
    for entry in (world.logo, hidden, unread):
        tell(world.cleo, entry)
    tell(world.cleo, None, project=world.site)
    sign_in(client, world.cleo)
    shown = [str(each) for each in (world.logo.id, hidden.id, unread.id, world.site.id, world.cart.id)]

    def read():
        return set(client.get(f"/me/counts?shown={','.join(shown)},x").json["read"])

    # What is nobody's business here is not unread, as what does not exist.
    assert read() == {str(world.cart.id)} and "read" not in counts(client)
    read_about(viewer_of(world.cleo), project_id=world.site.id, entry_id=world.logo.id)
    hidden.audience = "internal"
    session.commit()
    assert read() == {str(each.id) for each in (world.cart, world.logo, hidden)}

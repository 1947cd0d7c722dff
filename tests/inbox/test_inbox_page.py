"""The inbox: one row an entry, what is new and one's move apart, read by a tap, and nothing of what one may not see."""
import re
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from portal.base.clock import now
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.entries.reader import EntryReader
from portal.history.event import Event
from portal.notices.notification import Notification
from portal.people.membership import Membership
from portal.plan.completing import complete
from tests.inbox.telling import tell
from tests.talk.speaking import say, start
from tests.world import BOLT, INTERNAL, act, add_item, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def rows(client, address="/inbox"):
    return re.findall(r'id="n-([^"]+)"', client.get(address).text)


def sections(client):
    """The word of each section, with the titles below it."""
    parts = re.split(r'<h2 id="(\w+)-title">', client.get("/inbox").text.partition("</main>")[0])[1:]
    titles = [re.findall(r'class="row-title"[^>]*>([^<]+)<', text) for text in parts[1::2]]
    return dict(zip(parts[::2], titles, strict=True))


def unread(session, user):
    session.expire_all()
    return session.scalars(select(Notification).where(Notification.user_id == user.id, Notification.read_at.is_(None))).all()


def test_it_is_one_row_an_entry_with_what_is_mine_and_what_is_new_apart(client, session, world):
    mine = add_item(world.site, "Choose the paper", audience="client", move="client")
    old, talk = add_item(world.site, "Old", audience="client"), start(world.tess, world.site, "Print run")
    tell(world.cleo, old, read=True)
    tell(world.cleo, mine, "turn")
    tell(world.cleo, talk, "reply", message=say(world.tess, talk, "Which date?"))
    tell(world.cleo, talk, "mention", message=say(world.tess, talk, "Cleo, which one?"))
    tell(world.cleo, project=world.site, kind="invitation")
    sign_in(client, world.cleo)
    assert sections(client) == {"yours": ["Choose the paper"], "new": ["Site", "Print run"], "earlier": ["Old"]}
    page = client.get("/inbox").text
    assert "Tess mentioned you: Cleo, which one?" in page and "Tess: Which date?" in page and "2 new" in page


def test_a_row_opens_at_the_first_unread_message(client, session, world):
    first = say(world.tess, world.logo, "One")
    tell(world.cleo, world.logo, "state")
    tell(world.cleo, world.logo, "reply", message=first)
    tell(world.cleo, world.logo, "reply", message=say(world.tess, world.logo, "Two"))
    sign_in(client, world.cleo)
    here = f"/projects/{world.site.id}/items/{world.logo.id}"
    assert f"{here}#m-{first.id}" in client.get("/inbox").text
    # The end of the thread no longer shows it; what the team says among itself moves nothing for a client.
    for lane, opened in (("internal", f"{here}#m-"), ("shared", f"{here}?around={first.id}#m-")):
        for number in range(20):
            say(world.tess, world.logo, f"And {number}", lane=lane)
        assert f"{opened}{first.id}" in client.get("/inbox").text


def test_reading_and_leaving_unread_is_told_to_the_outbox_and_happens_once(client, session, world):
    told = tell(world.cleo, world.logo)
    other = tell(world.cora, world.logo)
    sign_in(client, world.cleo)
    seen, form = f"/projects/{world.site.id}/entries/{world.logo.id}/notices/seen", act(until=told.at.isoformat())
    for _ in range(2):
        answer = client.put(seen, data=form, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.json["outcome"]) == (200, "stored")
    assert not unread(session, world.cleo) and unread(session, world.cora) == [other]
    row = client.delete(seen, data=act(), headers=HTMX).text
    assert 'is-unread"' in row and 'value="PUT"' in row
    assert len(unread(session, world.cleo)) == 1


def test_what_came_after_the_row_was_shown_stays_unread(client, session, world):
    shown, later = tell(world.cleo, world.logo), tell(world.cleo, world.logo)
    sign_in(client, world.cleo)
    client.put(f"/projects/{world.site.id}/entries/{world.logo.id}/notices/seen", data=act(until=shown.at.isoformat()))
    assert unread(session, world.cleo) == [later]
    assert rows(client) == [str(world.logo.id)]
    client.put("/inbox/seen", data=act(until=shown.at.isoformat()))
    assert unread(session, world.cleo) == [later]


@pytest.mark.parametrize("until", ["", "yesterday", "9999-12-31T23:59:59-14:00"])
def test_without_a_sensible_moment_all_of_it_is_read(client, session, world, until):
    tell(world.cleo, world.logo)
    tell(world.cleo, project=world.site, kind="invitation")
    sign_in(client, world.cleo)
    assert client.put("/inbox/seen", data=act(until=until)).status_code == 303
    assert not unread(session, world.cleo)


def test_a_project_itself_is_read_by_itself(client, session, world):
    tell(world.cleo, project=world.site, kind="invitation")
    told = tell(world.cleo, world.logo)
    sign_in(client, world.cleo)
    client.put(f"/projects/{world.site.id}/notices/seen", data=act())
    assert unread(session, world.cleo) == [told]


def test_a_session_of_one_membership_reads_nothing_of_the_others(client, session, world):
    seat = Membership(workspace_id=world.rexco.id, client_id=world.rexclient.id, user_id=world.cleo.id, role="viewer")
    session.add(seat)
    session.flush()
    told = tell(world.cleo, world.logo)
    sign_in(client, world.cleo, assurance="link", membership_id=seat.id)
    assert rows(client) == []
    client.put("/inbox/seen", data=act())
    assert unread(session, world.cleo) == [told]


def _unshared(world, session):
    session.get(Entry, world.logo.id).audience = "internal"


def _removed(world, session):
    world.seat(world.cleo).removed_at = now()


def _held_back(world, session):
    world.said.lane = "internal"


def _taken_back(world, session):
    world.said.deleted_at = now()


@pytest.mark.parametrize("lose", [_unshared, _removed, _held_back, _taken_back])
def test_what_one_may_no_longer_see_is_no_row_no_count_and_no_badge(client, session, world, lose):
    world.said = say(world.tess, world.logo, "For a moment")
    tell(world.cleo, world.logo, "reply", message=world.said)
    sign_in(client, world.cleo)
    counts = client.get("/me/counts").json
    assert (counts["inbox"], counts["all"], len(counts["news"])) == (1, 1, 1) and rows(client)
    lose(world, session)
    session.commit()
    counts = client.get("/me/counts").json
    assert (counts["inbox"], counts["all"], counts["news"]) == (0, 0, [])
    page = client.get("/inbox").text
    assert "For a moment" not in page and "Logo" not in page and "inbox-row" not in page
    if lose in (_unshared, _removed):
        assert f"/projects/{world.site.id}/items/{world.logo.id}" not in dict(client.get("/me/ahead").json["pages"])


def test_somebody_elses_rows_and_the_teams_own_are_nobody_elses(app, session, world):
    tell(world.mia, world.secret, "turn", lane="internal")
    tell(world.mia, world.logo, "reply", lane="internal", message=say(world.tess, world.logo, INTERNAL, lane="internal"))
    tell(world.olaf, world.cart)
    # Rows that should never have been written are still not shown.
    tell(world.cleo, world.secret, "share")
    tell(world.cleo, world.cart)
    tell(world.cleo, world.logo, "reply", lane="internal", message=say(world.tess, world.logo, INTERNAL, lane="internal"))
    for user, shown in ((world.cleo, []), (world.tess, []), (world.sam, []), (world.mia, [world.logo.id, world.secret.id]),
                        (world.olaf, [world.cart.id])):
        visitor = app.test_client()
        sign_in(visitor, user)
        assert rows(visitor) == [str(id) for id in shown], user.name
        assert visitor.get("/me/counts").json["inbox"] == len(shown)
        if user is world.cleo:
            assert INTERNAL not in visitor.get("/inbox").text and BOLT not in visitor.get("/inbox").text


def test_an_earlier_word_is_told_where_the_newest_was_taken_back(client, session, world):
    tell(world.cleo, world.logo, "reply", message=say(world.tess, world.logo, "Stays"))
    gone = say(world.tess, world.logo, "Goes")
    tell(world.cleo, world.logo, "reply", message=gone)
    gone.deleted_at = now()
    sign_in(client, world.cleo)
    page = client.get("/inbox").text
    assert "Stays" in page and "Goes" not in page and client.get("/me/counts").json["inbox"] == 1


def test_staff_whom_a_client_does_not_know_are_told_as_the_provider(client, session, world):
    complete(item=world.logo, by=world.mia)
    session.flush()
    event = session.scalars(select(Event).where(Event.entry_id == world.logo.id, Event.verb == "completed")).one()
    tell(world.cleo, world.logo, "state", event_id=event.id, actor=world.mia)
    sign_in(client, world.cleo)
    page = client.get("/inbox").text
    assert "Studio Nord marked it done" in page and "Mia" not in page


def test_it_goes_on_in_windows_and_no_place_tells_how_much_there_is(client, session, world):
    items = [add_item(world.site, f"Item {number}", audience="client") for number in range(65)]
    for item in items[:33]:
        tell(world.cleo, item, read=True)
    for item in items[33:]:
        tell(world.cleo, item)
    sign_in(client, world.cleo)
    page = client.get("/inbox").text
    assert len(re.findall(r'id="n-', page)) == 60
    more, older = [found.replace("&amp;", "&") for found in re.findall(r'href="(/inbox\?[^"]+)"', page)]
    assert rows(client, older) == [str(item.id) for item in items[2::-1]]
    assert rows(client, more) == [str(item.id) for item in items[34:32:-1]]
    for senseless in ("/inbox?before=x", f"/inbox?before={uuid4()}", "/inbox?before=" + "A" * 52):
        assert client.get(senseless).status_code == 200


def test_it_costs_as_many_statements_however_much_there_is(app, client, session, statements, world):
    def fill(count):
        for number in range(count):
            item = add_item(world.site, f"More {number}", audience="client", move="client")
            author = world.tess if number % 2 else world.cora
            tell(world.cleo, item, "reply", message=say(author, item, f"Words {number}"), read=number % 3 == 0)

    sign_in(client, world.cleo)
    fill(3)
    sent = []
    for _ in range(2):
        client.get("/inbox"), client.get("/me/counts")
        with statements() as page:
            client.get("/inbox")
        with statements() as counting:
            client.get("/me/counts")
        sent.append((len(page), len(counting)))
        fill(24)
    assert sent[0] == sent[1] and sent[1][0] <= 12, sent


def test_the_row_by_itself_is_as_it_stands_in_the_list(client, session, world):
    tell(world.cleo, world.logo)
    sign_in(client, world.cleo)
    address = f"/projects/{world.site.id}/entries/{world.logo.id}/notices"
    assert f'id="n-{world.logo.id}"' in client.get(address, headers=HTMX).text
    assert client.get(address).location == f"/inbox#n-{world.logo.id}"
    assert client.get(f"/projects/{world.site.id}/notices", headers=HTMX).text.strip() == ""


def test_an_entrys_page_reads_what_was_told_of_it(client, session, world):
    told = tell(world.cleo, world.logo, "late")
    sign_in(client, world.cleo)
    page = f"/projects/{world.site.id}/items/{world.logo.id}"
    text = client.get(page).text
    until = re.search(r'name="until" value="([^"]+)"', text)[1]
    seen = client.put(f"/projects/{world.site.id}/entries/{world.logo.id}/notices/seen", data=act(until=until, here="1"))
    assert seen.location == page
    assert not unread(session, world.cleo) and told.at.isoformat() == until
    assert "/notices/seen" not in client.get(page).text


def test_a_look_through_a_clients_eyes_has_no_inbox_and_marks_nothing(client, session, world):
    tell(world.cleo, world.logo)
    sign_in(client, world.mia)
    look = client.post(f"/projects/{world.site.id}/looks", data=act(seat=world.seat(world.cleo).id)).location
    look = look.partition("/projects")[0]
    page = client.get(f"{look}/projects/{world.site.id}/items/{world.logo.id}")
    assert page.status_code == 200 and "/notices/seen" not in page.text and 'id="follow"' not in page.text
    assert client.get(f"{look}/inbox").status_code == 404 and "is-inbox" not in page.text


def test_ahead_of_need_the_inbox_changes_its_mark_with_what_is_told(client, session, world):
    sign_in(client, world.cleo)
    before = dict(client.get("/me/ahead").json["pages"])
    told = tell(world.cleo, world.logo)
    session.commit()
    after = dict(client.get("/me/ahead").json["pages"])
    assert before["/inbox"] != after["/inbox"] and f"/projects/{world.site.id}/items/{world.logo.id}" in after
    told.read_at = now()
    session.commit()
    assert dict(client.get("/me/ahead").json["pages"])["/inbox"] == before["/inbox"]


def test_the_icon_counts_once_what_is_my_move_and_new(client, session, world):
    item = add_item(world.site, "Mine", audience="client", move="client")
    tell(world.cleo, item, "turn")
    tell(world.cleo, world.logo)
    sign_in(client, world.cleo)
    counts = client.get("/me/counts").json
    assert (counts["needs"], counts["inbox"], counts["all"]) == (1, 2, 2)


def test_many_at_once_are_one_line_and_a_project_is_one_row(client, session, world):
    tell(world.cleo, project=world.site, kind="invitation", read=True)
    for kind, items in (("turn", 12), ("share", 30)):
        tell(world.cleo, project=world.site, kind=kind, facts={"items": items})
    session.execute(update(Notification).values(newest=True))
    sign_in(client, world.cleo)
    page = client.get("/inbox").text
    assert rows(client) == [str(world.site.id)] and client.get("/me/counts").json["inbox"] == 1
    assert "12 items are your move now" in page and "30 items are newly shared with you" in page and "2 new" in page


def test_a_place_in_the_list_opens_for_its_reader_only(app, session, world):
    for number in range(32):
        tell(world.cleo, add_item(world.site, f"Item {number}", audience="client"))
    sign_in(mine := app.test_client(), world.cleo)
    sign_in(others := app.test_client(), world.cora)
    tell(world.cora, world.logo)
    session.commit()
    more = re.search(r'href="(/inbox\?[^"]*before=[^"]+)"', mine.get("/inbox").text)[1].replace("&amp;", "&")
    assert len(rows(mine, more)) == 2 and rows(others, more) == [str(world.logo.id)]


def test_what_is_late_says_since_when(client, session, world):
    tell(world.cleo, world.logo, "late", facts={"verb": "late", "day": "2026-05-02", "days": 2})
    tell(world.cora, world.logo, "late", facts={"verb": "soon", "day": "2026-05-06", "days": 0})
    sign_in(client, world.cleo)
    assert "Late: it was for May 2" in client.get("/inbox").text
    sign_in(client, world.cora)
    assert "Soon: it is for May 6" in client.get("/inbox").text


def test_who_is_put_on_a_project_is_told_that_they_are_on_it(client, session, world):
    joined = Event(workspace_id=world.nord.id, project_id=world.site.id, actor_id=world.mia.id, lane="shared",
                   verb="member.joined")
    session.add(joined)
    session.flush()
    tell(world.cleo, project=world.site, kind="invitation", event_id=joined.id, actor=world.mia)
    sign_in(client, world.cleo)
    page = client.get("/inbox").text
    assert "You are on this project now" in page and "joined" not in page


def test_what_is_shared_by_name_or_about_something_hidden_is_told_to_those_alone(app, session, world):
    mine, theirs = (add_item(world.site, title, audience="named") for title in ("For Cleo", "For Cora"))
    pin = add_item(world.site, "About it", audience="client")
    pin.about_id = theirs.id
    session.add_all([AboutLink(workspace_id=pin.workspace_id, entry_id=pin.id, about_id=theirs.id),
                     *(EntryReader(workspace_id=item.workspace_id, entry_id=item.id, membership_id=world.seat(user).id)
                       for item, user in ((mine, world.cleo), (theirs, world.cora)))])
    for user in (world.cleo, world.cora):
        for item in (mine, theirs, pin):
            tell(user, item)
    for user, shown in ((world.cleo, [mine]), (world.cora, [pin, theirs])):
        visitor = app.test_client()
        sign_in(visitor, user)
        assert rows(visitor) == [str(item.id) for item in shown], user.name
        assert visitor.get("/me/counts").json["inbox"] == len(shown)

"""Following: how closely and why stands at the head of each thread, and is chosen there."""
import pytest

from portal.base.clock import today
from portal.decisions.deputies import name_deputy
from portal.inbox.following import following_of
from portal.notices.follow import Follow
from portal.notices.following import choose_level
from portal.plan.assigning import assign
from tests.decisions.asking import asked_by
from tests.talk.speaking import standing, start
from tests.world import act, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def address(entry, part="follow"):
    return f"/projects/{entry.project_id}/entries/{entry.id}/{part}"


def follow(user, entry, level="all", why="author"):
    return Follow(entry_id=entry.id, user_id=user.id, workspace_id=entry.workspace_id, project_id=entry.project_id,
                  level=level, why=why)


def test_the_head_of_a_thread_says_whether_and_why_one_follows_it(client, session, world):
    talk = start(world.tess, world.site, "Print run")
    sign_in(client, world.cleo)
    pages = [f"/projects/{world.site.id}/items/{world.logo.id}", f"/projects/{world.site.id}/talk/{talk.id}"]
    for page in pages:
        assert "Not followed" in client.get(page).text
    session.merge(follow(world.cleo, world.logo))
    session.merge(follow(world.cora, talk, "mute", "choice"))
    session.commit()
    assert "You follow this" in client.get(pages[0]).text and "Because you began it, or wrote here." in client.get(pages[0]).text
    assert "Not followed" in client.get(pages[1]).text


@pytest.mark.parametrize("level", ["all", "moves", "mute"])
def test_a_level_is_chosen_and_stays_chosen(client, session, world, level):
    session.merge(follow(world.cleo, world.logo))
    sign_in(client, world.cleo)
    for _ in range(2):
        drawn = client.put(address(world.logo), data=act(level=level), headers=HTMX).text
        assert f'value="{level}" aria-pressed="true"' in drawn and "Because you chose so." in drawn
    session.expire_all()
    kept = session.get(Follow, (world.logo.id, world.cleo.id))
    assert (kept.level, kept.why) == (level, "choice")
    assert client.get(address(world.logo), headers=HTMX).text.strip() == drawn.strip() or f'value="{level}"' in drawn


@pytest.mark.parametrize("level", ["", "loudly"])
def test_another_level_is_refused(client, session, world, level):
    sign_in(client, world.cleo)
    assert client.put(address(world.logo), data=act(level=level)).status_code == 422
    assert session.get(Follow, (world.logo.id, world.cleo.id)) is None


def test_what_one_does_not_see_cannot_be_followed(client, session, world):
    sign_in(client, world.cleo)
    for entry in (world.secret, world.cart):
        assert client.put(address(entry), data=act(level="all")).status_code == 404
    assert session.query(Follow).count() == 0


def test_who_is_asked_a_question_reads_that_they_are(client, session, world):
    approval = asked_by(world, world.logo, [world.cora])
    session.commit()
    assert following_of(standing(world.cora, approval), approval)[:2] == ("all", "approver")
    sign_in(client, world.cora)
    page = client.get(f"/projects/{world.site.id}/decisions/{approval.id}").text
    assert "Because you are asked to approve it." in page and "assigned to you" not in page
    choose_level(entry=approval, user_id=world.cora.id, level="moves")
    assert following_of(standing(world.cora, approval), approval)[:2] == ("moves", "choice")


def test_who_stands_in_for_somebody_reads_for_whom_and_hears_of_their_moves(client, session, world):
    day, approval = today("Europe/Stockholm"), asked_by(world, world.logo, [world.abe])
    name_deputy(seat=world.seat(world.abe), deputy=world.seat(world.cora), from_day=day, until_day=day, by=world.abe)
    assert following_of(standing(world.cora, approval), approval)[:2] == ("moves", "deputy")
    session.commit()
    sign_in(client, world.cora)
    for _ in range(2):
        assert "Because you stand in for Abe." in client.get(address(approval), headers=HTMX).text
        session.merge(follow(world.cora, approval))
        session.commit()
    session.merge(follow(world.cora, approval, "all", "choice"))
    for user, why in ((world.cora, "choice"), (world.abe, "approver"), (world.cleo, None)):
        assert following_of(standing(user, approval), approval).why == why


def test_who_is_named_for_it_made_it_or_leads_the_client_follows_without_having_chosen(session, world):
    assign(item=world.logo, by=world.mia, seat_id=world.seat(world.cleo).id)
    world.logo.created_by_id = world.tess.id
    session.flush()
    told = {name: following_of(standing(getattr(world, name), world.logo), world.logo)[:2]
            for name in ("cleo", "tess", "lea", "vera")}
    assert told == {"cleo": ("all", "assignee"), "tess": ("all", "author"), "lea": ("moves", "lead"), "vera": (None, None)}
    choose_level(entry=world.logo, user_id=world.cleo.id, level="mute")
    assert following_of(standing(world.cleo, world.logo), world.logo)[:2] == ("mute", "choice")

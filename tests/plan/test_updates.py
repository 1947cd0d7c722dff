"""A dated word on a project, for the team or for the client too."""
from datetime import date

from sqlalchemy import select

from portal.base.ids import new_id
from portal.history.event import Event
from portal.plan.updates import newest_update, post_update, settle_health, updates_for
from portal.projects.viewer import viewer_of
from tests.world import INTERNAL, sign_in

DAY = date(2026, 5, 4)


def post(world, health, reason, shared, **facts):
    return post_update(project=world.site, by=world.mia, day=DAY, health=health, reason=reason, shared=shared, **facts)


def test_an_internal_word_changes_the_teams_view_only(session, world):
    post(world, "on_track", "All well", True)
    post(world, "off_track", INTERNAL, False)
    assert (world.site.health, world.site.health_reason) == ("off_track", INTERNAL)
    assert (world.site.shared_health, world.site.shared_health_reason) == ("on_track", "All well")


def test_wherever_a_project_stands_its_reader_reads_how_it_is_doing_what_comes_next_and_that_it_rests(client, session, world):
    post(world, "on_track", "All well", True, next_milestone="Proof agreed")
    post(world, "at_risk", INTERNAL, False, next_milestone=f"Fee {INTERNAL}")
    world.site.status, world.site.promised_end = "on_hold", date(2126, 6, 1)
    session.commit()
    pages = ("/", "/projects", f"/projects/{world.site.id}/talk")
    for who, health, comes in ((world.cleo, "On track", "Next: Proof agreed"), (world.tess, "At risk", f"Next: Fee {INTERNAL}")):
        sign_in(client, who)
        for page in pages:
            text = client.get(page).text
            assert all(words in text for words in (health, comes, "On hold", "until", "Jun 1, 2126")), page
            assert (INTERNAL in text) is (who is world.tess), page
    world.site.status, world.site.start = "planned", date(2126, 5, 4)
    session.commit()
    assert all("Starts May 4, 2126" in client.get(page).text for page in pages)


def test_each_reader_sees_the_newest_they_may(session, world):
    post(world, "on_track", "All well", True)
    post(world, "off_track", INTERNAL, False)
    assert newest_update(viewer_of(world.cleo), world.site).reason == "All well"
    assert [u.reason for u in updates_for(viewer_of(world.tess), world.site)] == [INTERNAL, "All well"]
    for user in (world.olaf, world.nick, world.sam):
        assert newest_update(viewer_of(user), world.site) is None


def test_older_ones_follow_on_demand(session, world):
    for number in range(5):
        post(world, "on_track", f"Word {number}", True)
    first = updates_for(viewer_of(world.cleo), world.site, limit=2)
    rest = updates_for(viewer_of(world.cleo), world.site, before=first[-1].id)
    assert [u.reason for u in first + rest] == [f"Word {number}" for number in (4, 3, 2, 1, 0)]


def test_history_is_told_in_the_lane_of_the_word_and_knows_no_internal_health(session, world):
    post(world, "off_track", INTERNAL, False)
    post(world, "on_track", "All well", True)
    session.flush()
    told = session.execute(select(Event.lane, Event.old, Event.new).order_by(Event.id)).all()
    assert told == [("internal", None, "off_track"), ("shared", None, "on_track")]


def test_a_word_shared_later_becomes_the_clients_health(session, world):
    update = post(world, "at_risk", "Late paper", False)
    update.audience = "client"
    settle_health(world.site)
    assert world.site.shared_health == "at_risk"
    update.audience = "internal"
    settle_health(world.site)
    assert world.site.shared_health is None


def test_a_word_the_reader_cannot_see_leads_nowhere_like_one_that_is_not_there(session, world):
    post(world, "on_track", "All well", True)
    hidden = post(world, "off_track", INTERNAL, False)
    assert updates_for(viewer_of(world.cleo), world.site, before=hidden.id) == []
    assert updates_for(viewer_of(world.cleo), world.site, before=world.crown.id) == []
    assert updates_for(viewer_of(world.cleo), world.site, before=new_id()) == []
    assert [u.reason for u in updates_for(viewer_of(world.tess), world.site, before=hidden.id)] == ["All well"]

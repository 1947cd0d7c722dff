"""The plan as a reader sees it: in order, in windows, hung under what they see."""
import re
from datetime import timedelta

from portal.base.clock import now, today
from portal.plan.assigning import assign
from portal.plan.progress import progress_of
from portal.plan.rows import plan_window
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.projects.visible import find_project
from tests.world import INTERNAL, add_item, sign_in


def window(user, project, **facts):
    viewer = viewer_of(user)
    standing = standing_on(viewer, project)
    return plan_window(viewer, project, side=standing.side if standing else "client", **facts)


def shape(user, project, **facts):
    return ["." * row.depth + row.title for row in window(user, project, **facts).rows]


def test_shared_children_of_a_hidden_parent_hang_under_the_nearest_they_see(session, world):
    hidden = add_item(world.site, f"Hidden {INTERNAL}", parent_id=world.logo.id)
    add_item(world.site, "Draft", audience="client", parent_id=hidden.id)
    add_item(world.site, "Loose", audience="client", parent_id=world.secret.id)
    assert shape(world.cleo, world.site) == ["Logo", ".Draft", "Loose"]
    assert shape(world.tess, world.site) == ["Logo", f".Hidden {INTERNAL}", "..Draft", world.secret.title, ".Loose"]


def test_a_window_goes_on_where_the_last_ended_with_the_same_depths(session, world):
    for number in range(7):
        child = add_item(world.site, f"C{number}", audience="client", parent_id=world.logo.id)
        add_item(world.site, f"D{number}", audience="client", parent_id=child.id)
    whole, parts, after = shape(world.cleo, world.site), [], None
    while True:
        part = window(world.cleo, world.site, after=after, limit=4)
        parts += ["." * row.depth + row.title for row in part.rows]
        after = part.after
        if after is None:
            break
    assert parts == whole
    assert len(whole) == 15


def test_items_are_found_by_words_of_their_titles_and_only_by_who_sees_them(session, world):
    add_item(world.site, f"Price list {INTERNAL}", parent_id=world.logo.id)
    below = add_item(world.site, "Übersicht der 100 % Preise", audience="client", parent_id=world.logo.id)

    def found(user, q, **facts):
        return [row.title for row in window(user, world.site, q=q, **facts).rows]

    assert found(world.tess, "PRICE list") == found(world.tess, "list pri") == [f"Price list {INTERNAL}"]
    assert found(world.tess, "übersicht preise") == found(world.tess, "ÜBERSICHT") == found(world.cleo, "100 %") == [below.title]
    assert found(world.cleo, "price") == found(world.cleo, INTERNAL) == found(world.tess, "_") == found(world.tess, "\\") == []
    assert window(world.cleo, world.site, q="preise").rows[0].below == "Logo", "and where it hangs is said"
    for user in (world.olaf, world.nick, world.remy, world.sam, world.rex, world.tom):
        assert found(user, "o") == []
    for number in range(5):
        add_item(world.site, f"Preise {number}", audience="client")
    first = window(world.cleo, world.site, q="preise", limit=4)
    assert len(first.rows) == 4 and found(world.cleo, "preise", after=first.after) == ["Preise 3", "Preise 4"]
    assert found(world.cleo, "preise", filter="done") == found(world.cleo, "preise", filter="mine") == []


def test_wrong_readers_get_nothing(session, world):
    for user in (world.olaf, world.nick, world.remy, world.sam, world.rex, world.tom):
        assert window(user, world.site).rows == []


def test_filters_narrow_and_say_below_what_a_row_stands(session, world):
    yesterday = today(world.nord.time_zone) - timedelta(days=1)
    child = add_item(world.site, "Slow", audience="client", parent_id=world.logo.id, promised=yesterday)
    add_item(world.site, "Buffer", audience="client", due=yesterday)
    add_item(world.site, "Over", audience="client", done_at=now(), promised=yesterday)
    add_item(world.site, "Away", audience="client", archived_at=now())
    assign(item=child, by=world.tess, seat_id=world.seat(world.cleo).id)
    late = window(world.cleo, world.site, filter="late").rows
    assert [(row.title, row.below) for row in late] == [("Slow", "Logo")]
    assert shape(world.tess, world.site, filter="late") == [".Slow", "Buffer"]
    assert shape(world.cleo, world.site, filter="mine") == [".Slow"]
    assert shape(world.cleo, world.site, filter="done") == ["Over"]
    assert shape(world.cleo, world.site, filter="archived") == ["Away"]
    assert shape(world.cleo, world.site, filter="open") == ["Logo", ".Slow", "Buffer"]


def test_where_the_teams_own_date_passed_first_the_team_reads_both_dates_and_the_client_one(client, session, world):
    here = today(world.nord.time_zone)
    world.logo.due, world.logo.promised, world.logo.move = here - timedelta(days=2), here + timedelta(days=3), "staff"
    session.commit()
    for who, both in ((world.tess, True), (world.cleo, False)):
        sign_in(client, who)
        assert bool(re.search(r"<time>due [^<]+, promised [^<]+</time>", client.get(f"/projects/{world.site.id}").text)) is both
        assert bool(re.search(r"· Due [^<]+, for the team", client.get("/").text)) is both


def test_rows_say_who_is_named(session, world):
    assign(item=world.logo, by=world.tess, seat_id=world.seat(world.cleo).id)
    assert [hand.name for hand in window(world.cora, world.site).rows[0].hands] == ["Cleo"]


def test_progress_counts_what_the_reader_sees_without_phases(session, world):
    add_item(world.site, "Over", audience="client", done_at=now())
    add_item(world.site, f"Quiet {INTERNAL}", done_at=now())
    add_item(world.site, "Phase", audience="client", level="phase")
    seen = progress_of(viewer_of(world.cleo), world.site)
    assert (seen.done, seen.total, seen.percent) == (1, 2, 50)
    assert progress_of(viewer_of(world.tess), world.site).total == 4
    assert progress_of(viewer_of(world.olaf), world.site) is None


def test_a_window_takes_three_statements_however_many_rows(session, world, statements):
    for number in range(60):
        parent = world.logo if number % 2 else world.secret
        item = add_item(world.site, f"Row {number}", audience="client", parent_id=parent.id)
        assign(item=item, by=world.tess, seat_id=world.seat((world.cleo, world.cora, world.tess)[number % 3]).id)
    session.flush()
    viewer = viewer_of(world.cleo)
    project = find_project(viewer, world.site.id)
    assert project.workspace
    with statements() as sent:
        plan_window(viewer, project, side="client")
    assert len(sent) <= 3


def test_a_row_the_reader_cannot_see_leads_nowhere_like_one_that_is_not_there(session, world):
    add_item(world.site, "Late", audience="client")
    assert window(world.cleo, world.site, after=world.secret.id).rows == []
    assert window(world.cleo, world.site, after=world.crown.id).rows == []
    assert [row.title for row in window(world.tess, world.site, after=world.secret.id).rows] == ["Late"]

"""The promise ledger: what was promised and agreed, by whom and why, against what came of it; each side its own."""
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from portal.base.clock import at
from portal.budgets.agreeing import agree, share_budget
from portal.budgets.ledger import kept_in, moves_in
from portal.entries.sharing import share, unshare
from portal.plan.completing import complete
from portal.plan.promising import promise
from portal.projects.changing import change_project
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from tests.world import INTERNAL, act, add_item, sign_in

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def standing(world, user):
    return standing_on(viewer_of(user), world.site)


def told(standing, **more):
    return [(line.sort, line.kind, line.title, line.new) for line in moves_in(standing, **more)[0]]


def played(session, world):
    """Some days of promises: on Logo, which the client sees, on Margin, which it never does, and on what is shared later."""
    late = add_item(world.site, "Later")
    steps = [
        lambda: promise(item=world.logo, by=world.mia, day=date(2026, 5, 8)),
        lambda: promise(item=world.secret, by=world.mia, day=date(2026, 5, 9)),
        lambda: promise(item=late, by=world.mia, day=date(2026, 5, 10)),
        lambda: agree(project=world.site, by=world.mia, amount=Decimal(9000), currency="EUR"),
        lambda: share(entry=late, by=world.mia),
        lambda: promise(item=late, by=world.ada, day=date(2026, 5, 12), reason="The printer is late"),
        lambda: promise(item=world.logo, by=world.mia, day=date(2026, 5, 7), reason="It went well", kind="correction"),
        lambda: change_project(project=world.site, by=world.mia, promised_end=date(2026, 6, 1)),
        lambda: change_project(project=world.site, by=world.mia, promised_end=date(2026, 6, 8), end_reason="Summer"),
        lambda: share_budget(project=world.site, by=world.mia, shared=True),
        lambda: agree(project=world.site, by=world.mia, amount=Decimal(9500), reason="Posters too"),
        lambda: complete(item=world.logo, by=world.tess),
    ]
    for number, step in enumerate(steps):
        with at(NOON + timedelta(minutes=number)):
            step()
            session.flush()
    return late


def test_each_reads_what_was_promised_while_they_could_see_it(session, world):
    late = played(session, world)
    session.commit()
    shared = [("end", "slip", None, date(2026, 6, 8)), ("end", "promised", None, date(2026, 6, 1)),
              ("promise", "correction", "Logo", date(2026, 5, 7)), ("promise", "slip", "Later", date(2026, 5, 12)),
              ("promise", "promised", "Logo", date(2026, 5, 8))]
    assert told(standing(world, world.cleo)) == shared
    assert told(standing(world, world.cora)) == [("budget", "agreed", None, 9500), *shared]
    assert len(told(standing(world, world.tess))) == 9
    unshare(entry=late, by=world.mia)
    session.commit()
    assert {title for _, _, title, _ in told(standing(world, world.cleo))} == {"Logo", None}


def test_windows_of_the_ledger_leave_nothing_out_and_tell_nothing_twice(session, world):
    played(session, world)
    with at(NOON):
        # Many promised at the very same moment, as an import does.
        for number in range(5):
            promise(item=add_item(world.site, f"Item {number}"), by=world.mia, day=date(2026, 5, 20))
        session.commit()
    mia, found, place = standing(world, world.mia), [], None
    while place is not None or not found:
        lines, place = moves_in(mia, before=place, limit=2)
        found += [line.place for line in lines]
    assert len(found) == len(set(found)) == 14 and found == sorted(found, reverse=True)


def test_planned_stands_against_actual(client, session, world):
    played(session, world)
    session.commit()
    kept = {one.title: (one.first, one.promised, one.moves) for one in kept_in(standing(world, world.cleo))[0]}
    # The day that the later one had when it was shared is the first the client read.
    assert kept == {"Logo": (date(2026, 5, 8), date(2026, 5, 7), 1), "Later": (date(2026, 5, 10), date(2026, 5, 12), 1)}
    sign_in(client, world.cleo)
    home = f"/projects/{world.site.id}/ledger"
    page = client.get(home).text
    assert re.search(r"Done May 4(, 2026)?, 4 days before the first promise", page) and INTERNAL not in page
    moves = client.get(f"{home}?show=moves").text
    assert "The printer is late" in moves and "Summer" in moves and "9,500" not in moves and INTERNAL not in moves
    assert "Ada" not in moves and "Studio Nord" in moves
    sheet = client.get(f"/projects/{world.site.id}/items/{world.logo.id}/promises").text
    assert "Correction" in sheet and "It went well" in sheet
    sign_in(client, world.mia)
    assert "9,500" in client.get(f"{home}?show=moves").text
    assert client.get(f"{home}?before=nonsense&show=moves").status_code == 200


def test_a_day_that_was_written_down_wrongly_is_told_as_a_correction(client, session, world):
    sign_in(client, world.mia)
    item = f"/projects/{world.site.id}/items/{world.logo.id}/promises"
    assert client.post(item, data=act(day="2026-05-08")).status_code == 303
    assert "It was written down wrongly" in client.get(f"{item}/new").text
    for day, kind, why in (("2026-05-07", "correction", "A slip of the pen"), ("2026-05-20", "slip", "The printer is late")):
        assert client.post(item, data=act(day=day, kind=kind, reason=why)).status_code == 303
    assert told(standing(world, world.cleo)) == [
        ("promise", kind, "Logo", date(2026, 5, day)) for kind, day in (("slip", 20), ("correction", 7), ("promised", 8))]
    sign_in(client, world.cleo)
    moves = client.get(f"/projects/{world.site.id}/ledger?show=moves").text
    assert re.search(r"Correction</span>.*May 7.*before: May 8.*A slip of the pen", moves, re.DOTALL)


def test_the_promised_end_of_a_project_moves_with_a_reason(client, session, world):
    sign_in(client, world.mia)
    home = f"/projects/{world.site.id}"
    form = {"_method": "PUT", "name": "Site", "status": "active", "preview_invitations": ""}
    assert client.post(home, data=act(**form, promised_end="2026-06-01")).status_code == 303
    answer = client.post(home, data=act(**form, promised_end="2026-06-08"))
    assert answer.status_code == 422 and "say why" in answer.text
    assert client.post(home, data=act(**form, promised_end="2026-06-08", end_reason="Summer")).status_code == 303

"""Reports on one item from several devices in the same moment."""
from portal.history.event import Event
from tests.talk.test_at_once import at_once
from tests.world import act


def told(session, entry, field):
    lines = session.query(Event).filter_by(entry_id=entry.id, field=field).order_by(Event.id)
    return [(line.old, line.new) for line in lines]


def test_of_several_figures_at_once_each_stored_one_began_with_what_its_writer_was_shown(app, session, world):
    logo, address = world.logo, f"/projects/{world.site.id}/items/{world.logo.id}/percent"
    sent = [act(_method="PUT", percent=n, shown_percent=world.logo.percent) for n in range(10, 50, 5)]
    answers = at_once(app, world.tess, address, sent)
    outcomes = [answer.json["outcome"] for answer in answers]
    assert sorted(outcomes) == ["conflict"] * 7 + ["stored"]
    assert len(told(session, logo, "percent")) == 1


def test_done_by_several_at_once_is_told_once(app, session, world):
    answers = at_once(app, world.tess, f"/projects/{world.site.id}/items/{world.logo.id}/completion", [act() for _ in range(6)])
    assert {answer.json["outcome"] for answer in answers} == {"stored"}
    assert told(session, world.logo, "done") == [(False, True)]

"""What waits for what, without circles, and shown only where both ends are."""
from decimal import Decimal

import pytest
from sqlalchemy import select

from portal.history.event import Event
from portal.plan.dependencies import link, links_of, unlink
from portal.plan.moving import Cycle
from portal.projects.viewer import viewer_of
from tests.world import add_item


def ends(item, user):
    return [(end.title, waits) for _, end, waits in links_of(item, viewer_of(user))]


def test_a_link_is_made_once_changed_and_taken_back(session, world):
    page = add_item(world.site, "Page", audience="client")
    assert link(item=page, by=world.tess, waits_for=world.logo)
    assert not link(item=page, by=world.tess, waits_for=world.logo)
    assert link(item=page, by=world.tess, waits_for=world.logo, kind="SS", lag_days=Decimal("-2"))
    assert ends(page, world.cleo) == [("Logo", True)]
    assert ends(world.logo, world.cleo) == [("Page", False)]
    assert unlink(item=page, by=world.tess, waits_for_id=world.logo.id)
    assert not unlink(item=page, by=world.tess, waits_for_id=world.logo.id)
    assert ends(page, world.cleo) == []
    assert {e.lane for e in session.scalars(select(Event).where(Event.entry_id == page.id))} == {"internal"}


def test_a_link_to_something_hidden_is_not_shown(session, world):
    link(item=world.logo, by=world.tess, waits_for=world.secret)
    assert ends(world.logo, world.cleo) == []
    assert ends(world.logo, world.tess) == [(world.secret.title, True)]


def test_circles_are_refused_however_long(session, world):
    chain = [add_item(world.site, f"Step {number}") for number in range(5)]
    for first, second in zip(chain, chain[1:], strict=False):
        link(item=second, by=world.tess, waits_for=first)
    with pytest.raises(Cycle):
        link(item=chain[0], by=world.tess, waits_for=chain[-1])
    with pytest.raises(Cycle):
        link(item=chain[0], by=world.tess, waits_for=chain[0])


def test_nothing_waits_for_what_it_is_part_of(session, world):
    child = add_item(world.site, "Child", parent_id=world.logo.id)
    for item, other in ((child, world.logo), (world.logo, child)):
        with pytest.raises(Cycle):
            link(item=item, by=world.tess, waits_for=other)


def test_both_ends_stand_in_one_project(session, world):
    with pytest.raises(ValueError):
        link(item=world.logo, by=world.mia, waits_for=world.cart)

"""For its own page an item says what more there is to read of it."""
from datetime import date

from portal.plan.dependencies import link
from portal.plan.promising import promise
from portal.plan.reading import find_item_to_show
from portal.projects.viewer import viewer_of


def test_what_never_moved_and_is_linked_to_nothing_says_so_and_so_does_the_rest(world, session):
    def told():
        session.flush()
        return find_item_to_show(viewer_of(world.mia), world.site.id, world.logo.id)[1:]

    world.logo.promised = None
    assert told() == (False, False)
    promise(item=world.logo, by=world.mia, day=date(2026, 5, 4))
    assert told() == (False, False)
    promise(item=world.logo, by=world.mia, day=date(2026, 5, 6), reason="The printer is late")
    assert told() == (True, False)
    link(item=world.secret, by=world.mia, waits_for=world.logo)
    assert told() == (True, True)


def test_what_is_hidden_is_not_found(world, session):
    session.flush()
    assert find_item_to_show(viewer_of(world.cleo), world.site.id, world.secret.id) is None

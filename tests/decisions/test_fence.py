"""Nobody meets a question they are not to see: not by its address, in lists, among needs, in history, nor by its things."""
import pytest

from portal.decisions.approval import Approval
from portal.decisions.asking import CannotAsk
from portal.entries.sharing import share, unshare
from portal.entries.visible import entries_visible_to, events_visible_to, find_entry
from portal.inbox.needs import needs_in_order
from portal.projects.viewer import viewer_of
from portal.talk.people import people_visible_to
from tests.decisions.asking import add_document, asked_by, found
from tests.world import add_item


def test_a_question_is_seen_by_those_only_who_see_everything_it_asks_about(session, world):
    """Also where it is about one thing and asks about another that is shared with fewer people."""
    named = add_document(world.site, world.tess, name="For Abe.pdf", audience="internal")
    share(entry=named, by=world.mia, audience="named", readers=[world.seat(world.abe).id])
    approval = asked_by(world, named, [world.abe], about=world.logo)
    own = asked_by(world, world.secret, [world.mia])
    seen = {user: set(session.scalars(entries_visible_to(viewer_of(user), Approval).with_only_columns(Approval.id)))
            for user in (world.abe, world.cora, world.vera, world.olaf, world.tess, world.rex, world.sam)}
    assert seen == {world.abe: {approval.id}, world.cora: set(), world.vera: set(), world.olaf: set(),
                    world.tess: {approval.id, own.id}, world.rex: set(), world.sam: set()}
    assert found(world.cora, approval) is None
    assert find_entry(viewer_of(world.tess), world.shop.id, approval.id) is None
    told = session.scalars(events_visible_to(viewer_of(world.cora))).all()
    assert approval.id not in {event.entry_id for event in told}
    with pytest.raises(CannotAsk, match="not_seen") as refused:
        asked_by(world, named, [world.abe, world.cora], rule="all")
    assert refused.value.about == (world.seat(world.cora).id,)
    for stranger in (world.olaf, world.rex, world.remy, world.nick, world.cleo):
        with pytest.raises(CannotAsk, match="not_allowed"):
            asked_by(world, world.logo, [stranger])
    with pytest.raises(CannotAsk, match="put_away"):
        asked_by(world, world.cart, [world.abe], by=world.mia, project=world.site)


def test_what_is_hidden_needs_nobody_and_staff_who_ask_or_approve_are_known_from_then_on(session, world):
    def known(user):
        return {seat.user_id for seat in people_visible_to(viewer_of(user), world.site, staff_here=False)}

    assert not {world.tess.id, world.mia.id} & known(world.vera)
    item = add_item(world.site, "Draft", audience="client")
    approval = asked_by(world, item, [world.abe, world.mia], rule="all")
    assert {world.tess.id, world.mia.id} <= known(world.vera)
    assert needs_in_order(viewer_of(world.abe)) == [approval.id] and approval.id in needs_in_order(viewer_of(world.mia))
    unshare(entry=item, by=world.mia)
    assert needs_in_order(viewer_of(world.abe)) == [] and not {world.tess.id, world.mia.id} & known(world.vera)


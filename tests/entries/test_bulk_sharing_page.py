"""Sharing and hiding a selection."""
from uuid import uuid4

import pytest

from portal.entries.visible import entries_visible_to
from portal.projects.viewer import viewer_of
from tests.world import BOLT, REX, act, add_item, sign_in


def at(world):
    return f"/projects/{world.site.id}/sharing"


def seen(session, user):
    session.expire_all()
    return {entry.title for entry in session.scalars(entries_visible_to(viewer_of(user)))}


def send(client, world, entries, method=None, **fields):
    more = {"_method": method} if method else {}
    return client.post(at(world), data=act(entry=[entry.id for entry in entries], **more, **fields))


def test_a_selection_is_looked_over_and_nothing_happens_yet(client, world, session):
    sign_in(client, world.mia)
    answer = send(client, world, [world.logo, world.secret])
    assert answer.status_code == 200
    assert world.secret.title in answer.text and "1 is hidden now" in answer.text and "1 is shared" in answer.text
    assert "none comes along" in answer.text and "What stays with the team" in answer.text
    assert seen(session, world.cleo) == {"Logo"}


def test_a_selection_is_shared_and_hidden_again(client, world, session):
    items = [add_item(world.site, f"Item {n}") for n in range(3)]
    sign_in(client, world.mia)
    assert send(client, world, items, "PUT", audience="client").status_code == 303
    assert seen(session, world.cleo) == {"Logo", "Item 0", "Item 1", "Item 2"}
    assert send(client, world, [*items[:2], world.logo], "DELETE").status_code == 303
    assert seen(session, world.cleo) == {"Item 2"}


def test_a_selection_is_shared_with_named_people(client, world, session):
    sign_in(client, world.mia)
    seat = world.seat(world.cora)
    assert send(client, world, [world.secret], "PUT", audience="named", reader=[seat.id]).status_code == 303
    assert world.secret.title in seen(session, world.cora)
    assert world.secret.title not in seen(session, world.cleo)
    assert send(client, world, [world.secret], "PUT", audience="named").status_code == 422


@pytest.mark.parametrize("method", [None, "PUT", "DELETE"])
def test_an_item_of_another_project_is_like_one_that_does_not_exist(client, world, session, method):
    sign_in(client, world.mia)
    answers = [send(client, world, [world.logo, other], method, audience="client")
               for other in (world.cart, world.crown, type("Unknown", (), {"id": uuid4()}))]
    assert [answer.status_code for answer in answers] == [404] * 3
    for answer in answers:
        assert BOLT not in answer.text and REX not in answer.text
    assert seen(session, world.cleo) == {"Logo"}


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_nothing_selected_says_so(client, world, method):
    sign_in(client, world.mia)
    answer = send(client, world, [], method, audience="client")
    assert answer.status_code == 422
    assert "Nothing is selected" in answer.text


@pytest.mark.parametrize(("who", "status"), [("tess", 403), ("cora", 403), ("lea", 403), ("tom", 404), ("olaf", 404),
                                             ("rex", 404), ("sam", 404)])
def test_only_managers_share_a_selection(client, world, session, who, status):
    sign_in(client, getattr(world, who))
    for method in (None, "PUT", "DELETE"):
        answer = send(client, world, [world.logo, world.secret], method, audience="client")
        assert answer.status_code == status
        assert world.secret.title not in answer.text
    assert seen(session, world.cleo) == {"Logo"}


def test_a_long_selection_costs_no_statement_per_item(client, world, session, statements):
    def cost(count):
        items = [add_item(world.site, f"Item {count}.{n}") for n in range(count)]
        session.commit()
        fields = act(entry=[item.id for item in items], _method="PUT", audience="client")
        page = at(world)
        session.commit()
        with statements() as sent:
            assert client.post(page, data=fields).status_code == 303
        return len(sent)
    sign_in(client, world.mia)
    assert cost(40) <= cost(4) + 1 <= 17

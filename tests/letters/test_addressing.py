"""Addresses that mail comes back to: one for each person, entry and lane, and one that proves a bounce."""
from dataclasses import replace

import pytest

from portal.letters.addressing import bounce_address, find_reply_address, reply_addresses_for, word_in
from portal.notices.reply_address import ReplyAddress


@pytest.fixture
def settings(house):
    return house.settings


def test_each_person_entry_and_lane_has_one_address_that_stays(session, world, settings):
    wanted = {(world.cleo.id, world.logo.id, "shared"), (world.tess.id, world.logo.id, "shared"),
              (world.tess.id, world.logo.id, "internal"), (world.tess.id, world.secret.id, "internal")}
    first = reply_addresses_for(wanted, settings)
    assert len(set(first.values())) == 4 and reply_addresses_for(wanted, settings) == first
    for (user_id, entry_id, lane), address in first.items():
        found = find_reply_address(word_in(address.upper(), settings))
        assert (found.user_id, found.entry_id, found.lane, found.project_id) == (user_id, entry_id, lane, world.site.id)


def test_five_hundred_addresses_cost_a_few_statements(session, world, settings, statements):
    session.flush()
    people = [world.cleo.id, world.tess.id, world.cora.id, world.mia.id, world.abe.id]
    wanted = {(person, entry, lane) for person in people for entry in (world.logo.id, world.secret.id)
              for lane in ("shared", "internal")}
    with statements() as sent:
        reply_addresses_for(wanted, settings)
    assert len(sent) <= 4 and session.query(ReplyAddress).count() == 20


def test_where_no_mail_comes_in_there_is_no_address(session, world, house):
    bare = replace(house.settings, mail_in_address=None)
    wanted = {(world.cleo.id, world.logo.id, "shared")}
    assert reply_addresses_for(wanted, bare) == dict.fromkeys(wanted) and session.query(ReplyAddress).count() == 0
    assert bounce_address("cleo@example.com", bare) is None

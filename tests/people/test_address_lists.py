"""Addresses as people paste them."""

import pytest

from portal.people.address_lists import MOST, Problem, is_address, read_addresses
from tests.support_patience import patience


def test_addresses_are_read_from_any_list():
    read = read_addresses("Cleo@Example.com, abe@example.com;cora@example.com\n\nCleo Doe <cleo@example.com>")
    assert read.addresses == ["cleo@example.com", "abe@example.com", "cora@example.com"]
    assert read.problems == []


def test_a_wrong_address_is_named_as_it_was_typed():
    read = read_addresses("cleo@example.com, Abe@example, nobody")
    assert read.problems == [Problem("Abe@example", "malformed"), Problem("nobody", "malformed")]


def test_more_than_the_most_are_refused_at_once():
    read = read_addresses(" ".join(f"p{number}@example.com" for number in range(MOST + 1)))
    assert [problem.code for problem in read.problems] == ["too_many"]


@pytest.mark.parametrize("text", ["a@b", "a b@c.com", "a@b..com", "@b.com", "a@-b.com", "a@b.com\r\nBcc: x@y.com",
                                  "x" * 65 + "@b.com", "a@" + "b" * 250 + ".com", "a@b.c0m1-", '"a"@b.com'])
def test_what_mail_would_not_take_is_no_address(text):
    assert not is_address(text)


def test_a_long_text_without_addresses_is_read_as_quickly_as_it_is_long():
    with patience():
        assert read_addresses("x" * 300_000)

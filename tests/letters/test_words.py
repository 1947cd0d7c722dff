"""What an address says, without a database."""
from dataclasses import dataclass

import pytest

from portal.letters.addressing import address_of, bounce_address, bounced, find_reply_address, find_words, is_bounce_word, word_in


@dataclass
class Settings:
    mail_in_address: str | None = "reply@portal.test"
    secret_key: str = "k" * 40


@pytest.mark.parametrize(("own", "address", "word"), [
    ("reply@portal.test", "reply+abc@portal.test", "abc"), ("reply@portal.test", "REPLY+ABC@Portal.Test", "abc"),
    ("reply@portal.test", "reply@portal.test", ""), ("reply@portal.test", "other+abc@portal.test", None),
    ("reply@portal.test", "reply+abc@other.test", None), ("reply@portal.test", "reply+abc@portal.test.evil.test", None),
    ("reply@portal.test", "", None), ("*@reply.test", "abc@reply.test", "abc"), ("*@reply.test", "abc@portal.test", None),
    (None, "reply+abc@portal.test", None),
])
def test_only_our_own_addresses_say_something(own, address, word):
    assert word_in(address, Settings(own)) == word


@pytest.mark.parametrize("own", ["reply@portal.test", "*@reply.test"])
def test_an_address_gives_its_word_back(own):
    settings, token = Settings(own), "a2" * 13
    ours = address_of(token, settings)
    assert find_words(["x@y.z", ours, ours.upper()], settings) == [(ours.upper(), token)]


def test_a_bare_address_counts_only_where_nothing_better_is_told():
    settings, token = Settings(), "a2" * 13
    assert find_words(["reply@portal.test", "reply+old@portal.test"], settings) == [("reply@portal.test", "")]
    assert [word for _, word in find_words(["reply@portal.test", f"reply+{token}@portal.test"], settings)] == [token]


def test_a_bounce_counts_only_for_the_address_it_was_made_for():
    settings = Settings()
    word = word_in(bounce_address("Cleo@Example.com", settings), settings)
    assert is_bounce_word(word) and find_reply_address(word) is None
    assert bounced(word, ["olaf@example.com", "cleo@example.com"], settings) == "cleo@example.com"
    assert bounced(word, ["olaf@example.com"], settings) is None
    assert bounced(word, ["cleo@example.com"], Settings(secret_key="x" * 40)) is None

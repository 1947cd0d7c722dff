"""What acts for whoever has it is made useless before others read it."""
import pytest

from portal.letters.keys import without_keys

TOKEN = "abcdefghijklmnopqrstuvwxyz"


@pytest.mark.parametrize(("text", "left"), [
    (f"On 3 May Tess <reply+{TOKEN}@portal.example> wrote:", "On 3 May Tess <reply+…@portal.example> wrote:"),
    (f"{TOKEN.upper()}@reply.example", "…@reply.example"), (f"reply+b-{TOKEN[:24]}@portal.example", "reply+…@portal.example"),
    (f"reply+m-4711-1780000000-{TOKEN[:24]}@portal.example", "reply+…@portal.example"),
    ("https://portal.example/unsubscribe/" + "Ab-_" * 12 + " now", "https://portal.example/unsubscribe/… now"),
    ("(https://portal.example/i/" + "x1" * 27 + ")", "(https://portal.example/i/…)"),
    ("https://portal.example/sign-in/" + "x1" * 27, "https://portal.example/sign-in/…"),
    ("tess@portal.example and https://portal.example/projects/0192-6a?x=1", "tess@portal.example and https://portal.example/projects/0192-6a?x=1"),
    ("https://portal.example/sign-in/code", "https://portal.example/sign-in/code"),
])
def test_reply_addresses_and_links_that_act_are_unreadable_and_the_rest_stays(text, left):
    assert without_keys(text) == left

"""What people write becomes HTML that can harm nobody, in time that grows with its length."""
import random
import re
from uuid import uuid4

import pytest

from portal.people.person import Person
from portal.talk import markdown
from portal.talk.markdown import LIMIT, plain_words, tidy, to_html
from portal.talk.names import Names
from tests.support_patience import patience

TESS, TORE = (Person(uuid4(), name, "T", "staff") for name in ("Tess Nord", "Tore"))


def names(*people, shown=None):
    return Names(people, shown={person.id for person in people} if shown is None else shown)


@pytest.mark.parametrize("hostile", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "[a](vbscript:x)",
    "![x](http://evil.example/p.png)", "<a href='javascript:x'>a</a>", "[a](data:text/html,x)", "<style>*{}</style>",
    '[a](http://x "onmouseover=alert(1)")', "<span class=mention>@Tess</span>", "`<b>`", "<div hx-get=/x>", "&lt;script&gt;",
    "[a](http://x\"onclick=alert)",
])
def test_nothing_live_comes_through(hostile):
    html = to_html(hostile)
    harmless = ("p>", "/p>", 'a href="http', "/a>", "code>", "/code>")
    opened = [part for part in html.split("<")[1:] if not part.startswith(harmless)]
    assert opened == [], html


def test_links_lists_quotes_code_and_emphasis_are_kept():
    html = to_html("*a* **b** `c`\n\n> q\n\n- one\n- two\n\n1. x\n\n[l](https://a.example/)\n\n```\ncode <b>\n```")
    for tag in ("<em>a</em>", "<strong>b</strong>", "<code>c</code>", "<blockquote>", "<ul>", "<ol>", "<pre>", "code &lt;b&gt;"):
        assert tag in html
    assert '<a href="https://a.example/" rel="nofollow ugc noopener noreferrer">l</a>' in html


def test_headings_begin_below_those_of_the_page():
    assert to_html("# One\n\n##### Five") == "<h4>One</h4>\n<h5>Five</h5>\n"


def test_a_bare_address_is_a_link_and_the_full_stop_after_it_is_not():
    html = to_html("See https://a.example/x?y=1, or (http://b.example).")
    assert '<a href="https://a.example/x?y=1" rel=' in html and ">http://b.example</a>)." in html


def test_line_ends_are_kept_and_control_characters_are_not():
    assert to_html(tidy("one\r\ntwo\x00")) == "<p>one<br>\ntwo</p>\n"


def test_a_name_is_found_in_full_or_by_its_first_word():
    known = names(TESS, TORE)
    html = to_html("@Tess Nord, @tess. and `@Tore` but not me@tore or @Mia", known)
    assert html.count('<span class="mention">') == 2
    assert known.found == {TESS.id}


def test_a_first_name_of_two_people_names_neither():
    known = names(TESS, Person(uuid4(), "Tess Sund", "TS", "client"))
    to_html("@Tess", known)
    assert known.found == set()


def test_whoever_must_not_be_shown_is_noted_and_stays_plain():
    known = names(TESS, shown=())
    assert "mention" not in to_html("@Tess Nord", known)
    assert known.found == {TESS.id}


HOSTILE = ["[", "*a ", "> ", "_a", "**a", "`", "[a](b", "<", "<a@", "\\", "![", "- ", "* a\n", "*_", "a\n=", "```\n", "[[a]",
           "@a ", "@a b c d e ", "@", "@Tess", "https://a ", "http://", "[a]: b\n", "(", "a@b ", "@a-", "1. ", "\t", "[]("]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_costs_no_more_than_its_length_allows(piece):
    # Where work grows with the square of the length, the longest text costs minutes.
    with patience(20):
        assert to_html((piece * LIMIT)[:LIMIT], names(TESS, TORE)) is not None


@pytest.mark.parametrize("length", range(1, 60))
def test_a_line_in_a_list_shows_words_only_wherever_it_is_cut(length):
    html = to_html("**Bold** & `code`, see [here](https://a.example/)")
    words = plain_words(html[:length])
    assert "Bold & code, see here".startswith(words), words


def test_plain_text_takes_the_short_way_and_looks_as_it_would_the_long_way(monkeypatch):
    dice, pieces = random.Random(7), [
        *"aZé ß1 9.,;:?!()'%/…’–—-\n_*`#+>|~=\\\"&<@[]", "  ", "\n\n", "\n\n\n", "1. ", "- ", "word ", "Wort", "://",
        "http://x.example "]
    texts = [tidy("".join(dice.choices(pieces, weights=[6] * 25 + [1] * (len(pieces) - 25), k=dice.randint(1, 16))))
             for _ in range(8000)] + ["a: b", "Hello there.\nSecond line\n\nThird (really)!"]
    short = {text for text in texts if markdown._PLAIN.fullmatch(text)}
    told = {text: to_html(text) for text in texts}
    monkeypatch.setattr(markdown, "_PLAIN", re.compile("(?!)"))
    assert {text: to_html(text) for text in texts} == told
    assert len(short) > 300 and len(texts) - len(short) > 300

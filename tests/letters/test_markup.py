"""HTML of mails in pieces: what is said, whatever program wrote it and whatever it left open."""
import time

import pytest

from portal.letters.markup import End, Start, pieces_of


def test_signs_and_words_come_in_their_order():
    html = '<P class=x>Hi <b title="a>b">you</b><br/>1 < 2 &amp; 3</p>'
    assert list(pieces_of(html)) == [Start("p"), "Hi ", Start("b"), "you", End("b"), Start("br"), "1 < 2 & 3", End("p")]


def test_links_and_pictures_tell_where_they_lead_and_what_they_stand_for():
    html = """<a href="https://x.example/?a=1&amp;b=2">x</a><a data-href=no HREF='y'>y</a><a href=z>z</a><img src=s alt="😀">"""
    starts = [piece for piece in pieces_of(html) if isinstance(piece, Start)]
    assert starts == [Start("a", "https://x.example/?a=1&b=2"), Start("a", "y"), Start("a", "z"), Start("img", "", "😀")]


@pytest.mark.parametrize(("html", "words"), [
    ("a<!-- no <b>no</b> -->b", "ab"), ("a<style>p { }</style>b<SCRIPT>no</Script >c", "abc"), ("<title>no</title>a", "a"),
    ("<!--[if mso]>no<![endif]-->a<![if !mso]>b<![endif]>", "ab"), ("<!doctype html><?xml x?>a", "a"),
    ("a <- b <3 c", "a <- b <3 c"), ("<p a='b\">c", "c"),
    ("&nbsp;&#x1F600;&xyzzy;&#99999999999;", "\xa0😀&xyzzy;\ufffd"), ("a<b", "a<b"), ("a<!-- never", "a"),
])
def test_what_nobody_sees_is_left_out_and_the_rest_is_read(html, words):
    assert "".join(piece for piece in pieces_of(html) if isinstance(piece, str)) == words


@pytest.mark.parametrize("html", [
    "<div>" * 100_000, "<" * 500_000, '<a "' * 125_000, "<!--" * 100_000, "<script>" * 60_000, "&" * 500_000,
    "&#" + "9" * 500_000, '<x "\'' * 80_000, "<a " + "href " * 100_000 + ">", "<style></styl" * 40_000, '<a "' + "x" * 500_000,
], ids=lambda html: f"{html[:10]!r}")
def test_no_markup_costs_more_than_its_length(html):
    began = time.process_time()
    assert sum(len(piece) for piece in pieces_of(html)) >= 0
    assert time.process_time() - began < 2

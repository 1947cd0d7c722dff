"""A part drawn once says each time what it is filled with, and what belongs to one response is that response's own."""
import re

import pytest
from flask import g
from flask_wtf.csrf import validate_csrf

from blueprints.support.forms import csrf_token
from blueprints.support.headers import csp_nonce
from blueprints.support.holes import Hole
from blueprints.support.skeletons import part, skeleton_of
from blueprints.talk.composing import Composer
from portal.base.ids import new_id

MARK = "talk/_read_mark.html", "read_mark"


@pytest.fixture
def asking(app):
    return lambda language="en": app.test_request_context(headers={"Accept-Language": language})


def test_each_filling_says_its_own_and_nothing_of_the_one_before(asking):
    first, second = new_id(), new_id()
    with asking():
        assert str(first) in part(*MARK, True, url="/one", message=first)
        drawn = part(*MARK, True, url="/two", message=second)
    assert str(second) in drawn and 'action="/two"' in drawn
    assert str(first) not in drawn and "/one" not in drawn


def test_what_is_filled_in_cannot_leave_its_place(asking):
    with asking():
        drawn = part(*MARK, True, url='"><script>', message="100 %s %(url)s")
    assert "<script>" not in drawn and "&#34;&gt;&lt;script&gt;" in drawn and "100 %s %(url)s" in drawn


def test_nonce_token_and_acts_are_those_of_the_response(app, asking):
    told = []
    for _ in range(2):
        with asking():
            drawn = part(*MARK, True, url="/", message=new_id()) + part(*MARK, True, url="/", message=new_id())
            assert drawn.count(f'hx-nonce="{csp_nonce()}"') == 2
            validate_csrf(re.search(r'name="csrf_token" value="([^"]+)"', drawn)[1])
            told += re.findall(r'name="act" value="([^"]+)"', drawn)
    assert len(set(told)) == 4


def test_a_token_of_another_session_is_refused(asking):
    with asking():
        token = csrf_token()
    with asking():
        csrf_token()
        g.pop("csrf_token")
        with pytest.raises(Exception, match="match"):
            validate_csrf(token)


def test_each_shape_and_each_language_is_drawn_apart(asking):
    words = {}
    for language in ("en", "de"):
        with asking(language):
            words[language] = part(*MARK, True, url="/", message="x"), part(*MARK, False, url="/", message="x")
    assert "Mark as read" in words["en"][0] and "Mark all as read" in words["en"][1]
    assert "Mark as read" not in words["de"][0]


def test_a_value_that_is_not_there_is_told_to_the_macro(asking):
    with asking():
        full = Composer("/post", ("shared",), "shared", "Cleo will see this", body="Words", error="Too long", after=new_id())
        empty = Composer("/post", ("shared",), "shared", "Cora will see this")
        drawn = full.drawn(), empty.drawn()
    assert "Too long" in drawn[0] and ">Words</textarea>" in drawn[0] and str(full.after) in drawn[0]
    assert not any(each in drawn[1] for each in ("aria-invalid", "Too long", "Cleo", 'name="after"'))
    assert "></textarea>" in drawn[1]


def test_a_record_is_no_value(asking):
    with asking(), pytest.raises(KeyError):
        part(*MARK, True, url="/", message=Composer("/", (), "", ""))


@pytest.mark.parametrize("look", ["{% if hole == 'x' %}{% endif %}", "{{ hole|length }}", "{{ moment|ago }}", "{{ moment|day }}"])
def test_a_macro_that_looks_at_a_value_or_at_the_clock_is_refused(app, asking, look):
    template = app.jinja_env.from_string(look)
    with asking(), pytest.raises(TypeError):
        skeleton_of(lambda: template.render(hole=Hole("x"), moment=None))

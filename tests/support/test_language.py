"""Sentences are looked up once per language and never mixed."""
from flask_babel import get_locale

from blueprints.support import language
from blueprints.support.reader import reading_as


class Catalogue:
    def ugettext(self, message):
        return f"{get_locale().language}:{message}"

    def ungettext(self, singular, plural, count):
        return f"{get_locale().language}:{singular if count == 1 else plural}"


def test_each_reader_is_told_in_their_own_language(app, monkeypatch):
    monkeypatch.setattr(language, "get_translations", Catalogue)
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert language.said("Only in this test") == "de:Only in this test"
        assert language.said_of("one", "many", 2) == "de:many"
        with reading_as(locale="sv", zone="UTC"):
            assert language.said("Only in this test") == "sv:Only in this test"
        assert language.said("Only in this test") == "de:Only in this test"
    language._said.cache_clear()
    language._said_of.cache_clear()


def test_a_label_cannot_leave_its_attribute(app):
    from blueprints.support.parts import drawn

    assert drawn("eye", '"><script>') == '<span class="icon icon-eye" role="img" aria-label="&#34;&gt;&lt;script&gt;"></span>'

"""What templates say, in the reader's language: each sentence is looked up once per language, then remembered."""
from functools import lru_cache

from flask import Flask
from flask_babel import force_locale, get_translations
from jinja2 import pass_eval_context
from markupsafe import Markup

from blueprints.support.reader import LOCALES, locale
from portal.projects.project import Project


def install(app: Flask) -> None:
    app.jinja_env.install_gettext_callables(gettext=said, ngettext=said_of, newstyle=True)
    app.jinja_env.globals.update(_=spoken, gettext=spoken)


@pass_eval_context
def spoken(within, message: str, /, **values):
    """A sentence inside a template, its values escaped where the template is HTML. Pages say dozens."""
    if not within.autoescape:
        return said(message) % values
    return _marked(message, locale()) % values if values else _whole(message, locale())


def said(message: str) -> str:
    """A sentence of a template in the reader's language."""
    return _said(message, locale())


def said_of(singular: str, plural: str, count: int) -> str:
    """A sentence about one or many in the reader's language."""
    return _said_of(singular, plural, count, locale())


def sentence(message: str, **values) -> str:
    """``gettext`` of what code says, as quick as a template's."""
    text = _said(message, locale())
    return text % values if values else text


def in_words(lazy) -> str:
    """What a ``lazy_gettext`` without values says to the reader, as quick as any other sentence."""
    return _said(lazy._args[0], locale())


def language_of(project: Project) -> str:
    """What is written once for all who see it there is written in: the client's language, else the house's, where we have it."""
    wanted = project.client.locale or project.workspace.locale
    return wanted if wanted in LOCALES else "en"


def in_words_of(lazy, language: str) -> str:
    """What a ``lazy_gettext`` without values says in a language."""
    return _said(lazy._args[0], language)


def sentence_of(singular: str, plural: str, num: int, **values) -> str:
    """``ngettext`` of what code says."""
    return _said_of(singular, plural, num, locale()) % {"num": num, **values}


@lru_cache(16384)
def _said(message: str, language: str) -> str:
    with force_locale(language):
        return get_translations().ugettext(message)


@lru_cache(16384)
def _marked(message: str, language: str) -> Markup:
    return Markup(_said(message, language))


@lru_cache(16384)
def _whole(message: str, language: str) -> Markup:
    return _marked(message, language) % {}


@lru_cache(16384)
def _said_of(singular: str, plural: str, count: int, language: str) -> str:
    with force_locale(language):
        return get_translations().ungettext(singular, plural, count)

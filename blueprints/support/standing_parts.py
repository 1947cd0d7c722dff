"""Parts of the frame that look the same on many pages: drawn once for their facts and language, then remembered.

What carries a nonce, a token or the id of an act is a skeleton (``part``): it is filled for each response.
"""
from datetime import date
from functools import lru_cache

from flask import Flask, current_app
from markupsafe import Markup

from blueprints.support.page import Brand, brand_of_reader, reader
from blueprints.support.reader import Reader, locale
from blueprints.support.skeletons import part
from blueprints.support.ways import Way, ways
from portal.base.clock import now


def install(app: Flask) -> None:
    app.jinja_env.globals.update(rail=rail, head_links=head_links, shortcuts=shortcuts, slots=slots)


def rail() -> Markup:
    """The ways around, the reader's place marked."""
    return _rail(brand_of_reader(), tuple(ways()), reader(), locale())


def head_links() -> Markup:
    """What the head of every page names: colours, styles, icons, the script."""
    return part("shared/_head_links.html", "head_links", brand_of_reader())


def shortcuts() -> Markup:
    """What the keyboard can do."""
    return _shortcuts(locale())


def slots() -> Markup:
    """Empty places that scripts fill."""
    return _slots(locale())


def dated(day: date) -> Markup:
    """A calendar day, with the weekday at hand; with its year where that is not this one."""
    return _dated(day, now().year, locale())


@lru_cache(4096)
def _dated(day: date, this_year: int, language: str) -> Markup:
    return current_app.jinja_env.get_template("shared/_day.html").module.day(day)


@lru_cache(1024)
def _rail(brand: Brand, ways: tuple[Way, ...], reader: Reader | None, language: str) -> Markup:
    return current_app.jinja_env.get_template("shared/_rail.html").module.rail(brand, ways, reader)


@lru_cache(64)
def _shortcuts(language: str) -> Markup:
    return current_app.jinja_env.get_template("shared/_shortcuts.html").module.shortcuts()


@lru_cache(64)
def _slots(language: str) -> Markup:
    return current_app.jinja_env.get_template("shared/_slots.html").module.slots()

"""Mails through our templates: in the language, time zone and brand of whoever reads them.

What many readers get alike is rendered once: where it says something of one reader's own it leaves a hole.
"""
from functools import lru_cache

from flask import Flask
from flask_babel import force_locale
from markupsafe import escape

from blueprints.support.holes import HOLE, Hole
from blueprints.support.hosts import KEY
from blueprints.support.reader import reading_as
from portal.base.database import db
from portal.base.reply_line import framed
from portal.branding.ink import ink_on, legible_on
from portal.jobs.mails.kinds import Mail
from portal.jobs.rendering import use_renderer

#: The grounds of mails, light and dark, on which a brand's own links must be legible.
PAPER, NIGHT = "#ffffff", "#1c2026"
#: So many texts that several readers get are remembered.
MANY = 64


class Alike:
    """A mail as a key: by what decides its words, and not by who gets it."""

    __slots__ = ("mail", "_key")

    def __init__(self, mail: Mail):
        self.mail = mail
        self._key = (mail.template, mail.brand, mail.locale, mail.zone, mail.alike)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other) -> bool:
        return self._key == other._key


def install(app: Flask) -> None:
    app.jinja_env.globals.update(hole=Hole)
    app.jinja_env.filters["framed"] = framed
    once = lru_cache(MANY)(lambda key: render_mail(app, key.mail))

    def render(mail: Mail) -> tuple[str, str, str]:
        return _filled(once(Alike(mail)) if mail.alike is not None else render_mail(app, mail), mail.own)

    with app.app_context():
        use_renderer(db.engine, render)


def render_mail(app: Flask, mail: Mail) -> tuple[str, str, str]:
    """Subject, text and HTML, with holes. A request is pretended, so that addresses are whole: at the brand's host, if any."""
    origin = app.config["SETTINGS"].origin_of(mail.brand.host)
    with app.test_request_context(base_url=origin, environ_overrides={KEY: mail.brand.host}), force_locale(mail.locale), \
            reading_as(locale=mail.locale, zone=mail.zone):
        colour = mail.brand.colour
        facts = {**mail.facts, "mail_brand": mail.brand, "mail_ink": ink_on(colour), "locale": mail.locale,
                 "mail_link": legible_on(colour, PAPER), "mail_link_dark": legible_on(colour, NIGHT),
                 "manage": Hole("unsubscribe") if mail.unsubscribe else None}
        text = app.jinja_env.get_template(f"mail/{mail.template}.txt")
        html = app.jinja_env.get_template(f"mail/{mail.template}.html")
        subject = "".join(text.blocks["subject"](text.new_context(dict(facts))))
        return subject.strip(), text.render(facts), html.render(facts)


def _filled(said: tuple[str, str, str], own: dict[str, str]) -> tuple[str, str, str]:
    if not own:
        return said
    subject, text, html = said
    return subject, HOLE.sub(lambda found: own[found[1]], text), HOLE.sub(lambda found: str(escape(own[found[1]])), html)

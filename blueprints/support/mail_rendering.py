"""Mails through our templates: in the language, time zone and brand of whoever reads them."""
from flask import Flask
from flask_babel import force_locale

from blueprints.support.reader import reading_as
from portal.base.database import db
from portal.branding.ink import ink_on
from portal.jobs.mails.kinds import Mail
from portal.jobs.rendering import use_renderer


def install(app: Flask) -> None:
    with app.app_context():
        use_renderer(db.engine, lambda mail: render_mail(app, mail))


def render_mail(app: Flask, mail: Mail) -> tuple[str, str, str]:
    """Subject, text and HTML. A request is pretended, so that addresses are whole and say what BASE_URL says."""
    with app.test_request_context(base_url=app.config["SETTINGS"].base_url), force_locale(mail.locale), \
            reading_as(locale=mail.locale, zone=mail.zone):
        facts = {**mail.facts, "mail_brand": mail.brand, "mail_ink": ink_on(mail.brand.colour), "locale": mail.locale}
        text = app.jinja_env.get_template(f"mail/{mail.template}.txt")
        html = app.jinja_env.get_template(f"mail/{mail.template}.html")
        subject = "".join(text.blocks["subject"](text.new_context(dict(facts))))
        return subject.strip(), text.render(facts), html.render(facts)

"""All macros and layouts on a few pages, for looking at them: python -m tests.browser.gallery_app PORT."""
import sys
from datetime import timedelta
from types import SimpleNamespace as Thing

from flask import Flask, render_template, request
from flask_wtf import FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader
from wtforms import BooleanField, EmailField, RadioField, SelectField, StringField

from app import create_app
from blueprints.support.door import public
from blueprints.support.fields import offered
from blueprints.support.page import Brand
from portal.base.clock import now
from portal.people.deliberate import Riddle

TESS = Thing(name="Tess Ahlgren", initials="TA", side="staff")
CLEO = Thing(name="Cleo Marchetti", initials="CM", side="client")
TURNS = {
    "late": Thing(kind="late", icon="clock", word="Yours, 3 days late"),
    "yours": Thing(kind="yours", icon="hand", word="Yours"),
    "theirs": Thing(kind="theirs", icon="hourglass", word="With Studio Nord"),
    "blocked": Thing(kind="blocked", icon="barrier", word="Stuck: waiting for logo"),
    "done": Thing(kind="done", icon="check", word="Done 4 May"),
    "upcoming": Thing(kind="upcoming", icon="dot", word="Starts 12 May"),
}
TITLES = {
    "late": ("Send us the logo as a vector file", "Asked by Tess, promised 18 May"),
    "yours": ("Approve the home page texts", "Version 3, two pages"),
    "theirs": ("Move the old blog", "Tess works on it, promised 2 June"),
    "blocked": ("Set up the shop", "Nothing can happen before the logo"),
    "done": ("Choose a typeface", "You chose Source Serif"), "upcoming": ("Photo shooting in Gothenburg", "One day, four people"),
}


EVENTS = ("Moved “Printing” to 2 June", "Replied: the PDF is on its way", "Shared the home page texts", "Chose a typeface")
MESSAGES = ("Could you send us the logo as a vector file? SVG or PDF is best, so that it stays sharp on the banner.",
            "Our designer left last year. I will ask around, but it may take until Thursday.",
            "If it is not here by Friday we redraw it, that is two hours we should mention.",
            "Found it! The PDF is on its way.")


class SampleForm(FlaskForm):
    email = EmailField("E-mail")
    name = StringField("Your name")
    stay = BooleanField("This is my own device")
    role = SelectField("Role", choices=["Contributor", "Approver"])
    lane = RadioField("Who sees it", choices=offered([("a", "Everybody"), ("b", "The team")]))


def gallery() -> Flask:
    app = create_app()
    app.jinja_loader = ChoiceLoader([app.jinja_loader, FileSystemLoader("tests/browser/gallery")])

    @app.route("/gallery/<name>", methods=["GET", "POST"])
    @public
    def show(name):
        form = SampleForm(email="cleo@acme", name="")
        form.email.errors = ["This is no e-mail address. Write it like cleo@acme.example."]
        moments = [now() - timedelta(minutes=minutes) for minutes in (0.2, 47, 190, 3000, 30000)]
        people = [TESS, CLEO, TESS, CLEO]
        brand = Brand(name="Studio Nord", colour="#" + request.args.get("brand", "34508f"))
        side = TESS if request.args.get("as", "client") == "staff" else CLEO
        lanes = ("shared", "internal") if side is TESS else ("shared",)
        return render_template(
            f"{name}.html", form=form, cards=[(TURNS[kind], *TITLES[kind]) for kind in TURNS], today=now(), turn=TURNS["yours"],
            riddle=Riddle("37", "c0ffee"), tess=TESS, cleo=CLEO, reader=side, brand=brand, lanes=lanes,
            lane=request.args.get("lane", "shared"),
            events=list(zip(people, EVENTS, moments, strict=False)),
            messages=list(zip(people, [*lanes[:1] * 2, lanes[-1], "shared"], MESSAGES, reversed(moments), strict=False)))

    @app.route("/projects")
    @app.route("/new")
    @app.route("/me")
    @app.route("/")
    @public
    def place():
        return show("home")

    return app


if __name__ == "__main__":
    gallery().run(port=int(sys.argv[1]), debug=False)

"""The link in the mail. Opening it changes nothing; the button signs in only where the link was asked for.

Programs that scan mails open links, run their scripts and press their buttons: without the cookie of the browser
that asked, all they find is a code to type, which is of use in that browser only.
"""
from flask import Blueprint, current_app

from blueprints.people.browser import this_browser
from blueprints.people.entering import enter
from blueprints.people.secret_addresses import tell_nobody
from blueprints.people.sign_in_forms import LinkForm
from blueprints.support.door import public
from blueprints.support.hosts import host_here
from blueprints.support.render import render
from portal.base.database import db
from portal.people.challenges import ChallengeOver, OtherBrowser, answer_link, asked_by, code_of, find_by_link, is_alive

bp = tell_nobody(Blueprint("sign_in_links", __name__, url_prefix="/sign-in/<string(minlength=40, maxlength=80):token>"))


@bp.get("")
@public
def show(token: str):
    challenge = find_by_link(_key(), token, host=host_here())
    if challenge is None or not is_alive(challenge):
        return _over()
    if not asked_by(challenge, this_browser()):
        return _elsewhere(challenge)
    return render("people/sign_in_link.html", form=LinkForm(), token=token, email=challenge.email)


@bp.post("")
@public
def create(token: str):
    form = LinkForm()
    form.validate_on_submit()
    try:
        user, challenge = answer_link(key=_key(), browser=this_browser(), token=token, host=host_here())
    except OtherBrowser:
        return _elsewhere(find_by_link(_key(), token, host=host_here()), status=403)
    except ChallengeOver:
        db.session.rollback()
        return _over()
    return enter(user, assurance="code", goes_to=challenge.goes_to, shared_computer=form.shared.data)


def _elsewhere(challenge, status: int = 200):
    return render("people/sign_in_elsewhere.html", status=status, code=code_of(_key(), challenge.id))


def _over():
    return render("people/sign_in_over.html", status=410, next="", hint=None)


def _key() -> str:
    return current_app.config["SETTINGS"].secret_key

"""Typing the mailed code into the browser that asked for it."""
from flask import Blueprint, current_app, redirect, url_for
from flask_babel import gettext, ngettext

from blueprints.people.browser import this_browser
from blueprints.people.entering import enter
from blueprints.people.knocking import knock_to_answer, knocked_too_often
from blueprints.people.sign_in_forms import CodeForm
from blueprints.support.door import public
from blueprints.support.hosts import host_here
from blueprints.support.render import render
from portal.base.database import db
from portal.people.challenges import ChallengeOver, WrongCode, answer_code, challenge_of, is_alive
from portal.people.doors import TooManyKnocks

bp = Blueprint("sign_in_codes", __name__, url_prefix="/sign-in/code")


@bp.get("")
@public
def new():
    challenge = challenge_of(this_browser(), host=host_here())
    if challenge is None:
        return redirect(url_for("sign_in.new"))
    if not is_alive(challenge):
        return _over(challenge)
    return _page(challenge, CodeForm(data={"next": challenge.goes_to}, formdata=None))


@bp.post("")
@public
def create():
    """Sign in, or say at the field how many tries are left; tries are kept either way."""
    form, challenge = CodeForm(), challenge_of(this_browser(), host=host_here())
    if not form.validate_on_submit():
        return _page(challenge, form, 422) if challenge else _over(None)
    try:
        knock_to_answer()
        user, challenge = answer_code(key=current_app.config["SETTINGS"].secret_key, browser=this_browser(),
                                      code=form.code.data, host=host_here())
    except TooManyKnocks as error:
        return knocked_too_often("people/sign_in_code.html", form.code, error, form=form, **_context(challenge))
    except ChallengeOver:
        db.session.commit()
        return _over(challenge)
    except WrongCode as error:
        db.session.commit()
        return _wrong(challenge, form, error.left)
    return enter(user, assurance="code", goes_to=form.next.data or challenge.goes_to, shared_computer=form.shared.data)


def _wrong(challenge, form, left: int):
    if not left:
        return _over(challenge, tried=True)
    form.code.errors = [ngettext("That is not the code. One try is left.",
                                 "That is not the code. %(num)s tries are left.", left)]
    return _page(challenge, form, 422)


def _page(challenge, form, status: int = 200):
    return render("people/sign_in_code.html", status=status, form=form, **_context(challenge))


def _context(challenge) -> dict:
    return {"email": challenge.email if challenge else "", "mail_works": current_app.config["SETTINGS"].mail_works}


def _over(challenge, *, tried: bool = False):
    hint = gettext("It was tried too often. Nobody got in. Ask for a new one.") if tried else \
        gettext("A code works once, for ten minutes, and only the newest one. Ask for a new one.")
    return render("people/sign_in_over.html", status=410, hint=hint, next=challenge.goes_to if challenge else "")

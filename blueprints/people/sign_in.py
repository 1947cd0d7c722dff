"""Asking to be signed in: an address, to which a link and a code go."""
from flask import Blueprint, current_app, redirect, request, url_for

from blueprints.people.browser import browser_to_be, remember_browser
from blueprints.people.knocking import knock_to_ask, knocked_too_often
from blueprints.people.sign_in_forms import AskForm
from blueprints.support.door import public, this_session
from blueprints.support.going_on import safe_path
from blueprints.support.hosts import host_here
from blueprints.support.render import render
from portal.base.database import db
from portal.people.challenges import ask
from portal.people.doors import TooManyKnocks

bp = Blueprint("sign_in", __name__, url_prefix="/sign-in")


@bp.get("")
@public
def new():
    """The form; whoever is signed in already goes on, unless the session is to be widened."""
    session, goes_to = this_session(), safe_path(request.args.get("next"))
    if session and not session.limited:
        return redirect(goes_to or "/")
    form = AskForm(data={"next": goes_to, "email": session.user.email if session else ""}, formdata=None)
    response = render("people/sign_in.html", form=form, widening=bool(session))
    if session is None:
        # The worker hears that whoever was here has no session any more.
        response.headers["X-Portico-User"] = "none"
    return response


@bp.post("")
@public
def create():
    """Owe a mail. The answer is the same for every address."""
    form, session = AskForm(), this_session()
    if not form.validate_on_submit():
        return render("people/sign_in.html", status=422, form=form, widening=bool(session))
    try:
        knock_to_ask(form.email.data)
    except TooManyKnocks as error:
        return knocked_too_often("people/sign_in.html", form.email, error, form=form, widening=bool(session))
    browser = browser_to_be()
    ask(key=current_app.config["SETTINGS"].secret_key, email=form.email.data, browser=browser, goes_to=form.next.data,
        host=host_here())
    db.session.commit()
    return remember_browser(redirect(url_for("sign_in_codes.new"), 303), browser)

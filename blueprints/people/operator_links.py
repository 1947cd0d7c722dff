"""Ways in that the operator made by command: opening one changes nothing, the first press of its button signs in.

They never travel by mail, so no scanner meets them: a plain button is deliberate enough.
"""
from flask import Blueprint, current_app
from werkzeug.exceptions import TooManyRequests

from blueprints.people.entering import enter
from blueprints.people.knocking import knock_to_answer
from blueprints.people.secret_addresses import tell_nobody
from blueprints.people.sign_in_forms import LinkForm
from blueprints.support.door import public
from blueprints.support.render import render
from portal.base.database import db
from portal.people.challenges import ChallengeOver
from portal.people.doors import TooManyKnocks
from portal.people.operator_links import find_operator_link, use_operator_link

bp = tell_nobody(Blueprint("operator_links", __name__, url_prefix="/sign-in/operator/<string(minlength=40, maxlength=80):token>"))


@bp.get("")
@public
def show(token: str):
    link = find_operator_link(_key(), token)
    return _page(link, token) if link and link.alive else _over()


@bp.post("")
@public
def create(token: str):
    form, link = LinkForm(), find_operator_link(_key(), token, lock=True)
    if link is None or not link.alive:
        return _over()
    try:
        knock_to_answer()
    except TooManyKnocks as error:
        db.session.commit()
        raise TooManyRequests(retry_after=error.retry_after) from error
    if not form.validate_on_submit():
        db.session.commit()
        return _page(find_operator_link(_key(), token), token, status=422)
    try:
        return enter(use_operator_link(link), assurance="operator", shared_computer=form.shared.data)
    except ChallengeOver:
        return _over()


def _page(link, token: str, status: int = 200):
    return render("people/operator_link.html", status=status, form=LinkForm(), token=token, called=link.user.called,
                  email=link.user.email)


def _over():
    return render("people/operator_link_over.html", status=410)


def _key() -> str:
    return current_app.config["SETTINGS"].secret_key

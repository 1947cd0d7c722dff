"""The end of mails, from within one: one POST of the mail program (RFC 8058), or a page that lets choose.

Opening the page changes nothing: programs that look through mails open every link. It tells nothing of what mails were about.
"""
from uuid import UUID

from flask import Blueprint, abort, current_app, request

from blueprints.people.secret_addresses import tell_nobody
from blueprints.support.door import public
from blueprints.support.forms import guard
from blueprints.support.render import render
from portal.base.database import db
from portal.inbox.mail_choices import CHOICES, choose_mail, mail_reader, mute_entry
from portal.people.user import User

bp = tell_nobody(Blueprint("unsubscribing", __name__, url_prefix="/unsubscribe/<string(minlength=40, maxlength=80):token>"))


@bp.get("")
@bp.get("/<uuid:entry_id>")
@public
def show(token: str, entry_id: UUID | None = None):
    return _page(_reader(token, entry_id), token, entry_id)


@bp.post("")
@bp.post("/<uuid:entry_id>")
@guard.exempt
@public
def create(token: str, entry_id: UUID | None = None):
    """No token of a form is asked for: a mail program sends none, and the address itself is the proof."""
    user, choice = _reader(token, entry_id), request.form.get("choice", "never")
    if choice == "mute" and entry_id is not None:
        mute_entry(user=user, entry_id=entry_id)
    elif choice in CHOICES:
        choose_mail(user=user, choice=choice)
    else:
        abort(422)
    db.session.commit()
    return _page(user, token, entry_id, chosen=choice)


def _reader(token: str, entry_id: UUID | None) -> User:
    return mail_reader(current_app.config["SETTINGS"].secret_key, token, entry_id) or abort(404)


def _page(user: User, token: str, entry_id: UUID | None, *, chosen: str | None = None):
    return render("inbox/unsubscribing.html", token=token, entry_id=entry_id, chosen=chosen, email=user.email)

"""Putting a room's own host into use: its admin opens the link that the settings show, at that name, and says so there.

That the name leads here is seen by a browser then. What a request merely says of its host proves nothing: anybody can write it.
"""
from flask import Blueprint, abort, current_app, redirect, url_for

from blueprints.people.secret_addresses import tell_nobody
from blueprints.support.door import public
from blueprints.support.hosts import host_here, owners_here, room_here
from blueprints.support.render import render
from portal.base.database import db
from portal.people.hosts import is_confirming, put_into_use

bp = tell_nobody(Blueprint("own_addresses", __name__, url_prefix="/sign-in/address/<string(minlength=40, maxlength=80):token>"))


@bp.get("")
@public
def show(token: str):
    _or_404(token)
    workspace, client = owners_here()
    return render("people/own_address.html", token=token, in_use=(client or workspace).host_in_use)


@bp.post("")
@public
def create(token: str):
    """Links lead here from now on. Twice: nothing more."""
    _or_404(token)
    put_into_use(host_here())
    db.session.commit()
    return redirect(url_for(".show", token=token), 303)


def _or_404(token: str) -> None:
    """The link was made for the room whose host this is, and for this name; else there is nothing."""
    room = room_here()
    if room is None or not is_confirming(current_app.config["SETTINGS"].secret_key, room, host_here(), token):
        abort(404)

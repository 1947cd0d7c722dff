"""The first run: whoever holds the one-time link makes the workspace and is its owner."""
from flask import Blueprint, abort, current_app, redirect

from blueprints.branding.logos_in_forms import take_logo
from blueprints.people.entering import enter
from blueprints.people.secret_addresses import tell_nobody
from blueprints.people.setup_form import FACTS, SetupForm, fresh_form
from blueprints.support.door import public, this_session
from blueprints.support.reader import locale
from blueprints.support.render import render
from blueprints.support.store import store
from portal.base.database import db
from portal.people.setup import AlreadySetUp, is_set_up, is_setup_token, set_up

bp = tell_nobody(Blueprint("setup", __name__, url_prefix="/setup/<token>"))


@bp.get("")
@public
def show(token: str):
    _check(token)
    return _over() if is_set_up() else _page(token, fresh_form(locale()))


@bp.post("")
@public
def create(token: str):
    """Make workspace and owner, and let the owner in; they prove their address at their next sign-in."""
    _check(token)
    form = SetupForm()
    if not form.validate_on_submit() or not take_logo(form):
        return _over() if is_set_up() else _page(token, form, 422)
    try:
        workspace, owner, seat = set_up(**form.values(*FACTS, "owner_email", "owner_name"))
    except AlreadySetUp:
        db.session.rollback()
        return _over()
    if form.logo_bytes:
        workspace.set_logo(form.logo_bytes)
    if form.sample.data:
        # Only here: needed once in the life of an installation.
        from portal.sample.loading import load_sample_project

        load_sample_project(workspace=workspace, owner=seat, store=store())
    return enter(owner, assurance="operator")


def _check(token: str) -> None:
    if not is_setup_token(current_app.config["SETTINGS"].secret_key, token):
        abort(404)


def _page(token: str, form, status: int = 200):
    return render("people/setup.html", status=status, token=token, form=form)


def _over():
    return redirect("/") if this_session() else render("people/setup_over.html", status=410)

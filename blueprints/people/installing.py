"""Putting the portal on a home screen: how that is done on each kind of device."""
from flask import Blueprint, request

from blueprints.support.render import render

bp = Blueprint("installing", __name__, url_prefix="/install")


@bp.get("")
def show():
    """As a fragment the offer for this device, ``?on=ios`` or another: iOS has no button of its own for it."""
    return render("people/install.html", fragment="people/install.htmx.html", ios=request.args.get("on") == "ios")

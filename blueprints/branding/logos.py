"""Logos, re-encoded by us, by their hash."""
from flask import Blueprint, abort, make_response

from blueprints.support.door import public
from portal.people.branded import logo_of
from portal.people.client import Client
from portal.people.workspace import Workspace

bp = Blueprint("logos", __name__)


@bp.get("/logo/<string(length=64):digest>")
@public
def show(digest: str):
    response = make_response(logo_of(digest, Client, Workspace) or abort(404))
    response.content_type = "image/png"
    response.cache_control.public, response.cache_control.max_age = True, 31_536_000
    response.cache_control.immutable = True
    return response

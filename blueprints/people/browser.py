"""The browser at the door: a cookie that tells which one asked to sign in."""
from flask import current_app, request

from blueprints.support.door import cookie_name
from portal.people.tokens import random_token

NAME = "portico_browser"
LASTS = 3600


def this_browser() -> str:
    """What this browser shows to be itself again; "" for one that has nothing to show."""
    return request.cookies.get(cookie_name(NAME), "")


def browser_to_be() -> str:
    """This browser's token, or a fresh one that ``remember_browser`` shall hand out."""
    return this_browser() or random_token()


def remember_browser(response, token: str):
    response.set_cookie(cookie_name(NAME), token, max_age=LASTS, path="/", httponly=True, samesite="Lax",
                        secure=current_app.config["SETTINGS"].secure)
    return response


def forget_browser(response):
    # Who was signed in with this token must not answer anything with it again.
    response.delete_cookie(cookie_name(NAME), path="/", httponly=True, samesite="Lax",
                           secure=current_app.config["SETTINGS"].secure)
    return response

"""Door limits of a request: per network, and per network and address together, so that nobody uses up another's."""
from datetime import timedelta

from flask import request
from flask_babel import ngettext

from blueprints.support.render import render
from portal.base.database import db
from portal.people.doors import TooManyKnocks, knock, network_of, short

WINDOW = timedelta(minutes=10)
#: Asking for a mail, from one network: for anybody, and for one address.
ASKING, ASKING_FOR_ONE = 60, 5
#: Answering with a code, opening with an operator's or the set-up link.
ANSWERING = 120


def knock_to_ask(email: str) -> None:
    """Raises TooManyKnocks. Known and unknown addresses count alike."""
    network = network_of(request.remote_addr)
    knock(f"ask:{network}", ASKING, WINDOW)
    knock(f"ask:{network}:{short(email)}", ASKING_FOR_ONE, WINDOW)


def knock_to_answer() -> None:
    """Raises TooManyKnocks."""
    knock(f"answer:{network_of(request.remote_addr)}", ANSWERING, WINDOW)


def knocked_too_often(page: str, field, error: TooManyKnocks, **context):
    """The page again with a sentence at the field, 429 and Retry-After (RFC 9110, 10.2.3); the knock is kept."""
    db.session.commit()
    minutes = -(-error.retry_after // 60)
    field.errors = [*field.errors, ngettext("Too many tries from here. Wait a minute, then try again.",
                                            "Too many tries from here. Wait %(num)s minutes, then try again.", minutes)]
    response = render(page, status=429, **context)
    response.headers["Retry-After"] = str(error.retry_after)
    return response

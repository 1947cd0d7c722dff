"""What another app shares with the installed portal. The worker takes it in; this is for where there is none."""
from flask import Blueprint, request

from blueprints.support.door import public
from blueprints.support.forms import guard
from blueprints.support.render import render

bp = Blueprint("shares", __name__, url_prefix="/share")
#: As much as one message holds.
MOST = 20_000


@bp.post("")
@public
@guard.exempt
def create():
    """Show the words again, to be taken along; nothing is stored, so that anybody may send it and it needs no proof."""
    words = [text.strip() for text in (request.form.get(name, "") for name in ("title", "text", "url"))]
    return render("inbox/brought.html", words="\n".join(dict.fromkeys(filter(None, words)))[:MOST], files=bool(request.files))

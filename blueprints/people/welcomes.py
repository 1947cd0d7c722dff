"""After the first useful act: what shall we call you? Asked once, on the page where the act stands."""
from flask import Blueprint, request
from flask import session as form_session
from flask_babel import lazy_gettext as _l

from blueprints.support.acts import act, answer, commit
from blueprints.support.door import this_session, viewer
from blueprints.support.fields import Form, line
from blueprints.support.going_on import safe_path
from blueprints.support.render import render

bp = Blueprint("welcomes", __name__, url_prefix="/me/welcome")


#: What the first act did.
DONE = {"reply": _l("Your answer is sent."), "done": _l("It is marked as done."), "stuck": _l("They know that it is stuck."),
        "open": _l("You are in.")}


class NameForm(Form):
    name = line(_l("Your name"), most=120)


@bp.app_template_global()
def welcome() -> dict | None:
    """What the card of welcome says, while it is to be shown: whether a name is missing, whether the session is limited."""
    session = this_session() if form_session.get("welcome") else None
    if session is None or not (session.limited or not session.user.name):
        return None
    return {"done": str(DONE.get(form_session["welcome"], DONE["open"])), "asks_name": not session.user.name,
            "limited": session.limited, "back": request.full_path.rstrip("?")}


@bp.put("")
@act("welcome.name")
def update():
    """Keep the name, of a person who has none yet: any session may say it, for a changed name there is the profile."""
    form = NameForm()
    back = safe_path(request.form.get("back")) or "/"
    if not form.validate_on_submit():
        return render("people/welcome.html", status=422, form=form, back=back)
    user = viewer().user
    user.name = user.name or form.name.data
    form_session.pop("welcome", None)
    commit(back)
    return answer()


@bp.delete("")
@act("welcome.dismiss")
def destroy():
    """Not now."""
    form_session.pop("welcome", None)
    commit(safe_path(request.form.get("back")) or "/")
    return answer()

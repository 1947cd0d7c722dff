"""Every mutating route is an act with an id its writer made: done once, told its first outcome ever after.

    @bp.post("")
    @act("message.post")
    def create(project_id, item_id):
        ...                                   # find, check, do
        commit(url_for(...))                  # the act's outcome and its effect in one transaction
        return answer(fragment=..., status=201, **context)
"""
import hashlib
from functools import wraps
from uuid import UUID

from flask import Flask, abort, g, redirect, request
from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException

from blueprints.support.asking import wants_fragment, wants_json
from blueprints.support.door import viewer
from blueprints.support.outcomes import stored, unstored
from blueprints.support.render import render
from blueprints.support.transactions import in_turn
from portal.base import together
from portal.base.database import db
from portal.base.ids import parse_id
from portal.history.acts import ActTaken, earlier_act, remember_act

#: Fields that say nothing about what is asked: the same act may arrive with a fresh token.
NOT_ASKED = {"csrf_token", "act", "_method", "held_ms", "digits", "leave_empty"}

#: Why an act was refused before anything was asked of its route.
REFUSED = {"act_taken": _("This was sent before with other words, and was not sent again. Look at it, then send."),
           "act_missing": _("Nothing was sent. Please send again.")}


def install(app: Flask) -> None:
    app.register_error_handler(ActRefused, _refused)


class ActRefused(Exception):
    """The act id is missing, no UUID, or already names another request: 422, and the words are kept."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


def act(verb: str):
    """Mark a mutating route. Looks the act up before anything else, so that a repeat needs no access any more."""
    def wrap(view):
        @wraps(view)
        def once(**ids):
            check_sender()
            g.act = {"act_id": given_act_id(), "verb": verb, "target": request.path[:300], "digest": digest_of(verb)}
            # Two who post to one address in the same moment would both find what was there before either.
            in_turn(_address())
            earlier = _earlier()
            if earlier is not None:
                return again(earlier.outcome)
            try:
                said = view(**ids)
            except IntegrityError:
                return _lost_the_race()
            except HTTPException:
                if (twin := _earlier()) is None:
                    raise
                return again(twin.outcome)
            # Refused, or a conflict: perhaps only with what another arrival of this very act has just done.
            twin = None if "outcome" in g.act else _earlier()
            return again(twin.outcome) if twin else said
        once.is_act = True
        return once
    return wrap


def act_id() -> UUID:
    """The id the writer gave this act; also the id of the record it makes, where it makes one."""
    return g.act["act_id"]


def commit(location: str, *, changed: bool = True, **outcome) -> None:
    """The one commit of a mutating view: its effect, and the act with where its result stands.

    ``changed`` says whether there was an effect, or all was so already; ``entry`` names a new entry.
    """
    g.act["outcome"] = {"location": location, **outcome} | ({} if changed else {"already": True})
    remember_act(user_id=viewer().user_id, **g.act)
    together.commit()


def answer(fragment: str | None = None, *, status: int = 200, **context):
    """After ``commit``: JSON for the outbox, a fragment for htmx, else a redirect to where the result stands."""
    outcome = g.act["outcome"]
    if wants_json():
        return stored(outcome, status)
    if fragment and wants_fragment():
        return render(fragment, fragment=fragment, status=status, **context)
    return _to(outcome["location"])


def again(outcome: dict):
    """What a repeated act hears: that it is stored, and where. Whether it may still be seen is the target's to say."""
    if wants_json():
        return stored(outcome)
    return _to(outcome["location"])


def _refused(error: ActRefused):
    if wants_json():
        return unstored(422, reason=error.code, sentence=REFUSED[error.code])
    return render("support/act_refused.html", fragment="support/act_refused.htmx.html", status=422,
                  kept=[(name, value) for name in request.form if name not in ("act", "csrf_token")
                        for value in request.form.getlist(name)])


def _to(location: str):
    if wants_fragment():
        return "", 200, {"HX-Redirect": location}
    return redirect(location, 303)


def given_act_id() -> UUID:
    """The act id of this form, for routes that know their writer only later. Raises ActRefused."""
    given = parse_id(request.form.get("act"))
    if given is None:
        raise ActRefused("act_missing")
    return given


def digest_of(verb: str) -> bytes:
    """What this request asks, without what differs from one try to the next."""
    form, asked = request.form, [verb, request.path]
    for name in sorted(set(form) - NOT_ASKED):
        asked += [name, *form.getlist(name)]
    for name in sorted(request.files):
        for file in request.files.getlist(name):
            if not file.filename:
                # A field of files with none chosen.
                continue
            asked += [name, file.filename or "", hashlib.file_digest(file.stream, "sha256").hexdigest()]
            file.stream.seek(0)
    return hashlib.sha256("\x00".join(f"{len(part)}:{part}" for part in asked).encode()).digest()


def _address() -> str:
    """Where this act goes to; an address that names nothing means something else for each writer."""
    return request.path if request.view_args else f"{request.path} of {viewer().user_id}"


def _earlier():
    try:
        return earlier_act(user_id=viewer().user_id, act_id=g.act["act_id"], digest=g.act["digest"])
    except ActTaken:
        raise ActRefused("act_taken") from None


def _lost_the_race():
    """Another arrival of this act committed first (its outcome), or the id is somebody else's (one fixed refusal)."""
    db.session.rollback()
    g.pop("viewer", None)
    g.pop("session_row", None)
    earlier = _earlier()
    if earlier is None:
        raise ActRefused("act_taken")
    return again(earlier.outcome)


def check_sender() -> None:
    """Nothing is taken from the outbox that somebody else wrote on this device than who is signed in now."""
    told = request.headers.get("X-Portico-User")
    if told is not None and told != str(viewer().user_id):
        abort(unstored(401, reason="another_user"))


def abort_unless(allowed: bool) -> None:
    """Sees it but may not do it: 403."""
    if not allowed:
        abort(403)

"""The page of an open invitation: the entry itself, or a card where there is none to show, and what one may do."""
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from blueprints.people.at_invitation import shown
from blueprints.support.door import this_session
from blueprints.support.fields import Form, words
from portal.entries.previewing import preview_of
from portal.people.invitation import Invitation
from portal.plan.first_act import KINDS, deeds_open_to, find_invited_entry
from portal.plan.item import WorkItem
from portal.plan.turn import reader_of, turn_of
from portal.talk.thread import read_thread

#: The newest messages: enough to answer them, few enough for one thumb.
MESSAGES = 4
MISSING = {"reply": _l("Write your answer first."),
           "stuck": _l("Write what you are waiting for, so that somebody can help.")}


class DeedForm(Form):
    """The first act: which button, and what was written."""

    deed = HiddenField()
    body = words(_l("Your answer"), rows=3)

    def validate(self, **more) -> bool:
        right = super().validate(**more)
        if right and (missing := self._missing()):
            self.body.errors = [missing]
        return right and not self.body.errors

    def _missing(self):
        if self.deed.data not in KINDS:
            return _l("Choose one of the buttons.")
        if self.deed.data in ("reply", "stuck") and not self.body.data:
            return MISSING[self.deed.data]
        return None


def invited_page(invitation: Invitation, token: str, *, form: DeedForm | None = None, status: int = 200,
                 undecided: bool = False, act_id=None):
    """The page, again after a refusal: the words kept, ``undecided`` where no deliberate act was seen."""
    return shown("people/invitation.html", invitation, token, status=status, form=form or DeedForm(formdata=None),
                 undecided=undecided, act_id=act_id, other=_somebody_else(invitation),
                 **(_nothing_of_a_project() if invitation.is_to_staff else _previewed(invitation)))


def _somebody_else(invitation: Invitation):
    """Who is signed in here already, if it is not the invited."""
    session = this_session()
    return session.user if session and session.user.email != invitation.email else None


def _nothing_of_a_project() -> dict:
    return {"project": None, "entry": None, "turn": None, "thread": None, "deeds": ("open",)}


def _previewed(invitation: Invitation) -> dict:
    preview = preview_of(invitation)
    entry = find_invited_entry(preview.viewer, preview.project.id, preview.entry_id) if preview.entry_id else None
    turn = turn_of(entry, reader_of(preview.standing)) if isinstance(entry, WorkItem) else None
    thread = read_thread(preview.viewer, entry, limit=MESSAGES) if entry else None
    return {"project": preview.project, "entry": entry, "turn": turn, "thread": thread,
            "deeds": deeds_open_to(preview.standing, entry)}

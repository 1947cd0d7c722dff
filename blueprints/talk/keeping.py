"""When a message cannot be stored its words stay: at the field, or beside the reason."""
from flask import request
from flask_babel import gettext as _

from blueprints.files.choosing import keep_chosen
from blueprints.files.showing import kept_files
from blueprints.support.acts import REFUSED
from blueprints.support.asking import wants_fragment, wants_json
from blueprints.support.door import viewer
from blueprints.support.errors import sorry
from blueprints.support.outcomes import unstored
from blueprints.support.render import render
from blueprints.talk.composing import composer_for
from portal.base.ids import parse_id
from portal.entries.entry import Entry
from portal.entries.visible import find_entry
from portal.projects.standing import Standing, standing_on
from portal.talk.markdown import LIMIT

#: Why a message was refused, in words.
REASONS = {
    "no_words": lambda: _("Write something first."),
    "too_many_words": lambda: _("This is too long: a message holds %(limit)s characters.", limit=f"{LIMIT:,}"),
    "no_lane": lambda: _("Choose who shall see this."),
    "not_shared": lambda: _("This is no longer shared. Your words are kept here: nobody has seen them."),
    "deleted": lambda: _("You deleted this message meanwhile. Your words are kept here: nobody has seen them."),
    "not_found": lambda: _("There is nothing here for you any more."),
}


def refuse(entry: Entry, standing: Standing, reason: str, *, status: int = 422,
           sentence: str | None = None):
    """The composer again, with its words and files, the reason at the field and a new act."""
    why, (project_id, entry_id) = sentence or _why(reason), (entry.project_id, entry.id)
    if kept := keep_chosen():
        entry = find_entry(viewer(), project_id, entry_id)
        standing = entry and standing_on(viewer(), entry.project)
    if wants_json():
        return unstored(status, reason=reason, sentence=why)
    composer = standing and composer_for(entry, standing, lane=request.form.get("lane"), body=request.form.get("body", ""),
                            error=why, after=parse_id(request.form.get("after")), kept=kept_files(kept))
    if composer is None:
        return lost(reason, status=status)
    return render("talk/refused.html", fragment="talk/refused.htmx.html", status=status, entry=entry, composer=composer)


def lost(reason: str, *, status: int):
    """The thread is out of reach: the words to copy, and no more about what was there."""
    if wants_json():
        return unstored(status, reason=reason, sentence=_why(reason))
    if wants_fragment():
        return sorry(status, hint=_why(reason))
    return render("talk/lost.html", status=status, title=_("Your message was not sent"), why=_why(reason),
                  words=request.form.get("body", ""))


def _why(reason: str) -> str:
    return REFUSED[reason] if reason in REFUSED else REASONS[reason]()

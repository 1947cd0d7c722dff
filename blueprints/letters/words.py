"""Why a mail went nowhere by itself, in words for the staff who look at it."""
from flask_babel import gettext as _

from portal.letters.tray import Line

_REASONS = {
    "no_address": lambda who: _("It came to an address that answers for nobody."),
    "other_sender": lambda who: _("Somebody else wrote it to the address at which %(name)s answers.", name=who),
    "forged": lambda who: _("It says it comes from %(name)s, and the mail server says it does not.", name=who),
    "automatic": lambda who: _("A program wrote it: an absence note, a list, or mail in circles."),
    "no_access": lambda who: _("%(name)s no longer reaches what it answers.", name=who),
    "not_shared": lambda who: _("What it answers is no longer shared with the client."),
    "may_not": lambda who: _("%(name)s may read there, and not write.", name=who),
    "no_words": lambda who: _("There are no words of its own in it."),
    "several": lambda who: _("It answers a mail to %(name)s about several things, or about a project as such.", name=who),
    "too_many_words": lambda who: _("It is longer than a message can be."),
    "too_large": lambda who: _("It is too large to be read."),
    "unreadable": lambda who: _("It is put together in a way that cannot be read."),
    "virus": lambda who: _("The virus scanner found something in it."),
    "same_id": lambda who: _("Another mail came under the same name before."),
    "bounce": lambda who: _("It says that a mail did not arrive, and cannot be trusted to say so."),
}


def name_of(user) -> str:
    """A person in a line: who dealt with a letter, whose address it reached."""
    return (user.name or user.email) if user else _("Somebody")


def why(line: Line) -> str:
    """Why this letter waits, in one sentence."""
    told = _REASONS.get(line.letter.reason or "")
    return told(name_of(line.reached)) if told else _("It could not be posted.")

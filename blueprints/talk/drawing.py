"""Messages as HTML. One that looks the same to everybody is rendered once, then remembered: a page shows thirty."""
from functools import lru_cache
from typing import NamedTuple

from flask import current_app
from markupsafe import Markup

from blueprints.support.formats import Stamp
from blueprints.support.language import sentence as _
from blueprints.support.reader import locale
from portal.talk.thread import Post


class Setting(NamedTuple):
    """What all messages of a thread have in common for its reader: addresses, names of the sides, words, powers."""

    #: Where messages live: ``{base}/{id}`` is a permalink. None where the reader cannot follow one.
    base: str | None
    staff: str
    client: str
    may_change: bool
    team: str
    edited: str
    edit: str
    gone: str
    change: str

    @classmethod
    def of(cls, base: str | None, places: dict[str, str], may_change: bool) -> "Setting":
        return cls(base, places["staff"], places["client"], may_change, *_words(locale()))


@lru_cache(16)
def _words(language: str) -> tuple[str, ...]:
    return _("Team only"), _("edited"), _("Edit"), _("Message deleted"), _("Edit or delete your message")


def drawn(post: Post, at: Stamp, setting: Setting, nonce: str, seen: str = "") -> Markup:
    """One message. Its own buttons carry the response's nonce: with them it is drawn anew."""
    if post.edited or post.mine and setting.may_change:
        return _macro()(post, at, setting, nonce, seen)
    return _drawn(post, at, setting, seen)


@lru_cache(4096)
def _drawn(post: Post, at: Stamp, setting: Setting, seen: str) -> Markup:
    # No language: the words of a message come with its setting and its moment.
    return _macro()(post, at, setting, "", seen)


def _macro():
    return current_app.jinja_env.get_template("talk/_message.html").module.message

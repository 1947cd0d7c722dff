"""Messages as HTML, by their skeletons: all that look alike are drawn once and filled; a page shows thirty."""
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from flask import current_app
from markupsafe import Markup

from blueprints.support.formats import Stamp
from blueprints.support.holes import Hole
from blueprints.support.language import sentence as _
from blueprints.support.reader import locale
from blueprints.support.skeletons import Skeleton, skeleton_of
from portal.people.person import Person
from portal.talk.thread import Post

#: What differs from message to message and decides nothing of how one looks.
FILLED = {"id", "number", "author", "html", "created_at"}


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


class Pen:
    """Writes the messages of one thread for its reader."""

    def __init__(self, setting: Setting):
        self._setting, self._places = setting, {"staff": setting.staff, "client": setting.client}
        self._known: dict[tuple, Skeleton] = {}
        self._values = {"base": setting.base, "seen": ""}

    def __call__(self, post: Post, at: Stamp, seen: str = "") -> Markup:
        """One message; ``seen`` says who has seen it."""
        author, looks = post.author, (_looks_of(post), post.author.side, not seen)
        skeleton = self._known.get(looks)
        if skeleton is None:
            skeleton = self._known[looks] = _skeleton(*looks, _outline(self._setting))
        return skeleton.filled(self._values | {
            "id": post.id, "name": author.name, "initials": author.initials, "place": self._places[author.side],
            "html": Markup(post.html), "iso": at.iso, "exact": at.exact, "ago": at.ago, "seen": seen})


def _outline(setting: Setting) -> Setting:
    """The setting without what differs from thread to thread."""
    return setting._replace(base=setting.base and "", staff="", client="")


_looks_of: Callable[[Post], tuple] = itemgetter(*(at for at, name in enumerate(Post._fields) if name not in FILLED))
_LOOKS = [name for name in Post._fields if name not in FILLED]


@lru_cache(1024)
def _skeleton(looks: tuple, side: str, unseen: bool, outline: Setting) -> Skeleton:
    author = Person(Hole("id"), Hole("name"), Hole("initials"), side)
    told = dict(zip(_LOOKS, looks, strict=True))
    post = Post(**told, id=Hole("id"), number=0, author=author, html=Hole("html"), created_at=None)
    at = Stamp(day="", iso=Hole("iso"), exact=Hole("exact"), ago=Hole("ago"))
    place = Hole("place")
    setting = outline._replace(base=None if outline.base is None else Hole("base"), staff=place, client=place)
    draw = current_app.jinja_env.get_template("talk/_message.html").module.message
    return skeleton_of(lambda: draw(post, at, setting, Hole("nonce"), "" if unseen else Hole("seen")))

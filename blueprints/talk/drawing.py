"""Messages as HTML, by their skeletons: all that look alike are drawn once and filled; a page shows thirty."""
from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from flask import current_app
from markupsafe import Markup, escape

from blueprints.support.formats import Stamp
from blueprints.support.holes import Hole
from blueprints.support.language import sentence as _
from blueprints.support.reader import locale
from blueprints.support.skeletons import Skeleton, safe, skeleton_of
from portal.people.person import Person
from portal.talk.thread import Post

#: What differs from message to message and decides nothing of how one looks.
FILLED = {"id", "number", "author", "html", "created_at", "folded", "source"}


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
    by_mail: str
    folded: str
    whole: str
    #: Whether the mails that messages came by may be looked at.
    originals: bool = False

    @classmethod
    def of(cls, base: str | None, places: dict[str, str], may_change: bool, originals: bool = False) -> "Setting":
        return cls(base, places["staff"], places["client"], may_change, *_words(locale()), originals)


@lru_cache(16)
def _words(language: str) -> tuple[str, ...]:
    return (_("Team only"), _("edited"), _("Edit"), _("Message deleted"), _("Edit or delete your message"), _("by mail"),
            _("Quoted text and signature"), _("Show all of it"))


class Pen:
    """Writes the messages of one thread for its reader."""

    def __init__(self, setting: Setting):
        self._outline = _outline(setting)
        self._places = {"staff": safe(setting.staff), "client": safe(setting.client)}
        self._base = safe(setting.base or "")
        self._known: dict[tuple, Skeleton] = {}
        self._faces: dict[Person, dict] = {}

    def __call__(self, post: Post, at: Stamp, seen: str = "", files: str = "") -> str:
        """One message as HTML; ``seen`` says who has seen it, ``files`` shows what came with it."""
        looks = _looks_of(post), post.author.side, not seen
        skeleton = self._known.get(looks)
        if skeleton is None:
            skeleton = self._known[looks] = _skeleton(*looks, self._outline)
        face = self._faces.get(post.author)
        if face is None:
            face = self._faces[post.author] = self._face(post.author)
        # What is put in here is clean: a message was made so when it was written, a stamp has no other signs.
        return skeleton.written({**face, "id": str(post.id), "html": post.html, "iso": at.iso, "exact": at.exact, "ago": at.ago,
                                 "seen": safe(seen), "files": files, "folded": escape(post.folded) if post.folded else "",
                                 "source": escape(post.source) if post.source else ""})

    def _face(self, author: Person) -> dict:
        return {"name": safe(author.name), "initials": safe(author.initials), "place": self._places[author.side],
                "base": self._base}


def waiting(setting: Setting, author: Person) -> Markup:
    """A message without words as a ``<template>``: one that waits to be sent is made from it on the device."""
    # The team's lane has a badge, which comes off more easily than it is put on.
    lane = "internal" if author.side == "staff" else "shared"
    empty = Post(id="", number=0, author=author, lane=lane, html="", created_at=None, edited=False, deleted=False, mine=False)
    blank = Pen(setting._replace(base=None, may_change=False))
    return Markup('<template id="waiting">%s</template>') % Markup(blank(empty, Stamp("", "", "", "")))


def _outline(setting: Setting) -> Setting:
    """The setting without what differs from thread to thread."""
    return setting._replace(base=setting.base and "", staff="", client="")


_looks_of: Callable[[Post], tuple] = itemgetter(*(at for at, name in enumerate(Post._fields) if name not in FILLED))
_LOOKS = [name for name in Post._fields if name not in FILLED]


@lru_cache(1024)
def _skeleton(looks: tuple, side: str, unseen: bool, outline: Setting) -> Skeleton:
    author = Person(Hole("id"), Hole("name"), Hole("initials"), side)
    told = dict(zip(_LOOKS, looks, strict=True))
    post = Post(**told, id=Hole("id"), number=0, author=author, html=Hole("html"), created_at=None, folded=Hole("folded"),
                source=Hole("source"))
    at = Stamp(day="", iso=Hole("iso"), exact=Hole("exact"), ago=Hole("ago"))
    place = Hole("place")
    setting = outline._replace(base=None if outline.base is None else Hole("base"), staff=place, client=place)
    draw = current_app.jinja_env.get_template("talk/_message.html").module.message
    return skeleton_of(lambda: draw(post, at, setting, Hole("nonce"), "" if unseen else Hole("seen"), Hole("files")))

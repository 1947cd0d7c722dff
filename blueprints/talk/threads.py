"""A thread on a page: what every page that shows one hands to its template."""
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from flask import request, url_for
from markupsafe import Markup

from blueprints.files.showing import attachments
from blueprints.support.addresses import entry_url
from blueprints.support.formats import Stamps
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from blueprints.support.skeletons import part
from blueprints.talk.composing import Composer, composer_for
from blueprints.talk.drawing import Pen, Setting, waiting
from blueprints.talk.following import drawn_follow, drawn_notice_mark
from portal.base.ids import parse_id
from portal.entries.entry import Entry
from portal.files.reading import files_of
from portal.inbox.following import Following, following_of
from portal.people.person import Person, person_of
from portal.projects.standing import Standing
from portal.talk.access import may_reply
from portal.talk.thread import Post, Thread, read_thread


@dataclass
class Talk:
    """A thread with the addresses around it."""

    thread: Thread
    setting: Setting
    #: The page on which the thread stands, at another window.
    page: Callable[..., str]
    #: Whether the reader's mark may be moved.
    marks: bool
    #: The files that came with its messages, by message.
    files: dict[UUID, Markup] = field(default_factory=dict)
    #: The reader, as their messages show them.
    me: Person | None = None
    #: How the reader follows the entry, where that is shown.
    following: Following | None = None

    def __post_init__(self):
        # Asked for once a page: each word and each date costs more than the rest of a message.
        self.stamp = Stamps()
        self._pen = Pen(self.setting)

    @property
    def base(self) -> str | None:
        """Where its messages live: ``{base}/{id}`` is a permalink. None where the reader cannot follow one."""
        return self.setting.base

    @property
    def is_open(self) -> bool:
        """Whether what is written now belongs at the end of what is shown."""
        return self.base is not None and not self.thread.newer

    @property
    def live_names(self) -> str:
        """What of this thread can be brought up to date, as scripts name it."""
        return " ".join(f"{self.thread.entry.id}:{kind}" for kind in ("messages", "message", "seen"))

    @property
    def posts(self) -> list[Post]:
        return self.thread.posts

    @property
    def jump(self) -> str | None:
        """The address of the first new message, on this page or another."""
        first = self.thread.first_unread
        if first is None:
            return None
        return "#new" if self.thread.holds(first) else self.page(around=first, _anchor=f"m-{first}")

    @property
    def unread(self) -> str:
        return "99+" if self.thread.unread > 99 else str(self.thread.unread)

    @property
    def mark(self) -> UUID | None:
        """The message up to which this page shows what was new, or None where there is nothing to mark."""
        return self.thread.last.id if self.marks and self.thread.unread and self.thread.last else None

    @property
    def marks_itself(self) -> bool:
        """Whether seeing this page is enough: where the first new message lies elsewhere, its reader decides."""
        return self.thread.holds(self.thread.first_unread)

    @property
    def mark_url(self) -> str:
        return url_for("read_marks.update", project_id=self.thread.entry.project_id, entry_id=self.thread.entry.id)

    def written(self, composer: Composer | None) -> Markup:
        """The whole thread as HTML, with where to write."""
        new = self.thread.unread
        return part(
            "talk/_thread.html", "thread", not self.thread.posts, jump=self.jump, older=self.beyond(), posts=self.drawn_all(),
            unread=ngettext("%(count)s new message", "%(count)s new messages", new, count=self.unread) if new else None,
            newer=self.beyond(older=False), live=self.live_names if self.is_open else None, base=self.base,
            staff=self.setting.staff, client=self.setting.client, read_mark=self.read_mark(),
            follow=drawn_follow(self.thread.entry, self.following),
            composer=self.waiting + composer.drawn() if composer else None)

    def drawn(self, post: Post) -> Markup:
        """One message of this thread as HTML."""
        return Markup(self._pen(post, self.stamp(post.created_at), self.seen(post), self.files.get(post.id, "")))

    def drawn_all(self, *, dividers: bool = True, seen: bool = True) -> Markup:
        """The messages in order, with a line between days and one before the first new.

        Who has seen one is different for each reader.
        """
        found, day, first = [], None, self.thread.first_unread if dividers else None
        told, files = self.newest_shared if seen else None, self.files
        for post in self.thread.posts:
            at = self.stamp(post.created_at)
            if dividers and at.day != day:
                day = at.day
                found.append(part("talk/_divider.html", "divider", False, word=day))
            if first is not None and post.id == first:
                found.append(part("talk/_divider.html", "divider", True, word=_("New")))
            found.append(self._pen(post, at, self.seen(post) if post is told else "", files.get(post.id, "") if files else ""))
        return Markup("".join(found))

    def beyond(self, *, older: bool = True) -> Markup | str:
        """The way to what lies before or after this window, where there is something."""
        near, way = (self.thread.older, "before") if older else (self.thread.newer, "after")
        if near is None:
            return ""
        return part("talk/_beyond.html", "beyond", older, page=self.page(**{way: near}),
                    further=self.base and f"{self.base}/window?{way}={near}")

    def read_mark(self) -> Markup | str:
        """The form that says how far its reader came, where something was new; reading messages reads what was told of them."""
        if self.mark:
            return self._mark(self.marks_itself)
        # What arrives while the page is open is read on it, too.
        told = drawn_notice_mark(self.thread.entry, self.following)
        return told + self._mark(False) if self.marks and self.is_open else told

    def _mark(self, itself: bool) -> Markup:
        return part("talk/_read_mark.html", "read_mark", itself, url=self.mark_url, message=self.mark)

    @property
    def waiting(self) -> Markup:
        """What scripts make the reader's next message from, while it waits to be sent."""
        return waiting(self.setting, self.me) if self.me else Markup()

    def seen(self, post: Post) -> str:
        """Who has seen a message, in words; said under the newest shared one only."""
        return seen_words(self.thread.seen.by(post)) if post is self.newest_shared else ""

    @cached_property
    def newest_shared(self) -> Post | None:
        return self.thread.newest_shared


def seen_words(people: list[Person]) -> str:
    """ "Seen by Cleo, Cora and 4 more"; empty where nobody has."""
    if not people:
        return ""
    named, more = people[:3], len(people) - 3
    names = ", ".join(person.name for person in named)
    if more <= 0:
        return _("Seen by %(names)s", names=names)
    return ngettext("Seen by %(names)s and %(num)s more", "Seen by %(names)s and %(num)s more", more, names=names)


def thread_context(entry: Entry, standing: Standing, *, page: Callable[..., str] | None = None,
                   action: str | None = None, **known) -> dict:
    """``thread`` and ``composer`` for ``templates/talk/_thread.html``: the window that the address asks for.

    ``page`` makes the address of the page they stand on from ``before``, ``after``, ``around`` and ``_anchor``; a
    reader without a session gets no other addresses. ``action`` is where the composer posts to, if not here;
    ``known`` what ``following_of`` need not ask. Four statements.
    """
    asked = request.args
    window = {name: parse_id(asked.get(name)) for name in ("before", "after", "around") if name in asked}
    talk = talk_of(entry, standing, page=page, **{name: id for name, id in window.items() if id})
    if not talk.posts and any(window.values()):
        # An address that leads nowhere, or to what is hidden: the newest, as if it had not been asked.
        talk = talk_of(entry, standing, page=page)
    talk.following = following_of(standing, entry, **known)
    after = talk.thread.last.id if talk.posts and not talk.thread.newer else None
    return {"thread": talk, "composer": composer_for(entry, standing, action=action, after=after)}


def _files(thread: Thread, standing: Standing) -> dict[UUID, Markup]:
    found = files_of(standing, [post.id for post in thread.posts if post.has_files])
    return {id: attachments(thread.entry.project_id, files) for id, files in found.items()}


def talk_of(entry: Entry, standing: Standing, *, page: Callable[..., str] | None = None, **window) -> Talk:
    """One window of a thread, ready for its template. Two statements; a third where files came with its messages."""
    viewer = standing.viewer
    thread = read_thread(viewer, entry, **window)
    return Talk(thread=thread, setting=setting_of(entry, standing), files=_files(thread, standing),
                page=page or (lambda **at: entry_url(entry, **at)), marks=viewer.user is not None and not viewer.read_only,
                me=person_of(viewer.user, standing.side) if viewer.user else None)


def setting_of(entry: Entry, standing: Standing) -> Setting:
    """What all messages of an entry have in common for this reader."""
    project = entry.project
    base = url_for("messages.create", project_id=entry.project_id, entry_id=entry.id) if standing.viewer.user else None
    return Setting.of(base, {"staff": project.workspace.name, "client": project.client.name}, may_reply(standing),
                      originals=standing.is_staff and not standing.viewer.read_only)

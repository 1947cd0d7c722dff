"""The composer: which lanes the writer may use, who will see a shared message, and the words and files that are kept."""
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from blueprints.support.skeletons import filled
from portal.entries.entry import Entry
from portal.people.person import Person
from portal.projects.project import Project
from portal.projects.standing import Standing
from portal.talk.access import lanes_to_write
from portal.talk.people import contacts_who_read

#: What differs from composer to composer and decides nothing of how one looks, but by being there.
WORDS = ("action", "audience", "body", "error", "after", "placeholder", "kept", "title")


@dataclass
class Composer:
    """What the composer's macro needs."""

    action: str
    lanes: tuple[str, ...]
    #: The lane chosen; where both are open the team's own comes first, because a slip there can be mended.
    lane: str
    audience: str
    body: str = ""
    error: str | None = None
    #: The newest message on the screen; the answer brings whatever came since.
    after: UUID | None = None
    placeholder: str | None = None
    #: The files that came before and wait for the message, shown.
    kept: str = ""
    #: What it is about, where what is written may wait on the device.
    title: str | None = None

    def drawn(self) -> Markup:
        """The composer as HTML."""
        return filled("talk/_composer.html", "composer", self, WORDS)


def composer_for(entry: Entry, standing: Standing, *, action: str | None = None, lane: str | None = None,
                 **kept) -> Composer | None:
    """The composer of an entry's thread, or None where the reader may not write. At most one statement."""
    lanes = lanes_to_write(standing, entry)
    if not lanes:
        return None
    audience = audience_words(contacts_who_read(entry), standing) if "shared" in lanes else ""
    if action is None:
        action = url_for("messages.create", project_id=entry.project_id, entry_id=entry.id)
        kept["title"] = entry.title
    return Composer(action=action, lanes=lanes, lane=lane if lane in lanes else lanes[0], audience=audience, **kept)


def audience_words(contacts: list[Person], standing: Standing) -> str:
    """Who will see what is written in the shared lane, in one sentence."""
    if standing.is_staff:
        return _seen_by_client(contacts, standing.project)
    others = sum(person.id != standing.viewer.user_id for person in contacts)
    team = standing.project.workspace.name
    if not others:
        return _("%(team)s will see this", team=team)
    return ngettext("%(team)s and %(num)s colleague of yours will see this",
                    "%(team)s and %(num)s colleagues of yours will see this", others, team=team)


def _seen_by_client(contacts: list[Person], project: Project) -> str:
    client = project.client.name
    if not contacts:
        return _("Nobody at %(client)s can see this yet", client=client)
    first, others = contacts[0].name, len(contacts) - 1
    if not others:
        return _("%(name)s at %(client)s will see this", name=first, client=client)
    return ngettext("%(name)s and %(num)s other at %(client)s will see this",
                    "%(name)s and %(num)s others at %(client)s will see this", others, name=first, client=client)

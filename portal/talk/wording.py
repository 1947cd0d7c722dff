"""From the words somebody typed to what a message keeps: clean HTML, and who is mentioned."""
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, insert

from portal.base.database import db
from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.people.person import person_of
from portal.projects.standing import Standing
from portal.talk.markdown import LIMIT, tidy, to_html
from portal.talk.mention import Mention
from portal.talk.message import Message
from portal.talk.names import Names
from portal.talk.people import known_to_every_contact, readers_of


class NoWords(ValueError):
    """There is nothing but blanks."""


class TooManyWords(ValueError):
    """The text is longer than LIMIT characters."""


class Wording(NamedTuple):
    body: str
    html: str
    mentioned: frozenset[UUID]


def checked(text: str, *, may_be_empty: bool = False) -> str:
    """The words as they are kept; files need none. Raises NoWords or TooManyWords."""
    body = tidy(text)
    if not (body or may_be_empty):
        raise NoWords
    if len(body) > LIMIT:
        raise TooManyWords
    return body


def word(text: str, *, entry: Entry, by: Standing, lane: str, may_be_empty: bool = False) -> Wording:
    """The words for one lane of an entry. Mentioned are readers of that lane whom the author may know of."""
    body = checked(text, may_be_empty=may_be_empty)
    if "@" not in body:
        return Wording(body, to_html(body), frozenset())
    people = [person_of(seat.user, seat.side)
              for seat in readers_of(entry, lane, of=by.viewer, staff_here=by.is_staff)]
    names = Names(people, shown=_marked(people, entry, lane))
    return Wording(body, to_html(body, names), frozenset(names.found))


def _marked(people, entry: Entry, lane: str) -> set[UUID]:
    # A name that is marked says that such a person exists: in the shared lane only those whom every reader knows.
    if lane == "internal":
        return {person.id for person in people}
    known = known_to_every_contact(entry.project)
    return {person.id for person in people if person.side == "client" or person.id in known}


def mention(message: Message, mentioned: frozenset[UUID]) -> None:
    """Keep whom a new message mentions; its author is nobody to be told."""
    for each in mentioned - {message.author_id}:
        _mention.write(message.id, each)


@prepared
def _mention(message_id, user_id):
    return insert(Mention.__table__).values(message_id=message_id, user_id=user_id)


def mention_anew(message: Message, mentioned: frozenset[UUID]) -> None:
    """Keep whom a message mentions after its words changed."""
    db.session.execute(delete(Mention).where(Mention.message_id == message.id))
    mention(message, mentioned)

"""A person as others see them: a name, initials, a side."""
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID


class Person(NamedTuple):
    """What an avatar and a name need to know."""

    id: UUID
    name: str
    initials: str
    side: str


def person_of(user, side: str) -> Person:
    """A user (or a row with id, name and e-mail address) on one side."""
    name = user.name or user.email.partition("@")[0]
    return Person(user.id, name, initials_of(name), side)


@lru_cache(4096)
def initials_of(name: str) -> str:
    """One or two letters of a name."""
    words = name.replace(".", " ").split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

"""Finding the people a text names after an @."""
import re
from collections import Counter
from collections.abc import Collection, Iterator
from uuid import UUID

#: An @ at the start of a word, and up to five words after it: no name is longer here.
_CALL = re.compile(r"(?<![\w@])@(\w[\w.'’-]{0,40}(?: \w[\w.'’-]{0,40}){0,4})")


class Names:
    """The people who may be named in one text: by full name, or by a first name that only one of them has.

    Whoever is not among them stays plain text, so that nobody learns whether somebody exists.
    ``shown`` are those whose name is marked for every reader; the others are noted only.
    """

    def __init__(self, people: Collection, shown: Collection[UUID]):
        full = {person.name.lower(): person.id for person in people}
        first = Counter(name.partition(" ")[0] for name in full)
        alone = {name.partition(" ")[0]: id for name, id in full.items() if first[name.partition(" ")[0]] == 1}
        self._ids = alone | full
        self._shown = frozenset(shown)
        self.found: set[UUID] = set()

    def shows(self, user_id: UUID) -> bool:
        return user_id in self._shown

    def split(self, text: str) -> Iterator[tuple[str, UUID | None]]:
        """The text in parts, each with the person it names, or None."""
        at = start = 0
        while call := _CALL.search(text, at):
            length, user_id = self._longest(call[1])
            at = call.start() + 1 + length
            if user_id:
                self.found.add(user_id)
                yield text[start:call.start()], None
                yield text[call.start():at], user_id
                start = at
        yield text[start:], None

    def _longest(self, words: str) -> tuple[int, UUID | None]:
        tried = words
        while tried:
            for name in (tried, tried.rstrip(".'’-")):
                if name.lower() in self._ids:
                    return len(name), self._ids[name.lower()]
            tried = tried.rpartition(" ")[0]
        return 0, None

"""The streams that a process holds."""
from collections.abc import Iterator
from uuid import UUID

from portal.live import frames
from portal.live.stream import Stream

#: One session holds so many; the oldest gives way.
PER_SESSION = 6


class Held:
    def __init__(self):
        self._streams: dict[int, Stream] = {}
        self._by_session: dict[UUID, list[Stream]] = {}

    def __len__(self) -> int:
        return len(self._streams)

    def __iter__(self) -> Iterator[Stream]:
        """As they are now: who ends meanwhile disturbs nobody."""
        return iter(list(self._streams.values()))

    def add(self, stream: Stream) -> None:
        """Hold one more; the oldest of a session that has too many is told to stay away, and ends."""
        self._streams[stream.fd] = stream
        held = self._by_session.setdefault(stream.session_id, [])
        held.append(stream)
        while len(held) > PER_SESSION:
            self.end(held[0], frames.event("bye", "crowded"))

    def end(self, stream: Stream, word: bytes = b"") -> None:
        """Let go of one, with a last word; a second time does nothing."""
        if stream.fd < 0:
            return
        if word:
            stream.write(word)
        self._streams.pop(stream.fd, None)
        held = self._by_session.get(stream.session_id, [])
        if stream in held:
            held.remove(stream)
        if not held:
            self._by_session.pop(stream.session_id, None)
        stream.close()

    def sweep(self) -> None:
        """Let go of those whose other end hung up."""
        for stream in self:
            if stream.is_gone():
                self.end(stream)

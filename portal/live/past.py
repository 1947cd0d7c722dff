"""The last lines that were told, kept in memory for those who come again."""
from collections import deque

from portal.live.cursor import Position
from portal.live.line import Line
from portal.live.log import lines_between

#: So many are kept.
RING = 2000


class Past:
    """Lines in their order, complete from ``first`` on."""

    def __init__(self):
        self.lines: deque[Line] = deque()
        self.first: Position | None = None

    def begin(self, at: Position) -> None:
        """Know nothing of what was before this."""
        self.lines.clear()
        self.first = at

    def extend(self, lines: list[Line]) -> None:
        self.lines.extend(lines)
        while len(self.lines) > RING:
            self._forget(self.lines.popleft())

    def covers(self, position: Position, until: Position) -> bool:
        """Whether nothing that was written between these two is missing here."""
        return all(a <= b <= c for a, b, c in zip(self.first, position, until, strict=True))

    def reach_back(self, positions: list[Position]) -> None:
        """Read what was written before this process began to, as far back as is asked for and worth it."""
        to = Position(*map(min, zip(self.first, *positions, strict=True)))
        before = lines_between(to, self.first) if to != self.first else []
        if before is not None and len(before) + len(self.lines) <= RING:
            self.lines.extendleft(reversed(before))
            self.first = to

    def _forget(self, line: Line) -> None:
        event, signal = self.first
        self.first = Position(max(event, line.place + 1), signal) if line.log == "event" \
            else Position(event, max(signal, line.place + 1))

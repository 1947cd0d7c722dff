"""One window of a list, by number of page: for lists that people leaf through, a few hundred rows long."""
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request, url_for

from portal.base.database import db

SIZE = 50


@dataclass(frozen=True)
class Window:
    """Some rows of a list, and where the rows before and after them are."""

    rows: list
    number: int
    more: bool

    def __iter__(self):
        return iter(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def older(self) -> str | None:
        return self._at(self.number + 1) if self.more else None

    @property
    def newer(self) -> str | None:
        return self._at(self.number - 1) if self.number > 1 else None

    def _at(self, number: int) -> str:
        # What stands in an address is the visitor's: as names for url_for it could say more than a page.
        return f"{url_for(request.endpoint, **request.view_args)}?{urlencode({**request.args, 'page': number})}"


def window(select, *, rows: bool = False, size: int = SIZE) -> Window:
    """The window that ``?page=`` asks for; a senseless number is the first. ``rows`` keeps tuples."""
    number = page_asked(most=1000)
    wanted = select.limit(size + 1).offset((number - 1) * size)
    found = db.session.execute(wanted).all() if rows else db.session.scalars(wanted).unique().all()
    return Window(list(found[:size]), number, len(found) > size)


def page_asked(*, most: int) -> int:
    """The number in ``?page=``, at most so much; 1 where it is no number."""
    return min(number_in(request.args.get("page")) or 1, most)


def number_in(text: str | None) -> int | None:
    """A whole number of at most 18 digits, so that any database takes it; else None."""
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None

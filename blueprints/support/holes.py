"""Holes: places in a part of a page that is drawn once, where each response and each thing shown puts its own words.

While a part is drawn, whatever belongs to one response (nonce, token, the id of an act) leaves a hole instead.
"""
import re
import secrets
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from markupsafe import Markup

#: Made anew in each process and shown to nobody, so that no text can spell a hole.
_MARK = secrets.token_hex(16)
HOLE = re.compile(f"{_MARK}([a-z_]+);")

drawing: ContextVar[bool] = ContextVar("drawing", default=False)

#: What a response fills in by itself, by name of its hole.
OWN: dict[str, Callable[[], object]] = {}


class Hole(str):
    """Stands for a text that is there but not known yet: it can be written, and not looked at."""

    __slots__ = ()

    def __new__(cls, name: str):
        return super().__new__(cls, f"{_MARK}{name};")

    def __html__(self) -> Markup:
        return Markup(str(self))

    def _unknown(self, *_, **__):
        raise TypeError("a hole has no value: what decides how a part looks belongs to its shape")

    __eq__ = __ne__ = __lt__ = __gt__ = __len__ = __iter__ = __getitem__ = __contains__ = __mod__ = _unknown
    __hash__ = str.__hash__

    def __bool__(self) -> bool:
        return True


@contextmanager
def only_drawing():
    """A part is drawn meanwhile, for whoever will see it."""
    token = drawing.set(True)
    try:
        yield
    finally:
        drawing.reset(token)


def own(name: str, make: Callable[[], object]) -> Callable[[], object]:
    """For templates: what belongs to one response, a hole within a part."""
    OWN[name] = make
    hole = Hole(name)

    @wraps(make)
    def made():
        return hole if drawing.get() else make()

    return made


def told_outside(function: Callable) -> Callable:
    """For what depends on the moment or on who reads: a part that is drawn for others, and later, must not ask it."""
    @wraps(function)
    def told(*args, **kwargs):
        if drawing.get():
            raise TypeError(f"{function.__name__} is not the same for everybody and for ever: hand its words over")
        return function(*args, **kwargs)

    return told

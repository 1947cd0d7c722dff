"""Parts of pages by their skeleton: drawn once for each way they can look, and from then on only filled.

A template costs more than all that it says. Most parts look one of a few ways (done or not, with a reason or without)
and differ in words only: ids, titles, dates, and what belongs to one response.

    {{ part("talk/_divider.html", "divider", false, word="4 May") }}

draws the macro for this shape (what stands by position), this language and this kind of each value (something or
nothing), with holes for the values, and fills them. The macro writes its values and never looks at them; what decides
something is part of the shape. Nothing of what anybody sees is kept beside the shape, so nothing of it can be old or
somebody else's.
"""
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter, itemgetter
from uuid import UUID

from flask import Flask, current_app
from markupsafe import Markup, escape

from blueprints.support.holes import HOLE, OWN, Hole, only_drawing
from blueprints.support.noted import asked
from blueprints.support.reader import locale

MOST = 2048
#: A value that is there; others (None, nothing, no) are told to the macro as they are.
_THERE = object()


def install(app: Flask) -> None:
    app.jinja_env.globals["part"] = part


class Skeleton:
    """What a part looks like, with holes."""

    __slots__ = ("_pieces", "_taking", "_own")

    def __init__(self, drawn: str):
        # What is said and the names of holes take turns: where a name stands, a value will.
        self._pieces = HOLE.split(drawn)
        names = self._pieces[1::2]
        # Each hole of an act is one of its own.
        holes = [f"act{at}" if name == "act" else name for at, name in enumerate(names)]
        self._taking = _taking(holes)
        self._own = tuple({hole: OWN[name] for hole, name in zip(holes, names, strict=True) if name in OWN}.items())

    def filled(self, values: dict) -> Markup:
        """The part with these values, each escaped where it is no HTML. Raises KeyError for one that is missing."""
        return Markup(self.written({name: value if type(value) is Markup else _TELL[type(value)](value)
                                    for name, value in values.items()}))

    def written(self, values: dict) -> str:
        """The part with these values, texts that are HTML already."""
        for hole, make in self._own:
            values[hole] = str(make())
        # Put together like this it takes a fifth of what ``%`` takes, which looks at each letter for its next place.
        pieces = self._pieces.copy()
        pieces[1::2] = self._taking(values)
        return "".join(pieces)


def _taking(holes: list[str]) -> Callable[[dict], tuple]:
    if len(holes) > 1:
        return itemgetter(*holes)
    return lambda values: tuple([values[hole] for hole in holes])


def part(template: str, macro: str, *shape, **values) -> Markup:
    """A macro's part of the page: drawn for this shape once, then filled with these values."""
    kept = tuple([_THERE if value and value is not True else value for value in values.values()])
    return _drawn(template, macro, shape, tuple(values), kept, asked().script_root, locale()).filled(values)


def filled(template: str, macro: str, record, names: tuple[str, ...]) -> Markup:
    """A macro's part about one record of plain values (a dataclass or a named tuple).

    The fields of these names are filled in, or told where they are empty; the others decide how it looks.
    """
    looks, words = _apart(type(record), names)
    given = words(record)
    there = tuple([_THERE if value else value for value in given])
    skeleton = _drawn_of(template, macro, type(record), names, looks(record), there, asked().script_root, locale())
    return skeleton.filled(dict(zip(names, given, strict=True)))


def skeleton_of(draw: Callable[[], str]) -> Skeleton:
    """The skeleton of what this draws, with ``Hole`` in the places of values."""
    with only_drawing():
        return Skeleton(draw())


@lru_cache(MOST)
def _drawn(template, macro, shape, names, kept, within, language) -> Skeleton:
    draw = getattr(current_app.jinja_env.get_template(template).module, macro)
    values = {name: Hole(name) if value is _THERE else value for name, value in zip(names, kept, strict=True)}
    return skeleton_of(lambda: draw(*shape, **values))


@lru_cache(MOST)
def _drawn_of(template, macro, kind, names, kept, there, within, language) -> Skeleton:
    draw = getattr(current_app.jinja_env.get_template(template).module, macro)
    told = dict(zip(_others(kind, names), kept, strict=True))
    values = {name: Hole(name) if value is _THERE else value for name, value in zip(names, there, strict=True)}
    return skeleton_of(lambda: draw(kind(**told, **values)))


@lru_cache(64)
def _apart(kind: type, names: tuple[str, ...]) -> tuple[Callable, Callable]:
    """What decides how a record looks, and what is filled in: each as a tuple. There are at least two of either."""
    return attrgetter(*_others(kind, names)), attrgetter(*names)


def _others(kind: type, names: tuple[str, ...]) -> list[str]:
    known = getattr(kind, "_fields", None) or [each.name for each in fields(kind)]
    return [name for name in known if name not in names]


@lru_cache(8192)
def safe(text: str) -> str:
    """A text as HTML writes it."""
    return str(escape(text))


#: How plain values are written. Records are not among them: what is seen of one is handed over.
_TELL: dict[type, Callable] = {str: safe, UUID: str, int: str, float: str, type(None): lambda value: "", bool: lambda value: ""}

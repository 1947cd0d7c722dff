"""Mails pass through the application's templates, which this floor does not know: it hands in how it renders."""
from collections.abc import Callable
from weakref import WeakKeyDictionary

from portal.base.database import db
from portal.jobs.mails.kinds import Mail

#: (subject, text, html) of a mail.
Renderer = Callable[[Mail], tuple[str, str, str]]

_renderers: WeakKeyDictionary = WeakKeyDictionary()


def use_renderer(engine, render: Renderer) -> None:
    """How mails of the application over this database are rendered."""
    _renderers[engine] = render


def rendered(mail: Mail) -> tuple[str, str, str]:
    return _renderers[db.engine](mail)

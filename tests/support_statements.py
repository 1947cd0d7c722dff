"""The SQL statements a piece of code sends, so that tests can count and read them."""
from contextlib import contextmanager

from sqlalchemy import event

from portal.base.database import db


@contextmanager
def statements(app):
    """Yields a list that grows by the text of each statement sent meanwhile, by any connection of this app."""
    with app.app_context():
        engine = db.engine
    sent: list[str] = []

    def note(connection, cursor, statement, parameters, context, many):
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)

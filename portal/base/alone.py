"""One transaction at a time past a named point."""
from sqlalchemy import text

from portal.base.database import db


def go_alone(name: str) -> None:
    """Wait until no other transaction is past this point; ours lets go when it ends.

    On SQLite a writing transaction is alone from its first statement on, so there is nothing to wait for.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})

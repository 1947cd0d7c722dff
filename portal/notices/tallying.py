"""Counting what became of deliveries."""
from collections.abc import Mapping

from sqlalchemy.dialects import postgresql, sqlite

from portal.base.database import db
from portal.notices.tally import Tally

INSERTS = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def add_to_tally(counts: Mapping[tuple[str, str], int]) -> None:
    """Add {(channel, outcome): how many}; right under any concurrency."""
    insert = INSERTS[db.session.get_bind().dialect.name](Tally.__table__)
    # In their order, so that no two workers wait for each other.
    for (channel, outcome), count in sorted(counts.items()):
        db.session.execute(insert.values(channel=channel, outcome=outcome, count=count).on_conflict_do_update(
            index_elements=["channel", "outcome"], set_={"count": Tally.__table__.c.count + count}))

"""The floor's own table, in the product's database."""
from uuid import uuid4

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, delete, func, insert

from portal.base.types import Id

rows = Table("bench_rows", MetaData(), Column("number", Integer, primary_key=True), Column("id", Id, nullable=False),
             Column("title", String(300)), Column("body", String(2000)), Column("state", String(20)),
             Column("at", DateTime, server_default=func.now()))


def lay(engine) -> None:
    """Make the table anew, with the fifty rows the floor shows."""
    with engine.begin() as connection:
        rows.create(connection, checkfirst=True)
        connection.execute(delete(rows))
        connection.execute(insert(rows), [{"number": number, "id": uuid4(), "title": f"Row number {number}",
                                           "body": "Some words about it, as a list shows them.", "state": "open"}
                                          for number in range(-50, 0)])

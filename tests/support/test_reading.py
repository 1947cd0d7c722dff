"""How a request that only reads stands to the database."""
import pytest
from sqlalchemy import text

from portal.base.database import db
from tests.world import sign_in


@pytest.mark.parametrize("house", ["postgresql"], indirect=True)
def test_what_a_page_asks_stays_planned_for_whoever_asks_next(client, world, session):
    sign_in(client, world.cleo)
    path = f"/projects/{world.site.id}/items/{world.logo.id}"
    session.commit()
    session.remove()
    db.engine.dispose()
    for _ in range(3):
        assert client.get(path).status_code == 200
    with db.engine.connect() as connection:
        planned = connection.scalars(text("SELECT statement FROM pg_prepared_statements")).all()
    assert any("FROM messages" in each for each in planned) and any("FROM sessions" in each for each in planned)

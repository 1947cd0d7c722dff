"""The test house itself: both databases, real commits, nothing left for the next test."""
import pytest
from sqlalchemy import text

from portal.base.database import db
from tests.support_processes import answers


def test_the_server_says_it_is_alive(client):
    assert client.get("/healthz").json == {"alive": True}


def test_the_database_is_the_one_the_name_says(session, house):
    assert session.bind is None and db.engine.dialect.name == house.kind


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_one_test_commits_the_next_does_not_find(turn, session, house):
    session.execute(text("CREATE TABLE IF NOT EXISTS house_test (n INTEGER)"))
    assert session.scalar(text("SELECT count(*) FROM house_test")) == 0
    session.execute(text("INSERT INTO house_test VALUES (1)"))
    session.commit()
    assert "house_test" in house.touched


def test_a_real_server_answers(server, house):
    assert answers(f"{server.url}/healthz")


def test_a_real_browser_sees_it(page):
    page.goto("/healthz")
    assert "alive" in page.locator("body").inner_text()

"""Log lines carry the request's id, and never what lets somebody in."""
import io
import logging

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from portal.base.logs import LineFormatter, request_id, scrub

TOKEN = "c2VjcmV0LXRva2VuLXRlc3Q"


@pytest.fixture
def lines():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(LineFormatter())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: out.getvalue().splitlines()
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize("door", ["i", "sign-in", "setup"])
def test_the_token_of_a_door_is_not_logged(client, lines, door):
    client.get(f"/{door}/{TOKEN}?next=/{door}/{TOKEN}")
    said = "\n".join(lines())
    assert TOKEN not in said and f"/{door}/…" in said


def test_a_failure_hides_tokens_and_passwords_too(lines):
    try:
        raise ValueError(f"no /i/{TOKEN} at postgresql://me:hunter2@host/db")
    except ValueError:
        logging.getLogger("test").exception("went wrong at /sign-in/%s", TOKEN)
    assert len(lines()) == 1 and TOKEN not in lines()[0] and "hunter2" not in lines()[0]


def test_other_addresses_stay_readable():
    for path in ("/i", "/projects/0190-ab/items/0190-cd", "/sign-in", "/items/abcdefghij"):
        assert scrub(path) == path


def test_an_answer_and_its_log_line_carry_the_same_id(client, lines):
    name = client.get("/healthz").headers["X-Request-Id"]
    assert any(f"request={name} " in line and "status=200" in line for line in lines())
    assert request_id.get() is None


def test_every_request_has_an_id_of_its_own_even_an_unknown_address(client):
    names = {client.get(path).headers["X-Request-Id"] for path in ("/healthz", "/healthz", "/no/such/page")}
    assert len(names) == 3


def test_while_the_database_is_away_each_request_is_told_in_a_line_and_our_own_faults_with_their_trace(app, lines):
    away = OperationalError("SELECT 1", {}, Exception("connection refused\n\tIs the server running?"))
    for error in (away, ValueError("ours")):
        with app.test_request_context("/i/abcdefghijkl"):
            app.log_exception((type(error), error, None))
    one, ours = lines()
    assert "connection refused" in one and "trace=" not in one and "abcdefghijkl" not in one
    assert "ours" in ours and "trace=" in ours


def test_a_line_cannot_be_forged(lines):
    logging.getLogger("test").warning("%s", "one\ntime=now level=info msg=forged")
    assert len(lines()) == 1


def test_no_query_is_logged(client, lines):
    client.get("/healthz?email=cleo@acme.example")
    assert "cleo" not in "\n".join(lines())


def test_what_the_database_refused_is_logged_without_anybodys_words(session, lines):
    words = " ".join(("between", "us"))
    try:
        session.execute(text("SELECT :words FROM no_such_table"), {"words": words})
    except DBAPIError:
        logging.getLogger("test").exception("refused")
    assert "no_such_table" in lines()[0] and words not in lines()[0]


@pytest.mark.parametrize("statement", [
    "INSERT INTO users (id, email, name) SELECT id, email, name FROM users WHERE email = :cleo",
    "UPDATE users SET email = NULL WHERE email = :cleo",
    "UPDATE users SET email = :vera WHERE email = :cleo"])
def test_a_row_that_the_database_refuses_is_not_repeated_in_the_log(session, world, lines, statement):
    session.commit()
    values = {name: f"{name}@example.com" for name in ("cleo", "vera") if f":{name}" in statement}
    with pytest.raises(DBAPIError):
        try:
            session.execute(text(statement), values)
        except DBAPIError:
            logging.getLogger("test").exception("went wrong")
            raise
    session.rollback()
    said = "\n".join(lines())
    assert "onstraint" in said and "example.com" not in said and "Cleo" not in said

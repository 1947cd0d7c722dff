"""How many SQL statements a page sends: counted inside one process, once the caches are warm."""
from flask import Flask
from sqlalchemy import event

from bench.requests import Request
from portal.base.database import db


def count_statements(app: Flask, request: Request) -> int:
    client = app.test_client(use_cookies=False)
    with app.app_context():
        engine = db.engine
    for _ in range(2):
        sent: list[str] = []

        def note(connection, cursor, statement, *rest, sent=sent):
            sent.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        answer = client.open(request.path, method=request.method, headers=request.headers, base_url="https://127.0.0.1")
        event.remove(engine, "before_cursor_execute", note)
        assert answer.status_code in request.expect, f"{request.path} answers {answer.status_code}"
    return len(sent)

"""The product's pages that are measured, found in the product itself: by route, and by the form a page carries."""
import json
import sys
import urllib.request
from dataclasses import replace
from html.parser import HTMLParser

from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from bench.fill import Filled
from bench.requests import FRESH, LAST, Request
from portal.base.database import db
from portal.talk.message import Message

COOKIE = "__Host-portico"


def pages(app: Flask, town: Filled) -> dict[str, Request]:
    """{name: request}, as the client's contact sends them, and what depends on the whole town as staff send it."""
    as_contact, as_member, as_manager = ({"Cookie": _cookies(app, token)}
                                         for token in (town.contact_token, town.member_token, town.manager_token))
    paths = {"item page, 30 messages": f"/projects/{town.project_id}/items/{town.item_id}",
             "list of 50 items": f"/projects/{town.project_id}",
             "discussion, 30 messages": f"/projects/{town.project_id}/talk/{town.discussion_id}",
             "home": "/", "projects": "/projects"}
    asked = {name: Request(path, headers=as_contact) for name, path in paths.items() if _routed(app, path)}
    asked |= {"home of a member": Request("/", headers=as_member), "home of a manager": Request("/", headers=as_manager),
              "item page of a manager": Request(paths["item page, 30 messages"], headers=as_manager),
              "arrival of a message": _arrival(app, town, as_contact)}
    return {name: request for name, request in asked.items() if _answers(app, name, request)}


def _arrival(app: Flask, town: Filled, headers: dict) -> Request:
    """The newest message of a thread, as an open page fetches it once it is told of it."""
    with app.app_context():
        before = db.session.scalar(select(Message.id).where(Message.entry_id == town.item_id)
                                   .order_by(Message.number.desc()).offset(1).limit(1))
    path = f"/projects/{town.project_id}/entries/{town.item_id}/messages/arrivals?after={before}"
    return Request(path, headers={**headers, "HX-Request": "true", "HX-Request-Type": "partial"})


def posting(port: int, town: Filled, path: str | None = None) -> dict[str, Request]:
    """Posting a message as the outbox sends it, and as a form that gets its fragment at once, where there is no outbox."""
    plain = _form_post(port, town, path or f"/projects/{town.project_id}/talk/{town.discussion_id}")
    if plain is None:
        return {}
    shown = _get(port, "/me/pass", plain.headers["Cookie"], {"Accept": "application/json"})[0]
    outbox = {"Cookie": plain.headers["Cookie"], "Accept": "application/json", "X-Portico-User": json.loads(shown)["user"]}
    return {"posting a message": replace(plain, headers=outbox), "form post with its fragment": plain}


def _form_post(port: int, town: Filled, page: str) -> Request | None:
    form, cookies = _composer(port, page, town.contact_token)
    if form is None:
        return None
    fields = form.fields | {"act": FRESH, "body": "One more word about the second draft, as people write it."}
    if "lane" in fields:
        fields["lane"] = "shared"
    headers = {"Cookie": cookies, "HX-Request": "true", "HX-Request-Type": "partial"}
    last = fields.get("after", "")
    if last:
        fields["after"] = LAST
    return Request(form.action or page, "POST", headers, fields, expect=(200, 201), last=last)


def _cookies(app: Flask, token: str) -> str:
    """What a browser sends from its second page on: the session, and the forms' own cookie."""
    answer = app.test_client(use_cookies=False).get("/me", headers={"Cookie": f"{COOKIE}={token}"}, base_url="https://127.0.0.1")
    return "; ".join([f"{COOKIE}={token}", *(each.split(";")[0] for each in answer.headers.getlist("Set-Cookie"))])


def _answers(app: Flask, name: str, request: Request) -> bool:
    client = app.test_client(use_cookies=False)
    status = client.get(request.path, headers=request.headers, base_url="https://127.0.0.1").status_code
    if status not in request.expect:
        print(f"{name}: {request.path} answers {status} and is left out", file=sys.stderr)
    return status in request.expect


def _routed(app: Flask, path: str) -> bool:
    try:
        return bool(app.url_map.bind("").match(path))
    except HTTPException:
        return False


def _get(port: int, path: str, cookies: str, headers: dict) -> tuple[str, list[str]]:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookies, **headers})
    with urllib.request.urlopen(asked) as answer:
        return answer.read().decode(), [each.split(";")[0] for each in answer.headers.get_all("Set-Cookie") or ()]


def _composer(port: int, path: str, token: str):
    page, given = _get(port, path, f"{COOKIE}={token}", {})
    forms = Forms()
    forms.feed(page)
    form = next((each for each in forms.found if each.writes), None)
    return form, "; ".join([f"{COOKIE}={token}", *given])


class Form:
    def __init__(self, action: str):
        self.action, self.fields, self.writes = action, {}, False


class Forms(HTMLParser):
    """The forms of a page with the values they would send."""

    def __init__(self):
        super().__init__()
        self.found: list[Form] = []

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        if tag == "form":
            self.found.append(Form(facts.get("action") or ""))
        elif self.found and facts.get("name"):
            if tag == "textarea" and facts["name"] == "body":
                self.found[-1].writes = True
            elif tag == "input" and (facts.get("type") not in ("radio", "checkbox") or "checked" in facts):
                self.found[-1].fields[facts["name"]] = facts.get("value") or ""

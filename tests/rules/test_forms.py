"""Every form of every page, sent as the page gives it, with nonsense in its fields and with nothing in them, gets an answer."""
from html.parser import HTMLParser
from uuid import uuid4
from zlib import crc32

from tests.rules.matrix import MATRIX
from tests.rules.test_matrix import APP, CLOSED

NONSENSE = ("9" * 400, "a\x00b", "²", "")
#: What we write into a form ourselves, and check before anything else.
OURS = {"csrf_token", "act", "_method"}
#: They end the session that asks.
ENDING = {"sign_out.create", "devices.destroy"}


class Forms(HTMLParser):
    """The forms of a page that change something, each as its address and its fields, once for each of its buttons."""

    def __init__(self, page: str):
        super().__init__()
        self.found, self._fields, self._field, self._words = [], None, "", None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "form":
            self._fields, self._buttons = [], []
            # What only scripts send never stands in sight.
            self._action = told["action"] if told.get("method") == "post" and "hidden" not in told else None
        elif self._fields is None:
            return
        elif tag == "input" and told.get("name"):
            ticked = told.get("type") not in ("checkbox", "radio") or "checked" in told
            if ticked and told.get("type") != "file":
                self._fields.append((told["name"], told.get("value") or ""))
        elif tag == "button" and told.get("type") != "button":
            self._buttons.append((told.get("formaction"), [(told["name"], told.get("value", ""))] if "name" in told else []))
        elif tag in ("select", "textarea"):
            self._field, self._words = told.get("name"), "" if tag == "textarea" else None
        elif tag == "option" and "selected" in told:
            self._fields.append((self._field, told.get("value") or ""))

    def handle_data(self, words):
        if self._words is not None:
            self._words += words

    def handle_endtag(self, tag):
        if tag == "textarea" and self._fields is not None:
            self._fields.append((self._field, self._words.removeprefix("\n")))
        if tag in ("textarea", "form"):
            self._words = None
        if tag == "form":
            for other, said in self._buttons or [(None, [])]:
                if self._action is not None:
                    self.found.append(((other or self._action).partition("#")[0], self._fields + said))
            self._fields = None


def forms_of(visitor, scene, role: str) -> dict:
    """The forms on all pages that a role may read, by the route and the fields they go to."""
    found, urls = {}, APP.url_map.bind("localhost")
    for endpoint, method in CLOSED:
        if method != "GET" or role not in MATRIX[endpoint].may:
            continue
        answer = visitor.get(scene.address(endpoint))
        if answer.mimetype != "text/html":
            continue
        for action, fields in Forms(answer.text).found:
            meant = dict(fields).get("_method", "POST")
            name = urls.match(action.partition("?")[0], method=meant)[0]
            if name not in ENDING:
                found.setdefault((name, tuple(field for field, _value in fields)), (action, fields))
    return found


def test_whatever_a_form_is_sent_with_is_answered(app, house, scene):
    visitor, role = app.test_client(), {"postgresql": "owen", "sqlite": "cora"}[house.kind]
    scene.enter(visitor, role)
    found = forms_of(visitor, scene, role)
    assert len(found) > 15
    for (name, _names), (action, fields) in found.items():
        mine = list(dict.fromkeys(field for field, _value in fields if field not in OURS))
        for wrong in mine:
            # Not each with each, but each field with one, and each kind of nonsense in many.
            nonsense = NONSENSE[crc32(f"{name} {wrong}".encode()) % len(NONSENSE)]
            send(visitor, action, [(field, nonsense if field == wrong else value) for field, value in fields], name)
        send(visitor, action, [(field, "" if field in mine else value) for field, value in fields], name)
        send(visitor, action, [(field, value) for field, value in fields if field in OURS], name)
    # What takes something away comes last.
    for (name, _names), (action, fields) in sorted(found.items(), key=lambda each: ("_method", "DELETE") in each[1][1]):
        send(visitor, action, fields, name)


def send(visitor, action: str, fields: list, name: str) -> None:
    given: dict[str, list] = {}
    for field, value in fields:
        given.setdefault(field, []).append(str(uuid4()) if field == "act" else value)
    assert visitor.post(action, data=given).status_code < 500, f"{name} breaks at {given}"

"""Every act speaks to the outbox: a small JSON outcome, whatever became of it, and the same nothing about what is hidden."""
from uuid import uuid4

import pytest

from tests.rules.matrix import CONTACTS, MATRIX, SIGNED_IN, STRANGER
from tests.rules.test_matrix import APP, CLOSED, OF_ENTRIES, OF_PROJECTS, hidden_from, some_of
from tests.world import act

JSON = {"Accept": "application/json"}
ACTS = [(endpoint, method) for endpoint, method in CLOSED if getattr(APP.view_functions[endpoint], "is_act", False)]
#: It posts a selection that is too long for an address, and stores nothing.
ONLY_SHOWS = {"bulk_sharing.edit"}


def send(app, scene, role: str, method: str, address: str, **fields):
    visitor = app.test_client()
    scene.enter(visitor, role)
    return visitor.open(address, method=method, data=act(message=str(scene.message_id), **fields), headers=JSON)


def check(answer, role: str, what: str) -> None:
    """The outcome fits its status, says what an outcome of its kind says, and holds no marker."""
    assert answer.is_json, f"{what} answers {role} {answer.status_code} with no outcome: {answer.text[:200]}"
    told = answer.json
    assert told["outcome"] == kind_of(answer.status_code), (what, role, answer.status_code, told)
    if told["outcome"] == "stored":
        assert told["location"].startswith("/") and "entry" in told
    else:
        assert told["reason"]
    if told["outcome"] in ("refused", "conflict"):
        assert told["sentence"] and isinstance(told["fields" if told["outcome"] == "refused" else "changed"], dict)
    assert not {marker for marker in hidden_from(role) if marker in answer.text}, f"{role} reads what is hidden at {what}"


def kind_of(status: int) -> str:
    if status < 300:
        return "stored"
    if status in (401, 408, 419, 425, 429) or status >= 500:
        return "later"
    return "conflict" if status == 409 else "refused"


def roles_for(endpoint: str) -> list[str]:
    """One who may, one who sees and may not, one who does not see, one whom nobody knows."""
    row = MATRIX[endpoint]
    groups = (SIGNED_IN - row.sees, row.sees - row.may, row.may)
    return [STRANGER, *(sorted(group)[0] for group in groups if group)]


@pytest.mark.parametrize(("endpoint", "method"), ACTS, ids=str)
def test_every_act_tells_the_outbox_what_became_of_it(app, scene, endpoint, method):
    for role in roles_for(endpoint):
        answer = send(app, scene, role, method, scene.address(endpoint))
        if endpoint in ONLY_SHOWS and answer.status_code == 200:
            continue
        check(answer, role, f"{method} {endpoint}")
        if role == STRANGER:
            assert (answer.status_code, answer.json) == (401, {"outcome": "later", "reason": "signed_out"})


@pytest.mark.parametrize(("endpoint", "method"), ACTS, ids=str)
def test_without_its_id_an_act_is_refused_and_without_a_fresh_proof_told_to_come_later(app, scene, monkeypatch, endpoint, method):
    role, visitor = roles_for(endpoint)[-1], app.test_client()
    scene.enter(visitor, role)
    answer = visitor.open(scene.address(endpoint), method=method, data={"act": "no id"}, headers=JSON)
    assert (answer.status_code, answer.json["outcome"], answer.json["reason"]) == (422, "refused", "act_missing")
    assert answer.json["sentence"]
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    for token in ({}, {"csrf_token": "old"}):
        answer = send(app, scene, role, method, scene.address(endpoint), **token)
        assert (answer.status_code, answer.json) == (419, {"outcome": "later", "reason": "csrf"})


@pytest.mark.parametrize(("endpoint", "method"), [each for each in OF_ENTRIES if each in ACTS], ids=str)
def test_an_act_on_a_hidden_entry_answers_byte_for_byte_like_one_on_nothing(app, house, scene, endpoint, method):
    world = scene.world
    there = ({"item_id": entry, "entry_id": entry} for entry in (world.secret.id, world.cart.id, world.crown.id, uuid4()))
    addresses = [scene.address(endpoint, **ids) for ids in there]
    for role in some_of(CONTACTS, house, endpoint):
        heard = [send(app, scene, role, method, address) for address in addresses]
        assert {(each.status_code, each.data) for each in heard} == {(404, heard[0].data)}, (endpoint, role)
        assert len({frozenset(_headers(each)) for each in heard}) == 1, (endpoint, role)


@pytest.mark.parametrize(("endpoint", "method"), [each for each in OF_PROJECTS if each in ACTS], ids=str)
def test_an_act_in_another_clients_project_answers_like_one_in_none(app, scene, endpoint, method):
    addresses = [scene.address(endpoint, project_id=project) for project in (scene.world.shop.id, uuid4())]
    for role in ("cleo", "cora", "tom"):
        heard = [send(app, scene, role, method, address) for address in addresses]
        assert {(each.status_code, each.data) for each in heard} == {(404, heard[0].data)}, (endpoint, role)


def _headers(answer):
    """What differs from one answer to the next by design is left out."""
    return ((name, value) for name, value in answer.headers if name not in ("X-Request-Id", "Content-Security-Policy"))

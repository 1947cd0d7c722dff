"""Every list that goes on behind a line does so: for who sees that line, for who does not, and behind what is none."""
import inspect
import re
from uuid import uuid4

import pytest

from tests.rules.test_matrix import APP, CLOSED, check

ASKS = re.compile(r'args\.get\("(before|after)"')


def _source(endpoint: str) -> str:
    return inspect.getsource(inspect.getmodule(inspect.unwrap(APP.view_functions[endpoint])))


WINDOWED = sorted({endpoint for endpoint, method in CLOSED if method == "GET" and ASKS.search(_source(endpoint))})
#: Other rooms than a list of their own go on by these.
ROLES = ("mia", "cora")


def test_lists_are_found():
    assert {"ledgers.show", "spendings.index", "plans.show", "projects.index", "inbox.index"} <= set(WINDOWED)


@pytest.mark.parametrize("endpoint", WINDOWED)
def test_a_list_goes_on(app, scene, endpoint):
    lines = {"spendings": scene.spending, "updates": scene.update, "documents": scene.version, "projects": scene.world.site,
             "discussions": scene.talk, "change_requests": scene.change, "document_versions": scene.version}
    line = lines.get(endpoint.partition(".")[0], scene.world.logo)
    for role in ROLES:
        visitor = app.test_client()
        scene.enter(visitor, role)
        for behind in (getattr(line, "document_id", line.id), line.id, scene.world.secret.id, uuid4(), "17", "nonsense"):
            for name in ("before", "after"):
                answer = visitor.get(scene.address(endpoint), query_string={name: behind}, headers={"HX-Request": "true"})
                check(answer, role, {200, 302, 403, 404}, f"{endpoint} {name} {behind}")

import pytest

from tests.world import sign_in


@pytest.fixture
def cleo(client, world):
    """The browser of the client's contributor, signed in."""
    sign_in(client, world.cleo)
    return client


@pytest.fixture
def visit(app):
    """``visit(world.cora)`` is a browser of its own, signed in."""
    def visit(user):
        visitor = app.test_client()
        sign_in(visitor, user)
        return visitor
    return visit

import pytest

from tests.world import sign_in


@pytest.fixture
def cleo(client, world):
    """The browser of the client's contributor, signed in."""
    sign_in(client, world.cleo)
    return client

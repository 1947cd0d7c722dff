"""The sample as an operator gets it: by the command, once for each database, then brought back."""
import pytest

from portal.sample.loading import load_demo

_told = {}


@pytest.fixture
def first(app, house, furnished):
    """What the command told in an empty house, where all it loaded stands."""
    house.furnish("demo command", lambda: _told.update({house.kind: app.test_cli_runner().invoke(args=["demo", "--json"])}))
    return _told[house.kind]


@pytest.fixture
def sample(session, first):
    return load_demo()

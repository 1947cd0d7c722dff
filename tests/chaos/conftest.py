import pytest

from tests.conftest import DATABASES
from tests.support_world import make_ready

#: What has no small version: it is not there at all without ``--chaos``.
LARGE = {"test_paying.py"}


def pytest_ignore_collect(collection_path, config):
    return True if collection_path.name in LARGE and not config.getoption("--chaos") else None


@pytest.fixture(params=DATABASES)
def house(request, street):
    house = street.house(request.param)
    street.mailbox.clear()
    make_ready(house, request.fixturenames)
    yield house
    house.settle(wholly=True)
    house.queue.flush()

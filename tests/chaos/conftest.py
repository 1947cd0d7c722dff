import pytest

from tests.conftest import DATABASES


@pytest.fixture(params=DATABASES)
def house(request, street):
    house = street.house(request.param)
    street.mailbox.clear()
    yield house
    house.sweep(wholly=True)
    house.queue.flush()

"""Home opens for everybody, whatever they belong to."""
import pytest

from tests.world import sign_in

STAFF, CONTACTS, OTHERS = "tess tom mia ada owen", "vera cleo cora lea nick", "olaf rex sam"


@pytest.mark.parametrize("who", f"{STAFF} {CONTACTS} {OTHERS}".split())
def test_home_opens(world, client, who):
    sign_in(client, getattr(world, who))
    answer = client.get("/")
    assert answer.status_code == 200 and answer.text.count("<h1") == 1

import pytest

from portal.files.blob import Blob
from tests.files.uploads import uploaded
from tests.world import act, sign_in


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


@pytest.fixture
def send(client, world, session):
    """Sends a file with a message of Cleo's, and gives its bytes' record."""
    sign_in(client, world.cleo)

    def send(name, data):
        upload = uploaded(client, world.site, name, data)
        client.post(f"/projects/{world.site.id}/entries/{world.logo.id}/messages",
                    data=act(body="Look", lane="shared", upload=upload))
        session.expire_all()
        return session.query(Blob).one()
    return send

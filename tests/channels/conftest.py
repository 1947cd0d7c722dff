import pytest

from tests.support_mail import open_mailbox
from tests.support_s3 import running_s3


@pytest.fixture(scope="module")
def mail_server():
    mailbox, controller = open_mailbox()
    yield mailbox
    controller.stop()


@pytest.fixture
def box(mail_server):
    """An SMTP server of these tests alone, empty."""
    mail_server.clear()
    return mail_server


@pytest.fixture(scope="session")
def buckets():
    """Makes a new bucket of a server that speaks S3."""
    with running_s3() as bucket:
        yield bucket

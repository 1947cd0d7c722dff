import pytest

from tests.support_mail import open_mailbox


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

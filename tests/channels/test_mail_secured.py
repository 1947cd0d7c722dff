"""Mail servers that want TLS and a name and password: nothing is said before the line is secure, and to no false server."""
import ssl

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from portal.channels import smtp
from portal.channels.mail import MailLine, ServerAway
from tests.channels.test_mail import letter
from tests.support_mail import Mailbox
from tests.support_processes import free_port
from tests.support_tls import certified, trust


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> str:
    return certified(tmp_path_factory.mktemp("tls"))


def test_a_line_in_the_clear_is_taken_where_it_was_chosen_and_the_server_agrees(tmp_path):
    box, heard = Mailbox(port=free_port()), Heard()
    controller = Controller(box, hostname="127.0.0.1", port=box.port, authenticator=heard, auth_required=True,
                            auth_require_tls=False)
    controller.start()
    try:
        MailLine(f"smtp://cleo:p%40ss%3Aword@127.0.0.1:{box.port}", tmp_path).send(letter())
    finally:
        controller.stop()
    assert len(box.letters) == 1 and heard.tried == [(b"cleo", b"p@ss:word")]


@pytest.mark.parametrize("who", ["", "cleo:p%40ss%3Aword@"])
def test_a_server_that_wants_a_secure_line_hears_nothing_in_the_clear_and_it_is_the_operators_to_mend(certificate, tmp_path, who):
    box, heard, secured = Mailbox(port=free_port()), Heard(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(certificate)
    controller = Controller(box, hostname="127.0.0.1", port=box.port, authenticator=heard, tls_context=secured,
                            require_starttls=True, auth_require_tls=True)
    controller.start()
    try:
        with pytest.raises(ServerAway) as away:
            MailLine(f"smtp://{who}127.0.0.1:{box.port}", tmp_path).send(letter())
    finally:
        controller.stop()
    assert away.value.about == "server" and heard.tried == [] and box.letters == []


class Heard:
    """Lets in who knows the password, and remembers what was tried."""

    def __init__(self):
        self.tried = []

    def __call__(self, server, session, envelope, mechanism, data):
        self.tried.append((data.login, data.password))
        return AuthResult(success=data.password == b"p@ss:word", handled=False)


@pytest.fixture(params=["smtps", "smtp+starttls"])
def server(request, certificate):
    """(address without a password, mailbox, what was heard) of a server that takes nothing in the clear."""
    box, heard = Mailbox(port=free_port()), Heard()
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(certificate)
    how = {"ssl_context": secured} if request.param == "smtps" else {"tls_context": secured, "require_starttls": True}
    controller = Controller(box, hostname="127.0.0.1", port=box.port, authenticator=heard, auth_required=True,
                            auth_require_tls=request.param != "smtps", **how)
    controller.start()
    yield f"{request.param}://{{}}@127.0.0.1:{box.port}", box, heard
    controller.stop()


@pytest.fixture
def trusted(monkeypatch, certificate):
    """The certificate is one that this machine trusts."""
    trust(certificate, smtp, monkeypatch)


def test_a_letter_goes_over_a_secure_line_with_name_and_password(server, trusted, tmp_path):
    address, box, heard = server
    line = MailLine(address.format("cleo%40portal:p%40ss%3Aword"), tmp_path)
    for _ in range(2):
        line.send(letter())
    line.close()
    assert len(box.letters) == 2 and len({each.peer for each in box.letters}) == 1
    assert heard.tried == [(b"cleo@portal", b"p@ss:word")]


def test_a_wrong_password_is_the_operators_to_mend_and_stands_in_no_trouble(server, trusted, tmp_path):
    address, box, _ = server
    with pytest.raises(ServerAway) as heard:
        MailLine(address.format("cleo:secret"), tmp_path).send(letter())
    assert heard.value.about == "server" and "secret" not in str(heard.value) and box.letters == []


def test_a_server_that_nobody_vouches_for_hears_no_password(server, tmp_path):
    address, box, heard = server
    with pytest.raises(ServerAway):
        MailLine(address.format("cleo:p%40ss%3Aword"), tmp_path).send(letter())
    assert heard.tried == [] and box.letters == []

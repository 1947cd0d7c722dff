"""Mail out of a mailbox on a real IMAP server: marked as seen only once it is safe, taken again where it was not."""
from socketserver import StreamRequestHandler, TCPServer
from threading import Thread

import pytest

from portal.channels import imap
from portal.channels.imap import MailboxAway, open_mailbox
from portal.jobs import polling
from portal.jobs.polling import poll_mailbox
from portal.jobs.taking_in import ComeBack
from portal.letters.letter import Letter
from tests.letters.answering import address_for, messages
from tests.letters.writing import mail
from tests.support_imap import imap_server
from tests.support_processes import free_port
from tests.support_tls import trust


@pytest.fixture(scope="module")
def server():
    with imap_server() as running:
        yield running


@pytest.fixture
def box(server, house, monkeypatch, request):
    """The name of an empty mailbox that IMAP_URL names."""
    name = f"{house.kind}-{abs(hash(request.node.name))}"
    monkeypatch.setitem(vars(house.settings), "imap_url", server.url(name))
    return name


def test_what_is_new_is_taken_and_then_marked_as_seen(session, world, server, box):
    to = address_for(world.cleo, world.logo)
    server.put(box, mail("One", sender=world.cleo.email, to="team@acme.example", Delivered_To=to),
               mail("Two", sender=world.cleo.email, to=to), mail("Three"))
    poll_mailbox()
    assert [message.body for message in messages(world.logo)] == ["One", "Two"] and server.flags(box) == [True] * 3
    poll_mailbox()
    assert len(messages(world.logo)) == 2 and session.query(Letter).count() == 3


def test_a_full_mailbox_is_emptied_in_several_looks(session, world, server, box, monkeypatch, run_jobs):
    monkeypatch.setattr(polling, "LONGEST", 0)
    server.put(box, mail("One"), mail("Two"))
    poll_mailbox()
    assert server.flags(box) == [True, False]
    run_jobs()
    assert server.flags(box) == [True, True] and session.query(Letter).count() == 2


def test_killed_between_the_commit_and_the_mark_it_is_taken_again_and_posts_once(session, world, server, box, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    server.put(box, mail(sender=world.cleo.email, to=address_for(world.cleo, world.logo)))
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(imap.Mailbox, "taken", killed)
        poll_mailbox()
    assert len(messages(world.logo)) == 1 and server.flags(box) == [False]
    poll_mailbox()
    assert len(messages(world.logo)) == 1 == session.query(Letter).count() and server.flags(box) == [True]


def test_what_cannot_be_kept_now_stays_new(session, world, server, box, monkeypatch):
    def busy(raw, *, done=polling.take_in, **facts):
        if b"Not now" in raw:
            raise ComeBack("OperationalError")
        return done(raw, **facts)

    server.put(box, mail("Not now", sender=world.cleo.email, to=address_for(world.cleo, world.logo)), mail("Behind it"))
    with monkeypatch.context() as patched:
        patched.setattr(polling, "take_in", busy)
        poll_mailbox()
    assert server.flags(box) == [False, True] and session.query(Letter).count() == 1


def test_a_mail_that_is_too_large_stays_in_the_mailbox_and_staff_hear_of_it(session, world, server, box, monkeypatch):
    monkeypatch.setattr(imap, "LARGEST", 20_000)
    server.put(box, mail("word " * 10_000, sender=world.cleo.email, to=address_for(world.cleo, world.logo)))
    poll_mailbox()
    letter = session.query(Letter).one()
    assert (letter.state, letter.reason, letter.sender, letter.subject) == ("tray", "too_large", "cleo@example.com", "Re: Logo")
    assert server.flags(box) == [True] and messages(world.logo) == []


def test_a_mailbox_that_is_away_is_said_in_a_sentence(server):
    with pytest.raises(MailboxAway, match="Authentication"), open_mailbox(server.url("cleo").replace("se%2F", "")):
        pass
    with pytest.raises(MailboxAway, match="refused"), open_mailbox(f"imap://cleo:x@127.0.0.1:{free_port()}/INBOX"):
        pass


@pytest.mark.parametrize("scheme", ["imaps", "imap+starttls"])
def test_over_a_secure_line_mail_is_taken_and_a_server_that_nobody_vouches_for_hears_no_name(server, scheme, monkeypatch):
    name = f"secured-{scheme.replace('+', '-')}"
    with pytest.raises(MailboxAway, match="(?i)certificate"), open_mailbox(server.url(name, scheme)):
        pass
    assert server.logins(name) == []
    server.put(name, mail("Secret"))
    trust(server.certificate, imap, monkeypatch)
    with open_mailbox(server.url(name, scheme)) as opened:
        found, = opened.new()
        opened.taken(found.uid)
    assert b"Secret" in found.raw and ", TLS," in server.logins(name)[-1] and server.flags(name) == [True]


def test_where_somebody_on_the_way_says_that_the_line_cannot_be_secured_no_name_and_password_are_said():
    heard = []

    class Clear(StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")
            for line in self.rfile:
                tag, said = line.split(None, 1)
                heard.append(said.upper().strip())
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")

    with TCPServer(("127.0.0.1", 0), Clear) as clear:
        Thread(target=clear.handle_request).start()
        url = f"imap+starttls://cleo:secret@127.0.0.1:{clear.server_address[1]}/INBOX"
        with pytest.raises(MailboxAway, match="TLS not supported"), open_mailbox(url):
            pass
    assert heard and not any(b"CLEO" in said or b"LOGIN" in said for said in heard)

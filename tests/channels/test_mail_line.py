"""A connection is kept for the next letter, opened anew where the server gave it up, and what a server says is told apart."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from aiosmtpd.controller import Controller

from portal.channels import mail
from portal.channels.mail import LetterDelayed, LetterRefused, MailLine, Post, ServerAway
from tests.channels.test_mail import letter
from tests.support_processes import free_port


@pytest.fixture
def line(box, tmp_path):
    line = MailLine(box.url, tmp_path)
    yield line
    line.close()


def peers(box) -> set:
    return {each.peer for each in box.letters}


def test_letters_go_one_after_another_over_one_connection(box, line):
    for _ in range(3):
        line.send(letter())
    assert len(box.letters) == 3 and len(peers(box)) == 1


def test_a_server_is_left_in_peace_after_so_many_and_after_a_pause(box, line, monkeypatch):
    monkeypatch.setattr(mail, "MOST", 2)
    for _ in range(3):
        line.send(letter())
    assert len(peers(box)) == 2
    monkeypatch.setattr(mail, "FRESH", -1)
    line.send(letter())
    assert len(peers(box)) == 3


def test_what_the_server_closed_meanwhile_is_opened_anew(box, tmp_path):
    port = free_port()
    first = Controller(box, hostname="127.0.0.1", port=port)
    first.start()
    line = MailLine(f"smtp://127.0.0.1:{port}", tmp_path)
    line.send(letter())
    first.stop()
    second = Controller(box, hostname="127.0.0.1", port=port)
    second.start()
    line.send(letter())
    line.close()
    second.stop()
    assert len(box.letters) == 2
    with pytest.raises(ServerAway):
        line.send(letter())


def test_after_a_refusal_the_same_connection_takes_the_next_letter(box, line):
    line.send(letter())
    box.refused["cleo@example.com"] = "550 5.1.1 No such user"
    with pytest.raises(LetterRefused) as refused:
        line.send(letter())
    assert (refused.value.about, refused.value.code) == ("address", 550)
    line.send(letter(to="cora@example.com"))
    assert len(box.letters) == 2 and len(peers(box)) == 1


@pytest.mark.parametrize(("said", "kind", "about"), [
    ("550 No such box", LetterRefused, "address"), ("550 5.7.1 Your network is listed", LetterRefused, "letter"),
    ("550 5.2.1 Closed", LetterRefused, "address"), ("452 4.2.2 Full", LetterDelayed, "address")])
def test_what_is_said_of_the_recipient_tells_whether_it_is_about_the_address(box, line, said, kind, about):
    box.refused["cleo@example.com"] = said
    with pytest.raises(kind) as heard:
        line.send(letter())
    assert heard.value.about == about


@pytest.mark.parametrize(("said", "about"), [("554 Spam", "letter"), ("550 5.1.1 Nobody here", "address")])
def test_what_is_said_of_the_letter_is_about_the_letter_unless_its_code_says_otherwise(box, line, said, about):
    box.refusal = said
    with pytest.raises(LetterRefused) as heard:
        line.send(letter())
    assert heard.value.about == about


def test_a_server_that_asks_to_come_back_ends_the_connection_and_not_the_line(box, line):
    box.refusal = "421 Later"
    with pytest.raises(LetterDelayed):
        line.send(letter())
    box.clear()
    line.send(letter())
    assert len(box.letters) == 1


def test_many_threads_send_at_once_and_leave_their_connections_to_the_next(box, tmp_path):
    post = Post(box.url, tmp_path)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: post.send(letter(message_id=f"{number}.1@portal.test")), range(20)))
    post.rest()
    assert len({each["Message-ID"] for each in box.letters}) == 20 and len(peers(box)) <= 4


def test_a_letter_says_how_it_ends_where_it_belongs_and_where_it_bounces(box, line):
    line.send(letter(unsubscribe="https://portal.test/unsubscribe/abc", thread="t1@portal.test", reply_to="reply+x@portal.test",
                     bounces_to="b-1@portal.test", text="Grüße\n.\nFrom here =\n" + "lang " * 300, html="<p>ü</p>"))
    got = box.letters[0]
    assert got["List-Unsubscribe"] == "<https://portal.test/unsubscribe/abc>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got["In-Reply-To"] == got["References"] == "<t1@portal.test>" and got["Reply-To"] == "reply+x@portal.test"
    assert got.envelope_from == "b-1@portal.test"
    text = got.get_body(("plain",)).get_content()
    assert text.replace("\r\n", "\n").rstrip("\n") == "Grüße\n.\nFrom here =\n" + "lang " * 300


@pytest.mark.parametrize("facts", [{"sender_name": "Nörd\r\nBcc: eve@example.com"}, {"subject": "Hi\x00\nBcc: eve@example.com"},
                                   {"message_id": "1@x>\r\nBcc: eve@example.com"}, {"thread": "1@x\nBcc: eve@example.com"},
                                   {"reply_to": "a@b\r\nBcc: eve@example.com"}, {"unsubscribe": "https://x\r\nBcc: e@e"}])
def test_no_value_makes_a_header_of_its_own(box, line, facts):
    try:
        line.send(letter(**facts))
    except LetterRefused:
        return
    assert box.letters[0]["Bcc"] is None and box.letters[0].envelope_to == ["cleo@example.com"]


def test_long_words_of_any_language_stay_whole_in_subject_and_sender(box, line):
    line.send(letter(subject="Straßenfest für Käse 日本語 " * 8, sender_name="Ärzte und Söhne, Büro für Größe " * 3))
    assert box.letters[0]["Subject"] == ("Straßenfest für Käse 日本語 " * 8).strip()
    # The library that reads it here puts blanks between the parts of a long name.
    shown = box.letters[0]["From"].addresses[0].display_name
    assert "".join(shown.split()) == "ÄrzteundSöhne,BürofürGröße" * 3
    assert max(map(len, box.letters[0].as_string().split("\n"))) < 998

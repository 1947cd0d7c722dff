"""Letters as they leave: right headers, by SMTP or into a private folder, refusals told from delays."""
import os
import socket
import stat
import time
from email import message_from_bytes, policy

import pytest

from portal.channels import smtp
from portal.channels.mail import Letter, LetterDelayed, LetterRefused, drop_old_letters, send_letter
from tests.support_processes import free_port


def letter(**facts) -> Letter:
    return Letter(**{"to": "cleo@example.com", "subject": "Grüße", "text": "Hallo\n", "html": "<p>Hallo</p>",
                     "sender": "Portico <portal@example.com>", "sender_name": "Studio Nörd", "message_id": "7.1@portal.test",
                     **facts})


def test_a_letter_arrives_whole(box, tmp_path):
    send_letter(letter(), smtp_url=box.url, folder=tmp_path)
    got = box.wait_for("cleo@example.com")
    assert got["Subject"] == "Grüße" and got["From"] == "Studio Nörd <portal@example.com>"
    assert got["Message-ID"] == "<7.1@portal.test>" and got["Auto-Submitted"] == "auto-generated" and got["Date"]
    assert got.get_body(("plain",)).get_content().split() == ["Hallo"] and "<p>Hallo</p>" in got.get_body(("html",)).get_content()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("said", "kind"), [("451 Try again later", LetterDelayed), ("550 No such box", LetterRefused)])
def test_what_the_server_says_decides_whether_it_is_tried_again(box, tmp_path, said, kind):
    box.refusal = said
    with pytest.raises(kind, match=said[:3]):
        send_letter(letter(), smtp_url=box.url, folder=tmp_path)


def test_a_server_that_is_not_there_is_a_delay(tmp_path):
    with pytest.raises(LetterDelayed):
        send_letter(letter(), smtp_url=f"smtp://127.0.0.1:{free_port()}", folder=tmp_path)


def test_a_server_that_says_nothing_is_a_delay_too(tmp_path, monkeypatch):
    monkeypatch.setattr(smtp, "PATIENCE", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(LetterDelayed):
            send_letter(letter(), smtp_url=f"smtp://127.0.0.1:{silent.getsockname()[1]}", folder=tmp_path)


def test_starttls_is_never_left_out(box, tmp_path):
    with pytest.raises((LetterDelayed, LetterRefused)):
        send_letter(letter(), smtp_url=box.url.replace("smtp:", "smtp+starttls:"), folder=tmp_path)
    assert box.letters == []


def test_nobody_slips_a_header_in(box, tmp_path):
    send_letter(letter(subject="Hi\r\nBcc: eve@example.com"), smtp_url=box.url, folder=tmp_path)
    assert box.wait_for("cleo@example.com")["Bcc"] is None
    with pytest.raises(LetterRefused):
        send_letter(letter(to="cleo@example.com\nBcc: eve@example.com"), smtp_url=box.url, folder=tmp_path)


def test_without_a_server_letters_are_private_files_and_twice_is_one(tmp_path):
    folder = tmp_path / "mail"
    for _ in range(2):
        send_letter(letter(), smtp_url=None, folder=folder)
    [file] = folder.iterdir()
    assert file.suffix == ".eml" and stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == "cleo@example.com"


def test_letters_in_the_folder_go_after_a_day(tmp_path):
    send_letter(letter(), smtp_url=None, folder=tmp_path)
    send_letter(letter(message_id="8.1@portal.test"), smtp_url=None, folder=tmp_path)
    yesterday = time.time() - 24 * 3600 - 5
    os.utime(tmp_path / "7.1.eml", (yesterday, yesterday))
    assert drop_old_letters(tmp_path) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["8.1.eml"]

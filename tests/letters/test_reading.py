"""Words and files of mails, also of broken ones: nothing raises but Unreadable, and no word is lost."""
import base64
import time

import pytest

from portal.letters.arrival import words_digest
from portal.letters.parsing import Unreadable, addresses, header, headers_of, parsed
from portal.letters.reading import read
from tests.letters.writing import PNG, mail, raw


def said(headers: str, body: str | bytes = "") -> str:
    return read(parsed(raw(headers, body))).text.strip()


@pytest.mark.parametrize(("charset", "data", "words"), [
    ("utf-8", "Grüße".encode(), "Grüße"), ("iso-8859-1", b"Gr\xfc\xdfe \x80", "Grüße €"),
    ("windows-1251", b"\xcf\xf0\xe8", "При"),
    ("gb2312", "你好".encode("gbk"), "你好"), ("iso-2022-jp", "返事".encode("iso-2022-jp"), "返事"),
    ("us-ascii", "Grüße".encode(), "Grüße"), ("utf-8", b"Gr\xfc\xdfe", "Grüße"), ("no-such-charset", "Grüße".encode(), "Grüße"),
    ("rot13", b"Hello", "Hello"), ("unicode_escape", b"\\x41", "\\x41"), ("utf-7", b"Gr+APwA3w-e", "Grüße"),
    ('"utf-8"', "é".encode(), "é"), ("", "é".encode(), "é"), ("utf-8", b"\xff\xfe\x00", None), ("koi8-r; x=1", b"\xf0", "П"),
])
def test_any_charset_and_any_lie_about_it_is_text(charset, data, words):
    found = said(f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit", data)
    assert found == words if words is not None else isinstance(found, str)
    found.encode()
    assert "\x00" not in found


@pytest.mark.parametrize(("cte", "body", "words"), [
    ("quoted-printable", "Gr=C3=BC=C3=9Fe=\n!", "Grüße!"), ("quoted-printable", "50 %=ZZ =", "50 %=ZZ"),
    ("base64", "R3LDvMOfZQ", "Grüße"), ("base64", "R3LDvMOfZQ==\n-- \nlist", "Grüße"), ("base64", "not base64 at all!", None),
    ("x-unknown", "Hello", "Hello"), ("8bit", "Grüße", "Grüße"),
])
def test_what_is_encoded_badly_is_read_as_far_as_it_goes(cte, body, words):
    found = said(f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {cte}", body)
    assert words is None or found.startswith(words)


def test_lines_that_a_program_broke_are_put_together_again():
    flowed = "One line that \ngoes on.\n> quoted \n> words\n\n-- \nCleo"
    assert said("Content-Type: text/plain; format=flowed", flowed) == "One line that goes on.\n> quoted words\n\n-- \nCleo"
    assert said("Content-Type: text/plain; format=flowed; delsp=yes", "Donau \ndampf") == "Donaudampf"


def test_html_alone_becomes_lines_lists_quotes_and_addresses():
    html = ("<html><head><style>p{}</style><title>x</title></head><body><p>Hello&nbsp;there,</p>"
            "<p>two<br>lines</p><ul><li>one</li><li>two</li></ul>"
            "<a href='https://a.test/x'>here</a> <a href='https://a.test/'>https://a.test</a>"
            "<script>alert(1)</script><pre>as\n  it is</pre><blockquote>quoted<br>twice"
            "<blockquote>deep</blockquote></blockquote>")
    assert said("Content-Type: text/html", html) == (
        "Hello there,\n\ntwo\nlines\n\n- one\n- two\n\nhere (https://a.test/x) https://a.test\n\nas\n  it is\n\n"
        "> quoted\n> twice\n>\n>> deep")


def test_plain_words_are_taken_before_html_and_html_where_they_are_empty():
    assert read(parsed(mail("Plain", html="<p>Other</p>"))).text.strip() == "Plain"
    assert read(parsed(mail(" ", html="<p>Only here</p>"))).text.strip() == "Only here"


def test_words_around_a_picture_stay_together_and_the_picture_comes_along():
    body = (b"--x\nContent-Type: text/plain\n\nAbove\n--x\nContent-Type: image/png\nContent-Disposition: inline\n"
            b"Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x\nContent-Type: text/plain\n\nBelow\n--x--\n")
    found = read(parsed(raw("Content-Type: multipart/mixed; boundary=x", body)))
    assert found.text == "Above\n\nBelow" and [file.name for file in found.files] == ["picture.png"]


def cid(picture: bytes, how: str = "inline; filename=image001.png") -> bytes:
    """The parts of a letter whose HTML shows a picture that lies beside it."""
    shown = b"".join([b"--r\nContent-Type: image/png\nContent-ID: <one@x>\nContent-Transfer-Encoding: base64\n",
                      f"Content-Disposition: {how}\n".encode() if how else b"", b"\n", base64.b64encode(picture), b"\n"])
    return (b'--r\nContent-Type: text/html\n\n<p>Look <img src="cid:one@x" alt="at this"> there</p>\n' + shown + b"--r--\n")


@pytest.mark.parametrize("how", ["inline; filename=image001.png", "attachment; filename=image001.png", ""])
def test_a_picture_inside_html_comes_along_whether_or_not_plain_words_stand_beside_it(how):
    alone = read(parsed(raw("Content-Type: multipart/related; boundary=r", cid(PNG, how))))
    assert alone.text.split() [0] == "Look" and [file.data for file in alone.files] == [PNG]
    beside = (b"--a\nContent-Type: text/plain\n\nLook [cid:one@x] there\n--a\nContent-Type: multipart/related; boundary=r\n\n"
              + cid(PNG, how) + b"--a--\n")
    both = read(parsed(raw("Content-Type: multipart/alternative; boundary=a", beside)))
    assert both.text == "Look [cid:one@x] there" and [file.data for file in both.files] == [PNG]
    assert both.files[0].inline is (not how.startswith("attachment"))


def test_files_have_names_that_harm_nobody_and_words_that_are_attached_are_files():
    found = read(parsed(mail("Look", files=[("../../etc/пароль.txt", b"x"), ("a\x07b.png", PNG)])))
    assert [file.name for file in found.files] == ["пароль.txt", "ab.png"] and found.text.strip() == "Look"


def test_a_mail_inside_a_mail_is_a_file_and_seals_are_none():
    body = (b"--x\nContent-Type: text/plain\n\nSee below\n--x\nContent-Type: message/rfc822\n\nSubject: Old one\n\nOld words\n"
            b"--x\nContent-Type: application/pgp-signature; name=s.asc\n\nseal\n--x--\n")
    found = read(parsed(raw("Content-Type: multipart/mixed; boundary=x", body)))
    assert found.text == "See below" and [file.name for file in found.files] == ["Old one.eml"]
    assert b"Old words" in found.files[0].data


BROKEN = {
    "no parts": raw("Content-Type: multipart/alternative; boundary=b", "words"),
    "nothing": b"", "only a line": b"hello", "no boundary": raw("Content-Type: multipart/mixed", "words"),
    "never closed": raw("Content-Type: multipart/mixed; boundary=b", "--b\n\nwords"),
    "headers in the middle": b"Subject: a\nnonsense line\nFrom: x@y.z\n\nwords",
    "bytes in headers": b"From: J\xfcrgen <j@example.com>\nSubject: Gr\xfc\xdfe\n\nwords",
    "broken words": b"Subject: =?utf-8?B?!!!?= =?x-none?Q?a=FF?=\nFrom: =?utf-8?q?=FF?= <a@b.c>\n\nwords",
    "addresses": b"From: <<a@b.c>, \"x\nTo: undisclosed-recipients:;\nCc: @,@;:<>\n\nwords",
    "nul": b"Subject: a\x00b\n\nw\x00rds",
    "content type": raw("Content-Type: ;;;=\nContent-Disposition: attachment; filename*=bad''%zz%", "words"),
    "charset in the name": raw("Content-Type: text/plain; charset*=x'y'z; name*0=a; name*2=c", "words"),
    "long header": b"From: " + b"a@b.c, " * 20_000 + b"\n\nwords", "date": b"Date: yesterday\nMessage-ID: <\n\nwords",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_mail_is_read_as_far_as_it_goes(name):
    began = time.thread_time()
    message = parsed(BROKEN[name])
    for line in (header(message, "Subject"), header(message, "Message-ID"), *addresses(message, "From", "To", "Cc")):
        line.encode()
        assert "\n" not in line and "\x00" not in line
    found = read(message)
    words_digest(found)
    assert "words" in found.text + str([file.data for file in found.files]) or name in ("nothing", "only a line", "nul")
    assert time.thread_time() - began < 1


def test_what_is_nested_without_end_is_unreadable_and_still_says_who_sent_it():
    deep = b"From: a@b.c\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1100))
    for nested in (deep, deep[:30_000] + b"words\n" * 100_000):
        with pytest.raises(Unreadable):
            read(parsed(nested))
        assert addresses(headers_of(nested), "From") == ["a@b.c"]


@pytest.mark.parametrize(("kind", "body"), [
    ("plain; format=flowed", b"x" * 2**20), ("plain; format=flowed", b">" * 2**20), ("plain; format=flowed", b"> \n" * 50_000),
    ("html", b"<div>" * 100_000), ("html", b"<a href='" * 50_000), ("html", b"&" * 300_000), ("html", b"<!--" * 100_000),
    ("html", b"<blockquote>x" * 40_000)])
def test_reading_takes_a_moment_whatever_it_is(kind, body):
    began = time.thread_time()
    read(parsed(raw(f"Content-Type: text/{kind}", body)))
    assert time.thread_time() - began < 2

"""What is shown of PDFs and texts: made in a process with limits, page by page; what cannot be made is no trouble."""
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import null, update

from bench.thumbnails import measure_thumbnails, tell_thumbnails
from portal.files.blob import Blob, picture_name
from portal.files.quoting import LENGTH, LINES, MOST_WORDS, first_lines, page_words
from portal.files.version import Version
from portal.jobs import picturing
from portal.jobs.picturing import paint_waiting, sweep_pictures
from tests.files.pdfs import pdf, written


@pytest.fixture
def made(send, session):
    """Sends a file and makes what is shown of it."""
    def made(name, data):
        blob = send(name, data)
        session.commit()
        paint_waiting()
        session.expire_all()
        return blob
    return made


def kept(house, blob, made) -> bytes:
    return b"".join(picturing.open_store(house.settings).read(picture_name(blob.workspace_id, blob.sha256, made)))


def test_every_page_of_a_pdf_becomes_a_picture_and_the_first_is_its_thumbnail(made, house):
    blob = made("plan.pdf", pdf(3))
    assert (blob.picture, blob.pages, blob.pages_in_all, blob.tries) == ("ready", 3, 3, 0)
    assert blob.page_sizes == [[1066, 1599]] * 3
    third = Image.open(BytesIO(kept(house, blob, "page-3")))
    assert (third.format, list(third.size)) == ("WEBP", blob.page_sizes[2])
    assert Image.open(BytesIO(kept(house, blob, "small"))).height == 640


def test_pages_that_were_drawn_before_their_text_was_kept_have_it_after_the_next_sweep(made, house, session):
    blob = made("plan.pdf", written("First", "", "Third"))
    for tries, words in ((0, [5, 0, 5]), (picturing.TRIES, [])):
        session.execute(update(Blob).values(page_words=null(), tries=tries))
        picturing.open_store(house.settings).delete(picture_name(blob.workspace_id, blob.sha256, "words-3"))
        session.commit()
        sweep_pictures()
        session.expire_all()
        assert (blob.page_words, blob.picture, blob.pages, blob.tries) == (words, "ready", 3, 0)
        if words:
            assert kept(house, blob, "words-3") == b"Third"


def test_what_is_written_on_pages_is_kept_and_read_as_they_are_and_never_as_html(made, house, session, client, world):
    blob = made("plan.pdf", written("<b>Blue &amp; wide</b>", "", "Third"))
    assert blob.page_words == [22, 0, 5] and kept(house, blob, "words-3") == b"Third"
    assert not picturing.open_store(house.settings).holds(picture_name(blob.workspace_id, blob.sha256, "words-2"))
    version = session.query(Version).one()
    page = f"/projects/{world.site.id}/documents/{version.document_id}"
    text = f"{page}/versions/{version.id}/pages/1/text"
    shown = client.get(page).text
    assert "Text of page 1" in shown and "Text of page 2" not in shown and f'href="{text}"' in shown
    for headers in ({}, {"HX-Request": "true"}):
        assert "&lt;b&gt;Blue &amp;amp; wide&lt;/b&gt;" in client.get(text, headers=headers).text
    assert client.get(text.replace("/1/", "/2/")).status_code == client.get(text.replace("/1/", "/9/")).status_code == 404
    blob.scan = "infected"
    session.commit()
    assert client.get(text).status_code == 403


def test_of_a_page_so_much_text_and_no_more_and_nothing_that_is_not_seen():
    assert page_words("one\u202e\r\n\x00 \n two ") == "one\ntwo"
    assert len(page_words("word " * 20_000)) <= MOST_WORDS + 1


def test_a_long_document_is_made_in_parts_and_what_came_stays_when_a_page_breaks_it(made, session, monkeypatch):
    said = iter([[{"page": 1, "size": [10, 20], "of": 5}, {"page": 2, "size": [10, 20], "of": 5}],
                 [{"page": 3, "size": [20, 10], "of": 5}], []])
    firsts = []
    monkeypatch.setattr(picturing, "_painted", lambda *of: firsts.append(of[-1]) or next(said))
    blob = made("plan.pdf", pdf(1))
    assert firsts == [1, 3, 4]
    assert (blob.picture, blob.pages, blob.pages_in_all) == ("ready", 3, 5)
    assert blob.page_sizes == [[10, 20], [10, 20], [20, 10]]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n" + bytes(2000), pdf(2)[:900]])
def test_a_broken_pdf_stays_a_plain_card(made, data):
    blob = made("plan.pdf", data)
    assert (blob.picture, blob.pages) == ("refused", None)


def test_of_a_text_the_first_lines_are_kept_and_it_is_no_picture(made, house, client, world):
    blob = made("notes.txt", "Grüße\nzwei".encode())
    assert (blob.picture, blob.width) == ("text", None)
    assert kept(house, blob, "text").decode() == "Grüße\nzwei"


def test_lines_are_bounded_and_shown_as_they_are():
    long = first_lines(b"x" * 500 + b"\n" + b"y\n" * 500).split("\n")
    assert (len(long), len(long[0]), long[-1]) == (LINES + 1, LENGTH + 1, "…")
    assert first_lines("a\u202egpj.exe\x7fb".encode()) == "agpj.exeb"
    assert first_lines("é".encode("utf-16")) == "é"
    assert first_lines("Größe".encode("cp1252")) == "Größe"
    assert first_lines(bytes(20)) is first_lines(pdf(1)) is None


def test_the_bench_tells_how_many_are_made_a_second():
    found = measure_thumbnails(None, photos=1, pages=2)
    assert min(found.values()) > 0 and "a second" in tell_thumbnails(found)

"""Pictures are made after the request, hold pixels and nothing more, and bombs are refused."""
import struct
import subprocess
import zlib
from io import BytesIO

import pytest
from PIL import Image

from portal.channels.files import StoreAway
from portal.files.blob import Blob
from portal.files.pictures import FULL
from portal.jobs import picturing
from portal.jobs.picturing import paint_waiting
from tests.files.uploads import picture


@pytest.fixture
def shown(client, world):
    """The addresses of the pictures on the item's page."""
    def shown():
        page = client.get(f"/projects/{world.site.id}/items/{world.logo.id}").text
        return {part.split('"')[0] for part in page.split('src="')[1:] if "/thumbnail" in part.split('"')[0]}
    return shown


def bomb(width, height) -> bytes:
    """A PNG that says it is very big and holds nothing."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def test_a_photo_is_a_card_first_and_has_its_picture_once_that_is_made(client, send, shown, run_jobs):
    send("photo.jpg", picture(1600, 800, kind="JPEG"))
    assert shown() == set()
    assert run_jobs() >= 1
    small, = shown()
    page = client.get(small.partition("/versions/")[0]).text
    answer = client.get(small)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert Image.open(BytesIO(answer.data)).size == (640, 320)
    assert Image.open(BytesIO(client.get(small.replace("thumbnail", "screen")).data)).size == (1600, 800)
    assert "/screen" in page


def test_where_it_was_taken_and_how_it_was_held_is_not_in_the_picture(client, send, shown, run_jobs, session):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SECRET CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    send("photo.jpg", picture(60, 40, kind="JPEG", exif=exif))
    run_jobs()
    small, = shown()
    made = Image.open(BytesIO(client.get(small).data))
    assert made.size == (40, 60)
    assert not made.getexif()
    assert b"SECRET" not in client.get(small).data
    session.expire_all()
    assert (session.query(Blob).one().width, session.query(Blob).one().height) == (40, 60)


@pytest.mark.parametrize(("name", "data"), [("big.png", bomb(50_000, 50_000)), ("cut.png", picture(400, 400)[:200]),
                                            ("odd.gif", b"GIF89a" + bytes(50))])
def test_a_bomb_or_a_broken_picture_stays_a_plain_card(client, send, shown, run_jobs, session, name, data):
    send(name, data)
    run_jobs()
    session.expire_all()
    assert session.query(Blob).one().picture == "refused"
    assert shown() == set()


def test_a_picture_that_brings_its_worker_down_is_given_up(send, session, run_jobs, house):
    blob = send("photo.png", picture())
    blob.tries = 3
    run_jobs()
    session.expire_all()
    assert session.query(Blob).one().picture == "refused"


def test_what_a_lost_nudge_left_is_found(send, session, house):
    send("photo.png", picture())
    house.queue.flush()
    session.commit()
    paint_waiting()
    session.expire_all()
    assert session.query(Blob).one().picture == "ready"


@pytest.fixture
def painted(send, session, house, monkeypatch):
    """Sends a photo, makes pictures while something is the matter with our machine, and then once all is well again."""
    def painted(name, trouble, rounds=1):
        blob = send("photo.png", picture())
        session.commit()
        with monkeypatch.context() as bad:
            bad.setattr(*name, trouble)
            for _ in range(rounds):
                paint_waiting()
        session.expire_all()
        told = blob.picture, blob.tries
        session.commit()
        paint_waiting()
        session.expire_all()
        return told, blob.picture
    return painted


def away(*of, **how):
    raise StoreAway("nobody answers")


def test_an_outage_of_the_store_costs_no_file_its_picture(painted):
    assert painted((picturing, "_painted"), away, rounds=5) == (("waiting", 0), "ready")


def ended(code):
    return lambda command, **how: subprocess.CompletedProcess(command, code, b"", b"")


def late(command, **how):
    raise subprocess.TimeoutExpired(command, picturing.PATIENCE)


@pytest.mark.parametrize(("run", "tries"), [(late, 1), (ended(-9), 1), (ended(FULL), 0)])
def test_who_was_stopped_or_had_no_room_gets_another_try(painted, run, tries):
    assert painted((picturing.subprocess, "run"), run) == (("waiting", tries), "ready")

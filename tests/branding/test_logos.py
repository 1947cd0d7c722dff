"""A logo is kept as clean small pixels or refused."""
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from portal.branding.logos import LogoRefused, reencoded_logo


def picture(kind="PNG", size=(900, 300), **options) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#34508f").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_small_png(kind):
    kept = Image.open(BytesIO(reencoded_logo(picture(kind))))
    assert (kept.format, kept.size) == ("PNG", (512, 171))


def test_nothing_hidden_comes_along():
    exif = Image.Exif()
    exif[0x010E] = "taken at home, 57.7 N"
    text = PngInfo()
    text.add_text("Comment", "secret words")
    for data in (picture("JPEG", exif=exif), picture("PNG", pnginfo=text)):
        kept = reencoded_logo(data)
        assert b"57.7" not in kept and b"secret" not in kept
        assert not Image.open(BytesIO(kept)).getexif()


def test_a_turned_photo_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert Image.open(BytesIO(reencoded_logo(picture("JPEG", (400, 200), exif=exif)))).size == (200, 400)


def bomb() -> bytes:
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def moving() -> bytes:
    out = BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize("data, code", [
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "drawing"),
    (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", "drawing"),
    (b"GIF89a" + b"\0" * 40, "no_picture"), (b"not a picture", "no_picture"), (b"", "no_picture"),
    (picture()[:200], "no_picture"), (bomb(), "too_many_pixels"), (moving(), "moving"),
    (b"\0" * (5 * 2**20 + 1), "too_big"),
])
def test_what_is_no_logo_is_refused_by_name(data, code):
    with pytest.raises(LogoRefused) as refused:
        reencoded_logo(data)
    assert refused.value.code == code

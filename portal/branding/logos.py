"""Logos as we keep them: re-encoded pictures, small, without anything hidden in them (ASVS 5.2)."""
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP")
SIDE = 512
MOST_BYTES = 5 * 2**20
MOST_PIXELS = 25_000_000
#: What a drawing begins with: refused, as it may run scripts and point elsewhere.
DRAWING = (b"<svg", b"<?xml", b"<!doctype svg")


class LogoRefused(ValueError):
    """The file is no logo we can keep; code: ``too_big``, ``drawing``, ``no_picture``, ``too_many_pixels``, ``moving``."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


def reencoded_logo(data: bytes) -> bytes:
    """The picture as PNG, at most SIDE pixels wide and high, upright. Raises LogoRefused."""
    if len(data) > MOST_BYTES:
        raise LogoRefused("too_big")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower().startswith(DRAWING):
        raise LogoRefused("drawing")
    return _png(_pixels(data))


def _pixels(data: bytes) -> Image.Image:
    """The first frame, decoded; the size is read from the header first, so that a bomb is never unpacked."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise LogoRefused("too_many_pixels")
            if getattr(picture, "n_frames", 1) > 1:
                raise LogoRefused("moving")
            return ImageOps.exif_transpose(picture).convert("RGBA")
    except Image.DecompressionBombError:
        raise LogoRefused("too_many_pixels") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, LogoRefused):
            raise
        raise LogoRefused("no_picture") from None


def _png(picture: Image.Image) -> bytes:
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    # A fresh image carries over pixels and nothing else: no EXIF, no profile, no text.
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    out = BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()

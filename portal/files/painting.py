"""Making the pictures of one file, in a process of its own: with little memory, little time, and nothing else in reach.

    python -m portal.files.painting FOLDER < file     writes FOLDER/small and FOLDER/screen, says "width height"

What comes out holds pixels and nothing more: no EXIF, no place, no profile, no text; upright, as WebP. A bomb is
refused by its header, before anything is unpacked.
"""
import resource
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from portal.files.pictures import SIZES, fit

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
#: A camera's JPEG is unpacked at an eighth of its size, the others wholly.
MOST_PIXELS = {"JPEG": 250_000_000}
MOST_OTHERS = 60_000_000
MEMORY, SECONDS, WRITTEN = 1_200 * 2**20, 20, 32 * 2**20
REFUSED = 3


def main(folder: Path) -> int:
    _bound()
    # Our own limits stand above Pillow's, which only warns.
    Image.MAX_IMAGE_PIXELS = None
    try:
        picture = opened(sys.stdin.buffer.read())
        for name, side in SIZES.items():
            (folder / name).write_bytes(drawn(picture, side))
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError) as error:
        print(type(error).__name__, file=sys.stderr)
        return REFUSED
    print(*picture.size)
    return 0


def opened(data: bytes) -> Image.Image:
    """The first frame, upright, no larger than we need. Raises ValueError for too many pixels, OSError for no picture."""
    picture = Image.open(BytesIO(data), formats=FORMATS)
    if picture.width * picture.height > MOST_PIXELS.get(picture.format, MOST_OTHERS):
        raise ValueError("too many pixels")
    most = max(SIZES.values())
    picture.draft(None, fit(*picture.size, most))
    picture.thumbnail((most, most), Image.Resampling.LANCZOS)
    picture = ImageOps.exif_transpose(picture)
    seen_through = "A" in picture.getbands() or "transparency" in picture.info
    return picture.convert("RGBA" if seen_through else "RGB")


def drawn(picture: Image.Image, side: int) -> bytes:
    # A new image takes over pixels and nothing else.
    small = picture.resize(fit(*picture.size, side), Image.Resampling.LANCZOS)
    clean = Image.new(small.mode, small.size)
    clean.paste(small)
    out = BytesIO()
    clean.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()


def _bound() -> None:
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, WRITTEN)):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

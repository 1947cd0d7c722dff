"""Making what is shown of one file, in a process of its own: with little memory, little time, and nothing else in reach.

    python -m portal.files.painting FOLDER FIRST < file

writes FOLDER/small and FOLDER/screen of a picture; of a PDF also FOLDER/page-3 and so on from the page FIRST, and what is
written there as FOLDER/words-3; of a text FOLDER/text. Each line it says is a JSON object about what is written by then, so
that what is killed has still said it.

What comes out holds pixels and nothing more: no EXIF, no place, no profile, no script; upright, as WebP. A bomb is
refused by its header, before anything is unpacked.
"""
import errno
import json
import resource
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from portal.files.pictures import FULL, REFUSED, SIZES, fit
from portal.files.printing import NoPages, print_pages
from portal.files.quoting import first_lines

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
#: A camera's JPEG is unpacked at an eighth of its size, the others wholly.
MOST_PIXELS = {"JPEG": 250_000_000}
MOST_OTHERS = 60_000_000
MEMORY, SECONDS, WRITTEN = 1_200 * 2**20, 20, 32 * 2**20
TROUBLES = (OSError, ValueError, SyntaxError, MemoryError, EOFError, NoPages)


def main(folder: Path, first: int) -> int:
    _bound()
    # Our own limits stand above Pillow's, which only warns.
    Image.MAX_IMAGE_PIXELS = None
    data = sys.stdin.buffer.read()
    try:
        _show(data, folder, first)
    except TROUBLES as error:
        print(type(error).__name__, file=sys.stderr)
        return FULL if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) else REFUSED
    return 0


def _show(data: bytes, folder: Path, first: int) -> None:
    if data.startswith(b"%PDF"):
        for page in print_pages(data, first):
            if page.number == 1:
                _write_sizes(page.picture, folder)
            (folder / f"page-{page.number}").write_bytes(written(page.picture))
            if page.words:
                (folder / f"words-{page.number}").write_text(page.words, "utf-8")
            _say(page=page.number, size=page.picture.size, of=page.of, words=len(page.words))
    elif (text := first_lines(data)) is not None:
        (folder / "text").write_text(text, "utf-8")
        _say(text=True)
    else:
        picture = opened(data)
        _write_sizes(picture, folder)
        _say(size=picture.size)


def _write_sizes(picture: Image.Image, folder: Path) -> None:
    for name, side in SIZES.items():
        (folder / name).write_bytes(drawn(picture, side))


def _say(**told) -> None:
    print(json.dumps(told), flush=True)


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
    return written(clean)


def written(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=80, method=4)
    return out.getvalue()


def _bound() -> None:
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, WRITTEN)):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))

"""Pictures of files a second, as the worker makes them: photos of a phone, and pages of a PDF."""
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from PIL import Image, ImageDraw

from portal.jobs.picturing import said_of

PHOTOS, PAGES = 12, 24
#: A photo of twelve megapixels.
WIDE, HIGH = 4000, 3000


def measure_thumbnails(_town, *, photos: int = PHOTOS, pages: int = PAGES) -> dict:
    """One after the other, in a process each, with its start and its end."""
    return {"photos": _a_second(photos, [_photo(number) for number in range(photos)]),
            "pages": _a_second(pages, [_document(pages)])}


def tell_thumbnails(found: dict) -> str:
    return (f"pictures, on one core: {found['photos']:.1f} photos of 12 megapixels a second (small and screen of each), "
            f"{found['pages']:.1f} pages of a PDF a second")


def _a_second(pictures: int, files: list[bytes]) -> float:
    begun, made = perf_counter(), 0
    for data in files:
        done = 0
        with TemporaryDirectory() as folder:
            Path(folder, "file").write_bytes(data)
            while True:
                told = _told(folder, done + 1)
                made += len(told)
                done = told[-1].get("page", 0) if told else 0
                if not done or done >= told[-1]["of"]:
                    break
    if made != pictures:
        raise RuntimeError(f"{made} of {pictures} pictures were made")
    return made / (perf_counter() - begun)


def _told(folder: str, first: int) -> list[dict]:
    with Path(folder, "file").open("rb") as file:
        return said_of(folder, first, file)


def _photo(number: int) -> bytes:
    """Noise over a sky: as hard to pack as what a camera sees."""
    chance = Random(number)
    grain = Image.frombytes("RGB", (WIDE // 8, HIGH // 8), chance.randbytes(WIDE // 8 * (HIGH // 8) * 3))
    out = BytesIO()
    Image.blend(grain.resize((WIDE, HIGH)), Image.new("RGB", (WIDE, HIGH), (90, 140, 200)), .6).save(out, "JPEG", quality=88)
    return out.getvalue()


def _document(pages: int) -> bytes:
    sheets = [Image.new("RGB", (1240, 1754), "white") for _ in range(pages)]
    for number, sheet in enumerate(sheets):
        draw = ImageDraw.Draw(sheet)
        for line in range(60):
            draw.text((120, 120 + line * 26), f"{number} {line} " + "words of a page that somebody wrote " * 4, fill="black")
    out = BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()

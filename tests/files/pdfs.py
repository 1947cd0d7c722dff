"""PDFs that tests send: each page of another colour and shape."""
from io import BytesIO

from PIL import Image


def pdf(pages: int, *, wide: bool = False) -> bytes:
    out = BytesIO()
    size = (300, 200) if wide else (200, 300)
    drawn = [Image.new("RGB", size, (40 * number % 255, 90, 120)) for number in range(1, pages + 1)]
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:])
    return out.getvalue()

"""Draws the installed icons from the mark: ``python static/icons/draw.py``. The drawings are committed."""
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
GROUND, INK = "#34508f", "#ffffff"
COLUMNS = ((18, 23), (29.5, 34.5), (41, 46))


def temple(draw: ImageDraw.ImageDraw, scale: float, shift: float, ink: str) -> None:
    """The portico, in the 64-unit drawing of mark.svg."""
    def at(*points):
        return [(x * scale + shift, y * scale + shift) for x, y in points]

    draw.polygon(at((14, 26), (32, 13), (50, 26), (50, 30), (14, 30)), fill=ink)
    for left, right in COLUMNS:
        draw.rectangle(at((left, 34), (right, 48)), fill=ink)
    draw.rectangle(at((14, 50), (50, 54)), fill=ink)


def icon(size: int, inset: float, corner: float, ground: str | None = GROUND, ink: str = INK) -> Image.Image:
    """One icon; inset is the share left free around the mark for masks."""
    big = size * 4
    image = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    if ground:
        draw.rounded_rectangle((0, 0, big - 1, big - 1), corner * big, fill=ground)
    temple(draw, big * (1 - 2 * inset) / 64, big * inset, ink)
    return image.resize((size, size), Image.LANCZOS)


def save(name: str, image: Image.Image) -> None:
    image.quantize(64, method=Image.Quantize.FASTOCTREE).save(HERE / name, optimize=True)


if __name__ == "__main__":
    save("icon-192.png", icon(192, 0, 0.22))
    save("icon-512.png", icon(512, 0, 0.22))
    save("maskable-512.png", icon(512, 0.12, 0))
    save("badge-96.png", icon(96, -0.15, 0, ground=None))

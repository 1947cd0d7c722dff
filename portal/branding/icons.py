"""The icon of an installed room: its logo on white, else the mark of the product on its colour."""
from io import BytesIO

from PIL import Image, ImageDraw

from portal.branding.ink import ink_on

#: The mark in a square of 64 units, as in static/icons/mark.svg.
ROOF = ((14, 26), (32, 13), (50, 26), (50, 30), (14, 30))
BARS = ((18, 34, 23, 48), (29.5, 34, 34.5, 48), (41, 34, 46, 48), (14, 50, 50, 54))
#: A mask may cut away all outside the middle 80 % (W3C, maskable icons).
SAFE_INSET = 0.12
CORNER = 0.22
FINER = 4


def mark_icon(colour: str | None, size: int, *, ink: str | None = None, maskable: bool = False, inset: float = 0) -> Image.Image:
    """The mark on this colour (or on nothing); a maskable one fills the whole square."""
    big = size * FINER
    image = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    if colour:
        corner = 0 if maskable else CORNER * big
        ImageDraw.Draw(image).rounded_rectangle((0, 0, big - 1, big - 1), corner, fill=colour)
    _mark(image, ink or ink_on(colour), SAFE_INSET if maskable else inset)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _mark(image: Image.Image, ink: str, inset: float) -> None:
    draw, side = ImageDraw.Draw(image), image.width
    scale, shift = side * (1 - 2 * inset) / 64, side * inset
    draw.polygon([(x * scale + shift, y * scale + shift) for x, y in ROOF], fill=ink)
    for bar in BARS:
        draw.rectangle([part * scale + shift for part in bar], fill=ink)


def logo_icon(logo: bytes, size: int, *, maskable: bool = False) -> Image.Image:
    """The logo in the middle of a white square."""
    image = Image.new("RGBA", (size, size), "#ffffff")
    with Image.open(BytesIO(logo), formats=["PNG"]) as kept:
        picture = kept.convert("RGBA")
    room = round(size * (0.62 if maskable else 0.8))
    scale = min(room / picture.width, room / picture.height)
    sides = [max(1, round(side * scale)) for side in picture.size]
    picture = picture.resize(sides, Image.Resampling.LANCZOS)
    image.alpha_composite(picture, ((size - picture.width) // 2, (size - picture.height) // 2))
    return image


def as_png(image: Image.Image) -> bytes:
    """A small file of few colours."""
    out = BytesIO()
    image.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()

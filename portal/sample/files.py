"""What sample people send along: small files, drawn here, so that nobody's pictures lie in the source."""
from io import BytesIO

from PIL import Image, ImageDraw

STOCK = "article;name;stock;price\n" + "".join(
    f"{4100 + number};{name};{number * 7 % 9};{price:.2f}\n"
    for number, (name, price) in enumerate([("City, low frame", 749), ("City, high frame", 749), ("Cargo, long", 3290),
                                            ("Child, 20 inch", 389), ("Tour, steel", 1190), ("Tour, light", 1690)]))


def bytes_of(name: str, version: int = 1) -> bytes:
    """The file of this name: its ending says of what kind. Each version differs a little."""
    ending = name.rpartition(".")[2]
    if ending == "csv":
        return STOCK.encode() * version
    picture = _sketch(name, version) if ending in ("png", "pdf") else _photo(name)
    out = BytesIO()
    further = [_sheet(page) for page in range(2, 4)] if name.startswith("Workshop") else []
    more = {"save_all": True, "append_images": further} if further else {}
    picture.save(out, {"jpg": "JPEG", "png": "PNG", "pdf": "PDF"}[ending], **more)
    return out.getvalue()


def _photo(name: str) -> Image.Image:
    """A bike before a wall, in the light of its name."""
    wide, high, shade = 1600, 1067, sum(name.encode()) % 60
    picture = Image.linear_gradient("L").resize((wide, high))
    picture = Image.merge("RGB", [picture.point(lambda at, base=base: base + at // 5) for base in (180, 176 - shade // 3, 160 - shade)])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 840, wide, high), fill=(122, 116, 108))
    rear, front, frame = (470, 690), (1130, 690), (40 + shade * 3, 74, 90)
    for x, y in (rear, front):
        draw.ellipse((x - 205, y - 205, x + 205, y + 205), outline=(34, 34, 36), width=18)
        draw.ellipse((x - 16, y - 16, x + 16, y + 16), fill=(34, 34, 36))
    crank, saddle, head = (740, 700), (650, 420), (1040, 400)
    for line in ((rear, crank), (rear, saddle), (crank, saddle), (crank, head), (saddle, head), (head, front)):
        draw.line(line, fill=frame, width=24, joint="curve")
    draw.line((590, 400, 720, 400), fill=(34, 34, 36), width=30)
    draw.line((1040, 400, 1020, 330, 1110, 310), fill=(34, 34, 36), width=18)
    return picture


def _sketch(name: str, version: int) -> Image.Image:
    """A sheet with a round mark and some lines of writing."""
    sheet = Image.new("RGB", (1240, 1754 if name.endswith("pdf") else 900), "white")
    draw = ImageDraw.Draw(sheet)
    colour, width = (20 + 30 * (version - 1), 90 + 20 * (version - 1), 82), 44 - 10 * (version - 1)
    draw.ellipse((120, 120, 520, 520), outline=colour, width=width)
    draw.arc((220, 220, 420, 420), 30, 330, fill=colour, width=width)
    for number in range(7 + version):
        draw.rectangle((600, 150 + number * 46, 1100 - number % 3 * 90, 168 + number * 46), fill=(205, 208, 212))
    return sheet


def _sheet(page: int) -> Image.Image:
    """A further page: a headline, and lines of writing down to where it ends."""
    sheet = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((120, 130, 620, 166), fill=(20, 90, 82))
    for number in range(34 - page * 5):
        draw.rectangle((120, 260 + number * 42, 1100 - number * 37 % 240, 276 + number * 42), fill=(205, 208, 212))
    return sheet

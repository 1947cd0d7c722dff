"""Draws the product's own icons: ``python -m static.icons.draw``. The drawings are committed."""
from pathlib import Path

from portal.branding.icons import as_png, mark_icon
from portal.branding.stylesheet import DEFAULT_COLOUR

HERE = Path(__file__).parent
DRAWN = {
    "icon-192.png": mark_icon(DEFAULT_COLOUR, 192),
    "icon-512.png": mark_icon(DEFAULT_COLOUR, 512),
    "maskable-512.png": mark_icon(DEFAULT_COLOUR, 512, maskable=True),
    "badge-96.png": mark_icon(None, 96, ink="#ffffff", inset=-0.15),
}

if __name__ == "__main__":
    for name, image in DRAWN.items():
        (HERE / name).write_bytes(as_png(image))

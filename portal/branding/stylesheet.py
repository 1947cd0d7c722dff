"""A brand as a stylesheet: custom properties that the components read, for the light and the dark scheme."""
from functools import cache

from portal.branding.ink import BLACK, WHITE, contrast, ink_on, legible_on, mixed

DEFAULT_COLOUR = "#34508f"
#: The grounds that words in the brand colour stand on, as static/css/base/tokens.css has them.
LIGHT, DARK = "#f5f4f1", "#15181d"
LIGHT_CARD, DARK_CARD = "#ffffff", "#1e2228"


@cache
def brand_stylesheet(colour: str) -> str:
    """The custom properties of this brand colour. Raises ValueError where it is none."""
    return (f":root{{{_properties(colour, LIGHT, LIGHT_CARD, WHITE, BLACK)}}}\n"
            f"@media (prefers-color-scheme:dark){{:root{{{_properties(colour, DARK, DARK_CARD, BLACK, WHITE)}}}}}\n")


def _properties(colour: str, ground: str, card: str, back: str, front: str) -> str:
    soft = mixed(colour, card, 0.9 if back == WHITE else 0.8)
    worst = min((ground, card, soft), key=lambda surface: contrast(surface, front))
    values = {
        "brand": colour,
        "brand-ink": ink_on(colour),
        "brand-press": mixed(colour, BLACK if ink_on(colour) == WHITE else WHITE, 0.14),
        "brand-text": legible_on(colour, worst, 4.5 if back == WHITE else 6),
        "brand-edge": legible_on(colour, worst, 3),
        "brand-soft": soft,
    }
    return "".join(f"--{name}:{value};" for name, value in values.items())

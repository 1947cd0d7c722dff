"""Ink for any ground: colours that stay legible whatever brand colour somebody picks (WCAG 2.2, 1.4.3)."""
import re
from functools import cache

WHITE, BLACK, NIGHT = "#ffffff", "#000000", "#15181d"
LEGIBLE = 4.5
_HEX = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: str) -> bool:
    """Whether this is a colour as we keep it: ``#rrggbb``, small letters."""
    return bool(_HEX.fullmatch(text))


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``, 0-255 each. Raises ValueError for anything else."""
    if not is_colour(colour):
        raise ValueError(f"{colour!r} is not a colour like #1a2b3c")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@cache
def luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white), by the formula of WCAG 2.2."""
    red, green, blue = (_linear(part / 255) for part in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(ground: str) -> str:
    """The ink for words on this ground: white where it is legible, else night, else black; one always is."""
    return next(ink for ink in (WHITE, NIGHT, BLACK) if contrast(ink, ground) >= LEGIBLE)


def mixed(colour: str, other: str, share: float) -> str:
    """The colour with this share (0-1) of another in it."""
    pairs = zip(channels(colour), channels(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02x}" for mine, theirs in pairs)


def legible_on(colour: str, ground: str, least: float = LEGIBLE) -> str:
    """The colour, moved towards black or white only as far as words in it need on this ground."""
    towards = ink_on(ground)
    towards = BLACK if towards != WHITE else WHITE
    steps = (mixed(colour, towards, step / 20) for step in range(21))
    return next(variant for variant in steps if contrast(variant, ground) >= least)

"""How big the pictures are that we make, in pixels: small for lists and threads, screen to look at."""

#: Name: the longest side.
SIZES = {"small": 640, "screen": 2000}
#: The longest side of a page of a PDF, and so many pages are made.
PAGE, MOST_PAGES = 1600, 200
#: How the process that makes them ends where nothing can be made, ever, and where the disk had no room for what it made.
REFUSED, FULL = 3, 4
#: As a small one is laid out; it has twice the pixels, for dense screens.
SHOWN = 320


def fit(width: int, height: int, side: int) -> tuple[int, int]:
    """The size of a picture within a square, never larger than it is."""
    most = max(width, height)
    if most <= side:
        return width, height
    return max(1, round(width * side / most)), max(1, round(height * side / most))

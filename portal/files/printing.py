"""Pages of a PDF as pictures, and what is written there. Only for the process with limits that ``painting`` runs in."""
import time
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
from PIL import Image

from portal.files.pictures import MOST_PAGES, PAGE
from portal.files.quoting import MOST_WORDS, page_words

#: So much of the processor a process gives to pages; what is left is the next one's.
ENOUGH = 6.0


class NoPages(Exception):
    """It cannot be opened, is locked, or has no page."""


class Page(NamedTuple):
    number: int
    #: How many the document has.
    of: int
    picture: Image.Image
    #: What is written on it, where that is text.
    words: str = ""


def print_pages(data: bytes, first: int) -> Iterator[Page]:
    """The pages from the first on, as far as the time of one process goes, at least one. Raises NoPages."""
    try:
        document = pypdfium2.PdfDocument(data)
        # What was filled into its forms is drawn, too. This PDFium was built without scripts.
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        raise NoPages(str(error)) from None
    if not 1 <= first <= len(document):
        raise NoPages("no such page")
    for number in range(first, min(len(document), MOST_PAGES) + 1):
        yield Page(number, len(document), _printed(document, number), _written(document, number))
        if time.process_time() > ENOUGH:
            return


def _printed(document, number: int) -> Image.Image:
    try:
        page = document[number - 1]
        width, height = page.get_size()
        if not (width > 0 and height > 0):
            raise NoPages("a page without a size")
        # A page of a million by one has a picture of a thousand by one.
        scale = (PAGE - 1) / max(width, height)
        return page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise NoPages(str(error)) from None


def _written(document, number: int) -> str:
    try:
        page = document[number - 1].get_textpage()
        most = min(page.count_chars(), 2 * MOST_WORDS)
        return page_words(page.get_text_range(0, most)) if most > 0 else ""
    except (pypdfium2.PdfiumError, ValueError):
        # Its picture is there all the same.
        return ""

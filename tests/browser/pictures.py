"""Takes the pictures of the README and of the install dialog, from a running demo.

python -m commands demo --json | python -m tests.browser.pictures     # with the demo being served at its base_url
"""
import json
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.support_browser import chromium

ROOT = Path(__file__).resolve().parents[2]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1.5, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 844}}


def taken(browser, person: dict, *taps: str, **options) -> Image.Image:
    """What somebody sees at home, or where these links lead from the projects."""
    page = browser.new_context(**options).new_page()
    page.goto(person["sign_in"])
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", level=1, name="Needs you").wait_for()
    for tap in taps:
        page.get_by_role("link", name=tap, exact=True).first.click()
        page.wait_for_load_state("load")
    page.wait_for_timeout(500)
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def keep(picture: Image.Image, place: str, colours: int = 128) -> None:
    file = ROOT / place
    file.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
    print(place, *picture.size, file.stat().st_size)


def beside(left: Image.Image, right: Image.Image, gap: int = 40) -> Image.Image:
    left = left.resize((round(left.width * right.height / left.height), right.height), Image.Resampling.LANCZOS)
    both = Image.new("RGB", (left.width + right.width + 3 * gap, right.height + 2 * gap), "#e4e1da")
    both.paste(left, (gap, gap))
    both.paste(right, (left.width + 2 * gap, gap))
    return both


def main() -> None:
    people = json.load(sys.stdin)["people"]
    with chromium() as running:
        browser = running.browser()
        phone = taken(browser, people["Cleo Marsh"], **PHONE)
        desk = taken(browser, people["Mira Okafor"], "Projects", "New web shop", "Logo as vector file", **DESK)
    keep(phone, "static/icons/screens/narrow.png")
    keep(desk, "static/icons/screens/wide.png")
    keep(beside(phone, desk), "docs/pictures/needs-you.png")


if __name__ == "__main__":
    main()

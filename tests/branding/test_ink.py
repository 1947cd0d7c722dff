"""Any brand colour stays legible."""
import itertools
import re
from pathlib import Path

import pytest

from portal.branding.ink import contrast, ink_on, is_colour, legible_on
from portal.branding.stylesheet import DARK, DARK_CARD, LIGHT, LIGHT_CARD, brand_stylesheet

STEPS = ("00", "33", "66", "77", "80", "99", "cc", "ff")
COLOURS = ["#" + "".join(parts) for parts in itertools.product(STEPS, repeat=3)]


def test_contrast_is_that_of_wcag():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#123456", "#123456") == 1


def test_ink_is_legible_on_every_ground():
    assert all(contrast(ink_on(colour), colour) >= 4.5 for colour in COLOURS)


def test_a_legible_colour_is_left_as_it_is():
    assert legible_on("#34508f", "#ffffff") == "#34508f"


def _values(text):
    return dict(re.findall(r"--(brand[a-z-]*):(#[0-9a-f]{6})", text))


@pytest.mark.parametrize("colour", COLOURS[::7] + ["#ffffff", "#000000", "#ffe600"])
def test_a_brand_is_legible_in_both_schemes(colour):
    light, dark = brand_stylesheet(colour).split("@media")
    for values, grounds in ((_values(light), (LIGHT, LIGHT_CARD)), (_values(dark), (DARK, DARK_CARD))):
        assert contrast(values["brand-ink"], values["brand"]) >= 4.5
        assert contrast(values["brand-ink"], values["brand-press"]) >= 4.5
        for ground in (*grounds, values["brand-soft"]):
            assert contrast(values["brand-text"], ground) >= 4.5
            assert contrast(values["brand-edge"], ground) >= 3


def test_the_grounds_are_those_of_the_stylesheet():
    light, dark = Path("static/css/base/tokens.css").read_text().split("prefers-color-scheme: dark")
    assert f"--ground: {LIGHT}" in light and "--card: #fff;" in light and LIGHT_CARD == "#ffffff"
    assert f"--ground: {DARK}; --card: {DARK_CARD}" in dark


def test_only_six_digits_are_a_colour():
    assert is_colour("#a1b2c3")
    assert not any(map(is_colour, ("#fff", "red", "#A1B2C3", "#12345g", "#1234567", "#123456;}")))
    with pytest.raises(ValueError):
        brand_stylesheet("red;}")

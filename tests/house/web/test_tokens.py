"""The tokens of look.md, and that everything can be read on what it stands on."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[3] / "src/hovmester/house/web"
TOKENS = (WEB / "static/web/tokens.css").read_text()
LIGHT, DARK = 0, 1
INKS = ("ink", "soft-ink", "wine", "sage", "amber", "brick", "slate")


def tokens(look):
    pairs = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", TOKENS)
    return {name: (light, dark)[look] for name, light, dark in pairs}


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one_to_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize("ground", ["linen", "plate"])
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read(look, ground, ink):
    named = tokens(look)
    assert contrast(named[ink], named[ground]) >= 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize("button", ["wine", "wine-deep"])
def test_the_words_on_a_button_can_be_read(look, button):
    named = tokens(look)
    assert contrast(named["on-wine"], named[button]) >= 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize("ground", ["linen", "plate"])
def test_the_edge_of_a_field_can_be_seen(look, ground):
    assert contrast(tokens(look)["edge"], tokens(look)[ground]) >= 3


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize("bar", ["slate", "brick", "ink"])
def test_the_label_in_a_bar_can_be_read(look, bar):
    named = tokens(look)
    assert contrast(named["plate"], named[bar]) >= 4.5


def test_the_colours_of_the_brief_are_kept_to_the_letter():
    light, dark = tokens(LIGHT), tokens(DARK)
    assert light["linen"] == "#FAF8F4"
    assert light["wine"] == "#7A1F2B"
    assert (dark["linen"], dark["plate"], dark["wine"]) == ("#171412", "#211D1A", "#D98A93")


def test_no_colour_is_named_outside_the_tokens():
    for sheet in ("house.css", "promises.css"):
        text = (WEB / "static/web" / sheet).read_text()
        named = re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)", text)
        assert set(named) <= {"#FFFFFF"}, sheet  # the white of paper

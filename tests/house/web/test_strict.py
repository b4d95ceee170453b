"""Nothing inline: what a page may run or wear is in a file of ours."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[3] / "src/hovmester/house"
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))
INLINE = {
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style", re.IGNORECASE),
    "event handler": re.compile(r"\son\w+\s*=\s*[\"']", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "evaluated by htmx": re.compile(r"hx-on|hx-vals=.js:|hx-headers=.js:", re.IGNORECASE),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_nothing_inline(template):
    text = template.read_text(encoding="utf-8")
    assert [name for name, pattern in INLINE.items() if pattern.search(text)] == []


def test_the_policy_lets_nothing_inline_through(client, db):
    policy = client.get("/sign-in/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy

"""The guest's own words, marked and never changed."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.house.web.marks import marked, remarks

TEXT = "Could you bring oysters to the courthouse at 18:00?"


def span(words, text=TEXT, **more):
    start = text.index(words)
    return {"text": words, "start": start, "end": start + len(words)} | more


def plain(marked_text):
    """What is left when the marks are taken off."""
    return html.unescape(re.sub(r"<small>.*?</small>|</?mark[^>]*>", "", marked_text))


def test_each_understood_span_carries_what_it_was_understood_as():
    reading = {"what": [span("oysters")], "where": [span("the courthouse")], "when": [span("at 18:00")]}
    text = marked(TEXT, reading)
    assert '<mark class="evidence">oysters<small>WHAT</small></mark>' in text
    assert '<mark class="evidence">the courthouse<small>WHERE</small></mark>' in text
    assert '<mark class="evidence">at 18:00<small>WHEN</small></mark>' in text
    assert plain(text) == TEXT


def test_until_when_an_answer_is_wanted_is_marked_as_that():
    reading = {"when": [span("at 18:00", event="answer")]}
    assert "<small>ANSWER BY</small>" in marked(TEXT, reading)


def test_of_two_that_overlap_the_first_is_shown():
    reading = {"where": [span("the courthouse at 18:00")], "when": [span("at 18:00")]}
    assert marked(TEXT, reading).count("<mark") == 1


def test_a_judgement_says_whether_it_is_praise_or_complaint():
    text = "Lovely waiter, blunt knife"
    aspects = [span("waiter", text, polarity="positive"), span("blunt knife", text, polarity="negative")]
    shown = marked(text, {"aspects": aspects})
    assert '<mark class="evidence praise">waiter<small>PRAISE</small></mark>' in shown
    assert '<mark class="evidence complaint">blunt knife<small>COMPLAINT</small></mark>' in shown


def test_markup_in_a_message_is_shown_as_words():
    text = '<script>alert("x")</script> & a steak'
    shown = marked(text, {"what": [span("steak", text)]})
    assert "<script>" not in shown
    assert plain(shown) == text


@pytest.mark.parametrize("reading", [None, {}, {"what": [], "where": None}])
def test_words_nobody_has_read_are_shown_as_they_are(reading):
    assert marked(TEXT, reading) == html.escape(TEXT)


@given(
    text=st.text(max_size=60),
    cuts=st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=6),
)
def test_whatever_was_understood_the_words_stay_the_guests(text, cuts):
    reading = {"what": [{"text": "", "start": start, "end": end} for start, end in cuts]}
    assert plain(marked(text, reading)) == text


@pytest.mark.parametrize(("joke", "said"), [(0.9, True), (0.5, True), (0.1, False)])
def test_a_joke_is_a_tone_with_a_probability(joke, said):
    assert ("said as a joke" in remarks({"joke": joke})) is said
    assert remarks(None) == []


def test_a_language_we_hardly_know_is_said():
    assert remarks({"joke": 0.9, "language": "pl"}) == ["said as a joke", "in a language we hardly know"]
    assert remarks({"joke": 0.1, "language": "nn"}) == remarks({"joke": 0.1, "language": "und"}) == []


def test_a_polite_wish_is_not_called_praise():
    reading = {"kinds": {"praise": 0.03}, "aspects": [span("courthouse", polarity="positive")]}
    assert "PRAISE" not in marked(TEXT, reading)
    assert "PRAISE" in marked(TEXT, {"kinds": {"praise": 0.8}, "aspects": reading["aspects"]})

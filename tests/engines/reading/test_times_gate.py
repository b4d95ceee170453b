"""Most sentences end at a quick look at their words. What it turns away must hold no time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hovmester.engines.reading.times import find
from hovmester.engines.reading.times.find import LANGUAGES, find_times, grammar_of
from hovmester.engines.reading.tokens import tokenise

NOW = datetime(2026, 11, 18, 13, tzinfo=UTC)
PHRASES = {name: sorted(" ".join(phrase) for phrase in grammar_of(name)[1].lexicon) for name in LANGUAGES}


@given(data=st.data(), language=st.sampled_from(sorted(LANGUAGES)))
def test_a_sentence_turned_away_at_a_glance_holds_no_time(data, language):
    text = " ".join(data.draw(st.lists(st.sampled_from(PHRASES[language]), min_size=1, max_size=6)))
    if grammar_of(language)[1].may_speak_of_time([token.low for token in tokenise(text)]):
        return
    assert _read_without_the_glance(text, language) == ()


def test_the_glance_turns_away_what_speaks_of_no_time():
    words = grammar_of("en")[1]
    assert not words.may_speak_of_time(["the", "bread", "was", "at", "the", "table"])
    assert words.may_speak_of_time(["at", "seven"])
    assert words.may_speak_of_time(["17"])


def _read_without_the_glance(text, language):
    words = grammar_of(language)[1]
    original = type(words).may_speak_of_time
    find.LanguageWords.may_speak_of_time = lambda self, lows: True
    try:
        return find_times(text, tokenise(text), language=language, now=NOW, zone=ZoneInfo("UTC"))
    finally:
        find.LanguageWords.may_speak_of_time = original

"""Times in a guest's words: `find_times(text, tokens, ...) -> tuple[When, ...]`, resolved in the zone of the place.

One grammar per language (`en.py`, `nl.py`, …): a table of words and the rules in which it differs. `rules.py` names
the modules with the rules all share; `chart.py` parses.

Not here: flights (an event is named, its moment comes from elsewhere), opening hours.
"""

from hovmester.engines.reading.times.find import find_times, referred_in, time_words
from hovmester.engines.reading.times.together import corrected, joined, same_day

__all__ = ["corrected", "find_times", "joined", "referred_in", "same_day", "time_words"]

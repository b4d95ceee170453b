"""The rules every language shares, one module for each idea; a language adds its own words (the lexicon) and, where its
grammar differs, rules of the same form.

Not here: any rule.
"""

from hovmester.engines.reading.times.calendar import CALENDAR_RULES
from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.clocks import CLOCK_RULES
from hovmester.engines.reading.times.dates import DATE_RULES
from hovmester.engines.reading.times.elsewhere import ELSEWHERE_RULES
from hovmester.engines.reading.times.events import EVENT_RULES
from hovmester.engines.reading.times.feasts import FEAST_RULES
from hovmester.engines.reading.times.lengths import LENGTH_RULES
from hovmester.engines.reading.times.limits import LIMIT_RULES
from hovmester.engines.reading.times.moments import MOMENT_RULES
from hovmester.engines.reading.times.parts import PART_RULES
from hovmester.engines.reading.times.periods import PERIOD_RULES
from hovmester.engines.reading.times.ranges import RANGE_RULES

SHARED_RULES: list[tuple[str, str, Builder]] = [
    *CLOCK_RULES,
    *PERIOD_RULES,
    *FEAST_RULES,
    *DATE_RULES,
    *CALENDAR_RULES,
    *LENGTH_RULES,
    *MOMENT_RULES,
    *PART_RULES,
    *LIMIT_RULES,
    *RANGE_RULES,
    *EVENT_RULES,
    *ELSEWHERE_RULES,
]

"""Laws learnt from past days (`learn_ratio`, `learn_traffic`), and how today goes (`tonight`, `Roads`).

Not here: the odds of one wish (`promising`), recalibration of odds once they are known (`recalibration`),
reading ledgers.
"""

from hovmester.engines.promising.learning.days import Tie, learn_tie
from hovmester.engines.promising.learning.pooling import (
    Effects,
    Load,
    Past,
    RatioLaw,
    begun_lately,
    learn_ratio,
)
from hovmester.engines.promising.learning.tonight import StepToday, Tonight, tonight
from hovmester.engines.promising.learning.traffic import Roads, TrafficLaw, learn_traffic

__all__ = [
    "Effects",
    "Load",
    "Past",
    "RatioLaw",
    "Roads",
    "StepToday",
    "Tie",
    "Tonight",
    "TrafficLaw",
    "begun_lately",
    "learn_ratio",
    "learn_tie",
    "learn_traffic",
    "tonight",
]

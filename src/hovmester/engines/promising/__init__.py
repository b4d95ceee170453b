"""A wish and the state of a house -> can we? `answer(house, wish, params, now=, seed=) -> Answer`.

`standings(house, params, now=, seed=)` says how the promises already given stand.

Not here: reading words, money beyond adding up costs, giving permission, storing anything.
"""

from hovmester.engines.promising.answering import answer
from hovmester.engines.promising.standing import standings

__all__ = ["answer", "standings"]

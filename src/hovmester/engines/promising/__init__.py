"""A wish and the state of a house -> can we? `answer(house, wish, params, now=, seed=) -> Answer`.

Not here: reading words, money beyond adding up costs, giving permission, storing anything.
"""

from hovmester.engines.promising.answering import answer

__all__ = ["answer"]

"""The house as a TOML file, both ways: `load(text)`, `dump(house)`. Pure; knows no database and no engine.

Not here: opening hours on a given date and other reckoning (engines), the rows of a running house (premises).
"""

from .errors import HouseFileError, Problem
from .loading import load
from .model import HouseFile


def dump(house: HouseFile, *, onto: str = "") -> str:
    """The text of `house`; `load` of it gives an equal house.

    What did not change since the text `onto` stays as it is written there, with its comments.
    """
    # The TOML writer takes 20 ms to import, and can-we only reads.
    from .dumping import write
    from .onto import write_onto

    return write_onto(house, onto) if onto else write(house)


__all__ = ["HouseFile", "HouseFileError", "Problem", "dump", "load"]

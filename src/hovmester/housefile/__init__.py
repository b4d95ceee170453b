"""The house as a TOML file, both ways: `load(text)`, `dump(house)`. Pure; knows no database and no engine.

Not here: opening hours on a given date and other reckoning (engines), the rows of a running house (premises).
"""

from .errors import HouseFileError, Problem
from .loading import load
from .model import HouseFile


def dump(house: HouseFile) -> str:
    """The text of `house`; `load` of it gives an equal house."""
    from .dumping import write  # its TOML writer takes 20 ms to import, and can-we only reads

    return write(house)


__all__ = ["HouseFile", "HouseFileError", "Problem", "dump", "load"]

"""What the things of a house are called in the reader's language, by key."""

from collections.abc import Mapping
from dataclasses import dataclass

from hovmester.housefile.model import Dish, HouseFile, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    by_key: Mapping[str, str]

    def of(self, key: str) -> str:
        """The name of `key`; the key itself where the house has no name for it."""
        return self.by_key.get(key, key)


def names(house: HouseFile, language: str) -> Names:
    """Dishes in `language` (else the house's, else any); everything else as the house calls it."""
    named: dict[str, str] = {}
    for things in (house.sites, house.stations, house.vehicles, house.people):
        named |= {thing.key: thing.name for thing in things}
    named |= {promise.key: promise.title for promise in house.promises}
    told: list[Place | Dish] = [*house.places, *house.dishes]
    for thing in told:
        named[thing.key] = _first(thing.names, language, house.house.language) or thing.key
    return Names(by_key=named)


def _first(said: Mapping[str, tuple[str, ...]], *languages: str) -> str:
    return next((said[code][0] for code in (*languages, *said) if said.get(code)), "")

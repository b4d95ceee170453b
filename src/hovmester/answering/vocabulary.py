"""The house's own dictionary, as the reader wants it."""

from collections.abc import Mapping

from hovmester.engines.reading.model import Name, NamedPlace, Vocabulary
from hovmester.housefile.model import HouseFile


def vocabulary(house: HouseFile) -> Vocabulary:
    """Dishes, places, stations and people of `house` under every name it has for them, in every language."""
    home = house.sites[0]
    return Vocabulary(
        items=tuple(Name(key=dish.key, names=_all(dish.names)) for dish in house.dishes),
        places=(
            *(
                NamedPlace(
                    key=p.key,
                    names=_all(p.names),
                    lat=p.lat,
                    lon=p.lon,
                    zone=p.zone or home.zone,
                    iata=p.iata or None,
                )
                for p in house.places
            ),
            *(NamedPlace(key=s.key, names=(s.name,), lat=s.lat, lon=s.lon, zone=s.zone) for s in house.sites),
        ),
        people=tuple(Name(key=person.key, names=(person.name,)) for person in house.people),
        near=(home.lat, home.lon),
    )


def _all(names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for several in names.values() for name in several))

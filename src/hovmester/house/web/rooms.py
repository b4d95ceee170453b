"""Where a person can go: the rooms of the house, by role. Whether they may is decided by each view itself."""

from dataclasses import dataclass

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy as _

from hovmester.house.people.models import Person, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    name: LazyText
    path: str
    icon: str
    least: Role


ROOMS = (
    Room(name=_("Board"), path="/", icon="clipboard-list", least=Role.STAFF),
    Room(name=_("Heard"), path="/heard/", icon="ear", least=Role.HEAD_WAITER),
    Room(name=_("My steps"), path="/steps/", icon="footprints", least=Role.STAFF),
    Room(name=_("House"), path="/house/", icon="house", least=Role.STAFF),
)


def rooms_for(person: Person) -> list[Room]:
    return [room for room in ROOMS if person.is_at_least(room.least)]


def is_here(room: Room, path: str) -> bool:
    """A wish and a promise belong to the Board, from which one comes to them."""
    if room.path == "/":
        return path == "/" or path.startswith(("/wishes/", "/promises/"))
    return path.startswith(room.path)

"""A small house in Manhattan, its kitchen, and the guest who lands at Newark."""

from dataclasses import replace
from decimal import Decimal

from hovmester.engines.promising.law import Law
from hovmester.engines.promising.model import (
    House,
    Item,
    MeetingPoint,
    Params,
    Point,
    Promise,
    Site,
    Station,
    Step,
    StepKind,
    Time,
    Vehicle,
    Wanted,
    Window,
    Wish,
    Worker,
)

HOME = Point(lat=40.7545, lon=-73.9791)
NEWARK = Point(lat=40.6895, lon=-74.1745)
NEAR = Point(lat=40.7640, lon=-73.9700)
NOW = 0.0
EVENING = Window(start=-120, end=360)
QUICK = Params(samples=1024, fresh_samples=2048)  # enough to tell .90 from .95

SITE = Site(key="manhattan", at=HOME, open=(EVENING,))
GRILL = Station(key="grill", site="manhattan", places=2, skill="grill")
COOK = Worker(key="cook", site="manhattan", skills=("grill",), shifts=(EVENING,), per_hour=Decimal(30))
ALEX = Worker(key="alex", site="manhattan", drives=True, shifts=(EVENING,), per_hour=Decimal(24))
SAM = replace(ALEX, key="sam")
CAR = Vehicle(key="car", site="manhattan", kind="car", per_km=Decimal("0.40"))
VAN = replace(CAR, key="van", kind="van")
PORTERHOUSE = Item(
    key="porterhouse", station="grill", make=Law.from_p50_p90(22, 28), pack=Law.from_p50_p90(3, 5),
    price=Decimal(58), cost=Decimal(21), stock=8, keeps_min=90, instead=("sandwich",),
)  # fmt: skip
SANDWICH = Item(
    key="sandwich", station="grill", make=Law.from_p50_p90(6, 8), pack=Law.from_p50_p90(2, 3),
    price=Decimal(24), cost=Decimal(8),
)  # fmt: skip
DOOR_B = MeetingPoint(name="door B", at=NEWARK, walk=Law.from_p50_p90(6, 11))
AT_HIS_DOOR = MeetingPoint(name="at his door", at=NEAR, walk=Law.from_p50_p90(2, 3))

HOUSE = House(
    sites=(SITE,), stations=(GRILL,), workers=(COOK, ALEX), vehicles=(CAR,), items=(PORTERHOUSE, SANDWICH)
)


def wish(at: float = 120, patience: float = 20, **changed: object) -> Wish:
    """The porterhouse at Newark in two hours."""
    told = {
        "wanted": (Wanted(item="porterhouse"),),
        "meeting_points": (DOOR_B,),
        "time": Time.point(at, patience),
        **changed,
    }
    return Wish(**told)  # type: ignore[arg-type]


def given(
    key: str,
    *,
    start: float,
    deadline: float,
    worker: str = "alex",
    vehicle: str = "car",
    to: Point = NEAR,
    **changed: object,
) -> Promise:
    """An earlier promise: a porterhouse to a door nearby."""
    steps = (
        Step(kind=StepKind.MAKE, law=PORTERHOUSE.make, start=start, station="grill", item="porterhouse"),
        Step(kind=StepKind.PACK, law=PORTERHOUSE.pack, start=start + 22, item="porterhouse"),
        Step(
            kind=StepKind.DRIVE,
            law=Law.from_p50_p90(10, 13),
            start=start + 25,
            worker=worker,
            vehicle=vehicle,
            to=to,
        ),
        Step(
            kind=StepKind.FIND, law=Law.from_p50_p90(2, 3), start=start + 35, worker=worker, vehicle=vehicle
        ),
        Step(
            kind=StepKind.HANDOVER,
            law=Law.from_p50_p90(2, 4),
            start=start + 37,
            worker=worker,
            vehicle=vehicle,
        ),
    )
    return Promise(key=key, site="manhattan", deadline=deadline, steps=steps, **changed)  # type: ignore[arg-type]

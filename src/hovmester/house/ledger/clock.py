"""The time of the house: real, or simulated for a demonstration, a test or practice.

Asked at the edges alone (a request, the worker, a command); everywhere else `now` is an argument.
"""

from datetime import UTC, datetime

from hovmester.house.ledger.models import Clock


def now() -> datetime:
    """Aware, in UTC."""
    clock = Clock.objects.first()
    return house_time(clock, real=real_now()) if clock else real_now()


def house_time(clock: Clock, *, real: datetime) -> datetime:
    return clock.started_house + (real - clock.started_real) * clock.speed


def real_now() -> datetime:
    return datetime.now(UTC)


def simulate(*, start: datetime, speed: float) -> Clock:
    """Let the house live from `start` on, `speed` times as fast as the world."""
    if start.tzinfo is None:
        raise ValueError(f"start must be an aware moment, got {start.isoformat()}")
    if speed < 0:
        raise ValueError(f"speed must be >= 0, got {speed}")
    clock, _ = Clock.objects.update_or_create(
        id=1, defaults={"started_real": real_now(), "started_house": start, "speed": speed}
    )
    return clock


def real() -> None:
    """Back to the time of the world."""
    Clock.objects.all().delete()

"""Two people change the house at the same moment: both changes stand."""

import threading
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection

from hovmester.house.ledger.models import Entry
from hovmester.house.people.house_file import change_house, house_file
from hovmester.housefile import HouseFile
from hovmester.housefile.changing import put_authority, put_shifts
from tests import cast

NOW = datetime(2011, 8, 17, 21, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_two_changes_at_once_both_stand() -> None:
    cast.lay_the_house()
    owner = cast.owner()
    together = threading.Barrier(2)
    failed: list[Exception] = []

    def change(put: str) -> None:
        def on(house: HouseFile) -> HouseFile:
            if put == "authority":
                return put_authority(house, {"owner": "no limit", "staff": Decimal(7)})
            return put_shifts(house, "alex", {"shifts": ["mon 10:00-12:00"]})

        try:
            together.wait(10)
            change_house(on, by=owner, now=NOW)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=change, args=(put,)) for put in ("authority", "shifts")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    house = house_file()
    assert [row.limit for row in house.authority] == [None, Decimal(7)]
    (alex,) = [person for person in house.people if person.key == "alex"]
    assert [shift.weekday for shift in alex.shifts] == ["mon"]
    assert sorted(
        Entry.objects.filter(verb="changed-house", actor=owner).values_list("facts__changed", flat=True)
    ) == [
        ["authority"],
        ["shifts:alex"],
    ]

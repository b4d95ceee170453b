"""What every post of a page does."""

import pytest

from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("back", ["/\nSet-Cookie: a=b", "/wishes/\u20ac"])
def test_a_page_to_go_back_to_is_an_address_whatever_is_in_it(as_person, house, back):
    response = as_person(cast.cook()).post("/notices/", {"next": back})
    assert response.status_code == 303
    assert response["Location"].isascii()
    assert "\n" not in response["Location"]

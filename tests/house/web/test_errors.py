"""When something cannot be shown, the page says what happened and where to go."""

import pytest
from django.test import RequestFactory

from hovmester.house.web.views import errors
from tests import cast

pytestmark = pytest.mark.django_db


def test_nothing_here_names_the_address_and_shows_the_way_back(client, house):
    response = client.get("/nowhere/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "/nowhere/" in page
    assert 'href="/"' in page


def test_an_address_is_shown_as_words_and_not_as_markup(client, house):
    assert "<b>" not in client.get("/<b>bold</b>/").content.decode()


def test_a_page_for_others_says_for_whom(as_person, house):
    response = as_person(cast.cook()).post("/promises/1/miss/")
    assert response.status_code == 403
    assert "head waiter" in response.content.decode()


def test_a_broken_page_asks_nothing_of_what_may_be_broken(django_assert_num_queries):
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        response = errors.broken(request)
    assert response.status_code == 500
    assert "broke" in response.content.decode()


def test_a_bad_request_is_told_in_a_sentence(rf, house):
    request = rf.get("/")
    request.now, request.user = cast.EVENING, cast.cook()
    assert errors.bad_request(request).status_code == 400


def test_a_name_the_house_does_not_know_is_refused_with_what_to_set(client, house):
    response = client.get("/", headers={"host": "steaks.example"})
    page = response.content.decode()
    assert response.status_code == 400
    assert "steaks.example" in page
    assert "HOVMESTER_HOSTS" in page


def test_a_form_with_too_much_in_it_is_too_large(as_person, house, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = as_person(cast.cook()).post("/wishes/", {"text": "porterhouse " * 1000})
    assert response.status_code == 413
    assert "send less" in response.content.decode()

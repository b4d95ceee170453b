from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "hovmester.house.people"

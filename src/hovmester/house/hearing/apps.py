from django.apps import AppConfig


class HearingConfig(AppConfig):
    name = "hovmester.house.hearing"

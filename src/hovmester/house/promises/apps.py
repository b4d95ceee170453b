from django.apps import AppConfig


class PromisesConfig(AppConfig):
    name = "hovmester.house.promises"

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "hovmester.house.web"

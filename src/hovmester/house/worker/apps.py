from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "hovmester.house.worker"

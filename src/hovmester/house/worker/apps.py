from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hovmester.outside.notify import sender_for


class WorkerConfig(AppConfig):
    name = "hovmester.house.worker"

    def ready(self) -> None:
        """A way out that is none is found when the house starts, not when the first notice is due."""
        try:
            sender_for(settings.NOTIFY_URL, settings.NOTIFY_SECRET)
        except ValueError as error:
            raise ImproperlyConfigured(f"HOVMESTER_NOTIFY_URL: {error}") from error

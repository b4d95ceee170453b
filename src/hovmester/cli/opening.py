"""Opening a house on the command line: its data folder, its database, brought up to date.

Call `open_house` before importing anything of `hovmester.house`: the settings read the folder once.
"""

import os
from pathlib import Path


def open_house(data: Path | None) -> None:
    """Set Django up on the house in folder `data` (None: HOVMESTER_HOME, else ./hovmester-data) and migrate it."""
    if data is not None:
        os.environ["HOVMESTER_HOME"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hovmester.house.settings")

    import django

    django.setup()

    from django.conf import settings
    from django.core.management import call_command

    settings.HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)

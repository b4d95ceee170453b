"""Opening a house on the command line: its data folder, its database, brought up to date.

Call `open_house` before importing anything of `hovmester.house`: the settings read the folder once.
"""

import errno
import os
from pathlib import Path
from typing import NoReturn

import typer


def open_house(data: Path | None) -> None:
    """Set Django up on the house in folder `data` (None: HOVMESTER_HOME, else ./hovmester-data) and migrate it."""
    if data is not None:
        os.environ["HOVMESTER_HOME"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hovmester.house.settings")

    _read_settings()

    from django.core.management import call_command

    _refuse_what_a_newer_version_wrote()
    call_command("migrate", verbosity=0, interactive=False)


def _read_settings() -> None:
    """What is odd in the settings, or a folder that cannot be written to, is said in one sentence."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()

        from django.conf import settings

        settings.HOME.mkdir(parents=True, exist_ok=True)
        _refuse_what_cannot_be_written(settings.HOME)
    except ImproperlyConfigured as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"cannot use the folder of this house: {error}. Choose another with --data")


def _refuse_what_cannot_be_written(home: Path) -> None:
    """A house that can only be read would open, and then fail at every yes."""
    for path in (home, home / "house.sqlite3"):
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, "it may only be read", str(path))


def _refuse_what_a_newer_version_wrote() -> None:
    """A database with migrations that this version does not know is left as it is."""
    from django.db import DatabaseError, connection
    from django.db.migrations.loader import MigrationLoader

    try:
        loader = MigrationLoader(connection)
    except DatabaseError as error:  # locked, not readable, or no database at all
        _stop(f"cannot open the database of this house: {error}")
    known = loader.disk_migrations
    apps = {app for app, _ in known}
    unknown = sorted(
        f"{app}.{name}" for app, name in loader.applied_migrations if app in apps and (app, name) not in known
    )
    if unknown:
        _stop(
            f"this house was opened by a newer hovmester (it has {unknown[0]}, which this one does not know). "
            "Update hovmester, or choose another folder with --data"
        )


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)

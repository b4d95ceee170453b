"""Every house has a wish form from its first day."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def open_form(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("hearing", "Channel").objects.get_or_create(
        key="ask", defaults={"kind": "form", "name": "Wish form"}
    )


class Migration(migrations.Migration):
    dependencies = [("hearing", "0002_words_are_found")]

    operations = [migrations.RunPython(open_form, migrations.RunPython.noop)]

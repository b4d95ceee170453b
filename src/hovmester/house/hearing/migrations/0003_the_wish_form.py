"""Every house has a wish form from its first day."""

from django.db import migrations


def open_form(apps, schema_editor):
    apps.get_model("hearing", "Channel").objects.get_or_create(
        key="ask", defaults={"kind": "form", "name": "Wish form"}
    )


class Migration(migrations.Migration):
    dependencies = [("hearing", "0002_words_are_found")]

    operations = [migrations.RunPython(open_form, migrations.RunPython.noop)]

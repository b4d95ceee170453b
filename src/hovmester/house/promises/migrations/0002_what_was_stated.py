from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def until_now_plans_held_what_was_stated(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("promises", "Step").objects.update(stated_p50=models.F("lasts_p50"))


class Migration(migrations.Migration):

    dependencies = [
        ("promises", "0001_the_promises"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="step", name="stated_p50", field=models.FloatField(default=0.0), preserve_default=False
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("state", "done")), fields=["done_at"], name="step_done"
            ),
        ),
        migrations.RunPython(until_now_plans_held_what_was_stated, migrations.RunPython.noop),
    ]

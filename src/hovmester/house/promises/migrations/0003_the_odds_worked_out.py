from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def until_now_odds_were_told_as_worked_out(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("promises", "Promise").objects.update(p_raw=models.F("p_when_given"))


class Migration(migrations.Migration):

    dependencies = [
        ("promises", "0002_what_was_stated"),
    ]

    operations = [
        migrations.AddField(
            model_name="promise", name="p_raw", field=models.FloatField(default=0.0), preserve_default=False
        ),
        migrations.AddField(
            model_name="promise", name="floor", field=models.FloatField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="promise",
            name="hangs_on",
            field=models.CharField(
                blank=True,
                choices=[
                    ("moment", "at a time"),
                    ("deadline", "by a time"),
                    ("window", "between two times"),
                    ("landing", "when the guest lands"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(("p_raw__range", (0, 1))), name="promise_odds_worked_out"
            ),
        ),
        migrations.RunPython(until_now_odds_were_told_as_worked_out, migrations.RunPython.noop),
    ]

"""The database refuses to change or delete an entry, whoever asks."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = [
    f"""
    CREATE TRIGGER ledger_entry_no_{verb} BEFORE {verb.upper()} ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is never changed or deleted'); END
    """
    for verb in ("update", "delete")
]
POSTGRESQL = [
    """
    CREATE FUNCTION ledger_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'an entry of the ledger is never changed or deleted' USING ERRCODE = 'restrict_violation'; END
    $$
    """,
    """
    CREATE TRIGGER ledger_entry_is_kept BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_kept()
    """,
]


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def release(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER ledger_entry_no_{verb}")
    else:
        schema_editor.execute("DROP TRIGGER ledger_entry_is_kept ON ledger_entry")
        schema_editor.execute("DROP FUNCTION ledger_entry_is_kept()")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_the_ledger")]

    operations = [migrations.RunPython(guard, release)]

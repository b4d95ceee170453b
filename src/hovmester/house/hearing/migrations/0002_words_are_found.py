"""An index over the folded words of each message, kept by the database itself.

SQLite keeps it by triggers. Where a later migration alters `hearing_message` there, SQLite makes the table anew and
loses them: such a migration ends with `index_words` of this one.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    # Words come in folded and free of signs: every sign above ASCII is part of a word. Only *whether* one occurs counts.
    """
    CREATE VIRTUAL TABLE hearing_search USING fts5(
        words, content='hearing_message', content_rowid='id', detail='none', tokenize='ascii')
    """,
    """
    CREATE TRIGGER hearing_search_add AFTER INSERT ON hearing_message BEGIN
        INSERT INTO hearing_search(rowid, words) VALUES (new.id, new.words);
    END
    """,
    """
    CREATE TRIGGER hearing_search_drop AFTER DELETE ON hearing_message BEGIN
        INSERT INTO hearing_search(hearing_search, rowid, words) VALUES ('delete', old.id, old.words);
    END
    """,
    """
    CREATE TRIGGER hearing_search_change AFTER UPDATE OF words ON hearing_message BEGIN
        INSERT INTO hearing_search(hearing_search, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO hearing_search(rowid, words) VALUES (new.id, new.words);
    END
    """,
    "INSERT INTO hearing_search(hearing_search) VALUES ('rebuild')",
]
POSTGRESQL = [
    """
    ALTER TABLE hearing_message ADD COLUMN search tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED
    """,
    "CREATE INDEX message_search ON hearing_message USING gin (search)",
]


def index_words(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    forget_words(apps, schema_editor)
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def forget_words(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for trigger in ("add", "drop", "change"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS hearing_search_{trigger}")
        schema_editor.execute("DROP TABLE IF EXISTS hearing_search")
    else:
        schema_editor.execute("ALTER TABLE hearing_message DROP COLUMN IF EXISTS search")


class Migration(migrations.Migration):
    dependencies = [("hearing", "0001_messages_heard")]

    operations = [migrations.RunPython(index_words, forget_words)]

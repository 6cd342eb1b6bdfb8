from django.db import migrations

from reconnect.clinic.audit.append_only import guard, release


class Migration(migrations.Migration):
    """Events can be added, and neither changed nor removed."""

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: guard(schema_editor.connection),
            lambda apps, schema_editor: release(schema_editor.connection),
        )
    ]

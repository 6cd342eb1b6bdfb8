from django.db import migrations, models

import reconnect.clinic.sealing.fields


def seal(apps, schema_editor):
    for person in apps.get_model("people", "Person").objects.iterator(2000):
        person.diagnoses = person.plain_diagnoses or None
        person.save(update_fields=["diagnoses"])
    for episode in apps.get_model("people", "Episode").objects.exclude(plain_group="").iterator(2000):
        episode.group = episode.plain_group
        episode.save(update_fields=["group"])


class Migration(migrations.Migration):
    """What somebody has, and which group they are in, stood as plain text beside sealed names."""

    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RenameField("person", "diagnoses", "plain_diagnoses"),
        migrations.RenameField("episode", "group", "plain_group"),
        migrations.AddField("person", "diagnoses", reconnect.clinic.sealing.fields.SealedListField(null=True)),
        migrations.AddField("episode", "group", reconnect.clinic.sealing.fields.SealedTextField(null=True)),
        migrations.RunPython(seal),
        migrations.RemoveField("person", "plain_diagnoses"),
        migrations.RemoveField("episode", "plain_group"),
    ]

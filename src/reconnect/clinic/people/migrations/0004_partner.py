"""The partner's class stands with the people from now on; its table stays where it is, or its names would not open."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import reconnect.clinic.sealing.fields


class Migration(migrations.Migration):
    dependencies = [("people", "0003_whole_name_tokens"), ("partners", "0002_modes_and_notes")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Partner",
                    fields=[
                        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ("name", reconnect.clinic.sealing.fields.SealedTextField()),
                        ("added_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="partners",
                                to="people.person",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.service"
                            ),
                        ),
                    ],
                    options={"db_table": "partners_partner", "ordering": ("-added_at", "id")},
                ),
            ],
        ),
    ]

"""A token of each person's whole name, so that a namesake is found at once."""

from django.db import migrations

from reconnect.clinic.sealing.tokens import whole_name_token


def add_tokens(apps, schema_editor):
    Person, PersonToken = (apps.get_model("people", name) for name in ("Person", "PersonToken"))
    for person in Person.objects.order_by("id").iterator(1000):
        PersonToken.objects.create(
            person=person,
            service_id=person.service_id,
            token=whole_name_token(person.service_id, person.name),
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0002_sealed_diagnoses_and_group")]
    operations = [migrations.RunPython(add_tokens, migrations.RunPython.noop)]

"""Columns of sealed text: AES-256-GCM, bound to table, column and row."""

import json
from typing import Any

from django.db import models

from reconnect.clinic.sealing.envelope import opened, sealed
from reconnect.clinic.sealing.keys import VERSION


class SealedTextField(models.BinaryField):
    """Text that the database cannot read. ``None`` and "" stay apart; a value moved to another row does not open.

    The additional data are table, column, row id and key version, so a stolen or swapped cell is no one else's text.
    """

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:  # noqa: FBT001, FBT002
        """Put a descriptor on the model that opens the value when it is read."""
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, _Opening(self))

    def from_db_value(self, value: Any, *_: object) -> "_Closed | None":
        """Leave it sealed until somebody reads it."""
        return None if value is None else _Closed(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:  # noqa: ARG002, FBT001
        """Seal the text for this row."""
        held = model_instance.__dict__.get(self.attname)
        if held is None or isinstance(held, _Closed):
            return held and held.sealed
        return sealed(self.as_text(held), self.context(model_instance))

    def get_prep_value(self, value: Any) -> Any:
        """Only sealed bytes reach the database: never plain text through update() or a filter."""
        if isinstance(value, (str, list)):
            raise TypeError(f"{self.name} is sealed: it cannot be filtered or updated as text")
        return super().get_prep_value(value)

    def context(self, instance: models.Model) -> bytes:
        """What the cell is bound to."""
        return f"{instance._meta.db_table}|{self.column}|{instance.pk}|{VERSION}".encode()

    def open(self, instance: models.Model, envelope: bytes) -> Any:
        """What a sealed cell holds. Raises InvalidTag where it is not this row's."""
        return self.from_text(opened(envelope, self.context(instance)))

    def as_text(self, value: Any) -> str:
        """How the value is written before it is sealed."""
        return str(value)

    def from_text(self, text: str) -> Any:
        """The value that was written so."""
        return text


class SealedListField(SealedTextField):
    """Some texts in order, sealed together."""

    def as_text(self, value: list[str]) -> str:
        """As JSON."""
        return json.dumps(value, ensure_ascii=False)

    def from_text(self, text: str) -> list[str]:
        """The list."""
        found: list[str] = json.loads(text)
        return found


class _Closed:
    __slots__ = ("sealed",)

    def __init__(self, sealed: bytes) -> None:
        self.sealed = sealed


class _Opening:
    def __init__(self, field: SealedTextField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        held = instance.__dict__[self.field.attname]
        return self.field.open(instance, held.sealed) if isinstance(held, _Closed) else held

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value

"""Figures of any kind as the few kinds of value that JSON has."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from reconnect.model.measure import Measure


def plain(value: object) -> Any:
    """``value`` as objects, lists, texts and numbers; a measure is its id, a set a sorted list."""
    if isinstance(value, Measure):
        return value.id
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(each) for each in (sorted(value) if isinstance(value, frozenset) else value)]
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    return value

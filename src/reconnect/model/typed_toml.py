"""Read TOML text as a frozen type: strict, no unknown field, every problem at once with its field's path."""

import tomllib
from typing import TypeVar

from reconnect.errors import Problem, RefusedError
from reconnect.model.typed import as_typed

T = TypeVar("T")


def read_typed_toml(text: str, noun: type[T], file: str) -> T:
    """``text`` as a ``noun`` (a frozen dataclass of plain fields, enums, tuples and such dataclasses).

    Strict: "5" is no number and 1 no truth value. Raises RefusedError with a Problem a field.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RefusedError([Problem(file, f"not TOML: {error}")]) from None
    return as_typed(data, noun, file)

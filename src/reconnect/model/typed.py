"""Give plain data a frozen type: no unknown field, every problem at once with its field's path."""

import json
from dataclasses import fields
from typing import Any, TypeVar

from pydantic import AfterValidator as Check
from pydantic import TypeAdapter, ValidationError

from reconnect.errors import Problem, RefusedError

__all__ = ["Check", "as_typed"]

T = TypeVar("T")

ALTERNATIVES = {"str", "int", "float"}

_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}  # building one costs milliseconds


def as_typed(data: object, noun: type[T], file: str, *, strict: bool = True) -> T:
    """``data`` as a ``noun`` (a frozen dataclass of plain fields, enums, tuples and such dataclasses).

    Strict: "5" is no number and 1 no truth value; otherwise text is read as what the field holds, as it must be
    where a file holds nothing but text. Raises RefusedError with a Problem a field.
    """
    try:
        # Through JSON, where strict still takes a list for a tuple and text for an enum or a date.
        return _adapter(noun).validate_json(json.dumps(data, default=str), strict=strict, extra="forbid")
    except ValidationError as error:
        raise RefusedError(_problems(error, noun, file)) from None


def _problems(error: ValidationError, noun: type[Any], file: str) -> list[Problem]:
    """One Problem a field: where text or a number may stand, pydantic reports each alternative."""
    problems: dict[str | None, Problem] = {}
    for each in error.errors(include_url=False, include_input=False, include_context=False):
        loc = each["loc"]
        message = _message(each["type"], each["msg"], noun, loc)
        if loc and loc[-1] in ALTERNATIVES:
            loc, message = loc[:-1], "text or a number should stand here"
        problems.setdefault(_path(loc), Problem(file, message, field=_path(loc)))
    return list(problems.values())


def _adapter(noun: type[T]) -> TypeAdapter[T]:
    if noun not in _ADAPTERS:
        _ADAPTERS[noun] = TypeAdapter(noun)
    return _ADAPTERS[noun]


def _path(loc: tuple[int | str, ...]) -> str | None:
    path = ""
    for part in loc:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return path.removeprefix(".") or None


def _message(kind: str, message: str, noun: type[Any], loc: tuple[int | str, ...]) -> str:
    match kind:
        case "missing":
            return "this field is missing"
        case "unexpected_keyword_argument" if len(loc) == 1:
            return f"no such field; there are: {', '.join(field.name for field in fields(noun))}"
        case "unexpected_keyword_argument":
            return "no such field here"
        case "value_error":
            return message.removeprefix("Value error, ")
        case _:
            return message[0].lower() + message[1:]

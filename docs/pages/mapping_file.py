"""mapping-file.md: every field of the mapping file, from the types that read it."""

import dataclasses
import tomllib
import types
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from pages.markdown import bullets, code, page, plain, table
from pages.specifications import specifications
from reconnect.exchange import mapping
from reconnect.model.load import shipped_library

MEANINGS = Path(__file__).with_name("mapping_fields.toml")
NAMES = {str: "text", float: "number", int: "whole number", bool: "`true` or `false`"}


def mapping_file_page() -> str:
    """The page's text. Raises ValueError where mapping_fields.toml and the types name different fields."""
    told = tomllib.loads(MEANINGS.read_text("utf-8"))
    sections = [block for name, each in told["sections"].items() for block in _section(name, each)]
    made_from = "reconnect.exchange.mapping, docs/pages/mapping_fields.toml and tests/spec/10-layouts.toml"
    measures = bullets(f"`{measure.id}`: {plain(measure.name)}" for measure in shipped_library().measures.values())
    said = [told["introduction"], *sections, told["formats"], *_examples(), told["own_names"], measures]
    return page("The mapping file", made_from, *said)


def _section(name: str, told: dict[str, Any]) -> Iterator[str]:
    noun = getattr(mapping, name)
    fields, meanings = dataclasses.fields(noun), told["fields"]
    if [field.name for field in fields] != list(meanings):
        known = ", ".join(field.name for field in fields)
        raise ValueError(f"{MEANINGS.name}: sections.{name}.fields must be, in this order: {known}")
    hints = get_type_hints(noun)
    yield f"## {told['heading']}"
    yield told["about"]
    yield table(
        ["field", "what to write", "without it", "meaning"],
        [[f"`{each.name}`", _kind(hints[each.name]), _default(each), meanings[each.name]] for each in fields],
    )


def _kind(hint: Any) -> str:
    options = [each for each in get_args(hint) if each is not types.NoneType]
    if get_origin(hint) in {Union, types.UnionType}:
        return "text or number" if len(options) > 1 else _kind(options[0])
    if get_origin(hint) is tuple:
        return f"list, each: {_kind(options[0])}" if Ellipsis in options else f"list of {len(options)} numbers"
    if get_origin(hint) is dict or dataclasses.is_dataclass(hint):
        return "table"
    if issubclass(hint, StrEnum):
        return " or ".join(f'`"{each}"`' for each in hint)
    return NAMES[hint]


def _default(field: dataclasses.Field[Any]) -> str:
    if field.default is not dataclasses.MISSING:
        return f'`"{field.default}"`' if isinstance(field.default, str) else "–"
    return "refused" if field.default_factory is dataclasses.MISSING else "–"


def _examples() -> Iterator[str]:
    yield "## Examples"
    yield "The same scores in each layout. The tests read every one of them, and find the same figures."
    for case in specifications()["10-layouts"]["cases"]:
        yield f"### {plain(case['name'])}"
        yield code(case["data"], "csv")
        yield code(case["map"], "toml")

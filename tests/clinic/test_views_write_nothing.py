"""Views load, check, call one action and answer: no view reads or writes a table by itself."""

import ast
import textwrap
from pathlib import Path

import pytest

import reconnect.clinic

CLINIC = Path(reconnect.clinic.__file__).parent
MANAGERS = {"objects", "_default_manager", "_base_manager"}
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "execute",
    "raw",
}
LONGEST = 25


def view_files() -> list[Path]:
    return sorted([*CLINIC.glob("*/views.py"), *CLINIC.glob("*/views/*.py")])


def room_of(file: Path) -> str:
    return file.relative_to(CLINIC).parts[0]


def name_of(file: Path) -> str:
    return file.relative_to(CLINIC).as_posix()


def touches(source: str) -> list[str]:
    """Every attribute that reaches a table, or changes a row, with its line."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            found.append(f"line {node.lineno}: .{node.attr}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            found.append(f"line {node.lineno}: .{node.func.attr}()")
    return sorted(set(found))


def long_views(source: str) -> list[str]:
    """Functions of more lines than a view needs, decorators and docstring not counted."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > LONGEST
    ]


def test_every_room_with_pages_has_its_views_looked_at() -> None:
    rooms = {room_of(file) for file in view_files()}
    assert rooms == {room_of(file) for file in CLINIC.glob("*/urls.py")}
    assert {"accounts", "desk", "people", "questionnaires", "reports"} <= rooms


@pytest.mark.parametrize("file", view_files(), ids=name_of)
def test_views_touch_no_table(file: Path) -> None:
    assert touches(file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", view_files(), ids=name_of)
def test_views_are_short(file: Path) -> None:
    assert long_views(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("person = Person.objects.get(pk=1)", ".objects"),
        ("person.save()", ".save()"),
        ("Person._default_manager.all()", "._default_manager"),
        ("found.filter(pk=1).update(name='x')", ".update()"),
        ("person.delete()", ".delete()"),
        ("people.create(name='x')", ".create()"),
        ("cursor.execute('DELETE FROM people_person')", ".execute()"),
    ],
)
def test_a_view_that_touches_a_table_is_found(line: str, named: str) -> None:
    source = f'''
        @policy(ANYONE)
        def view(request):
            """A view."""
            {line}
        '''
    assert touches(textwrap.dedent(source)) == [f"line 5: {named}"]


def test_a_view_that_is_too_long_is_found() -> None:
    assert long_views("def view(request):\n" + "    x = 1\n" * (LONGEST + 1)) == ["view"]
    assert long_views("def view(request):\n" + "    x = 1\n" * LONGEST) == []

"""Every template takes from another one only what stands there: a name that moved away is found here, not by a page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.template import engines
from jinja2 import Environment, nodes

from reconnect.config import settings

pytestmark = pytest.mark.either

ROOMS = Path(settings.__file__).parents[1] / "clinic"


@pytest.fixture(scope="module")
def templates() -> Environment:
    assert apps.ready
    return engines["jinja2"].env


def named() -> list[str]:
    """Every template by the name under which another one takes it in."""
    return sorted(str(each).partition("/templates/")[2] for each in ROOMS.glob("*/templates/**/*.j2"))


def missing(templates: Environment, source: str) -> Iterator[str]:
    """What the template takes that is not there."""
    for taken in templates.parse(source).find_all(nodes.FromImport):
        assert isinstance(taken.template, nodes.Const)
        there = templates.parse(source_of(templates, taken.template.value))
        offered = {each.name for each in there.find_all(nodes.Macro)}
        offered |= {each.name for each in there.find_all(nodes.Name) if each.ctx == "store"}
        names = (each if isinstance(each, str) else each[0] for each in taken.names)
        yield from (f"{taken.template.value}: {name}" for name in names if name not in offered)


def source_of(templates: Environment, name: str) -> str:
    """Its text."""
    assert templates.loader
    return templates.loader.get_source(templates, name)[0]


def test_what_a_template_takes_from_another_is_there(templates: Environment) -> None:
    found = {name: list(missing(templates, source_of(templates, name))) for name in named()}
    assert len(found) > 80
    assert {name: gone for name, gone in found.items() if gone} == {}


def test_a_name_that_moved_away_would_be_noticed(templates: Environment) -> None:
    source = '{% from "macros/forms.html.j2" import problems, moved_away %}'
    assert list(missing(templates, source)) == ["macros/forms.html.j2: moved_away"]

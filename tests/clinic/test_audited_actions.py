"""No action without its event in the audit trail, and nothing done where the event could not be written."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from browsing import signed_in
from django.db import DatabaseError, connection
from recipes import RECIPES
from tables import everything
from universe import Universe

import reconnect.clinic
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.trail import first_broken
from reconnect.clinic.demo.clinic import build_clinic

pytestmark = pytest.mark.furnished

WRITERS = {"actions", "answering", "entry", "releasing"}
UNWRITABLE = {
    "sqlite": [
        "CREATE TRIGGER no_more BEFORE INSERT ON audit_auditevent BEGIN SELECT RAISE(ABORT, 'no more events'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no more events'; END $$",
        "CREATE TRIGGER no_more BEFORE INSERT ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
}


def writers() -> Iterator[Callable[..., object]]:
    """Every public function of the modules that write."""
    for module in pkgutil.walk_packages(reconnect.clinic.__path__, "reconnect.clinic."):
        if set(module.name.split(".")[-2:]) & WRITERS:
            for name, found in vars(importlib.import_module(module.name)).items():
                if inspect.isfunction(found) and found.__module__ == module.name and not name.startswith("_"):
                    yield found


def no_more_events() -> None:
    """Make the audit table unwritable."""
    with connection.cursor() as cursor:
        for statement in UNWRITABLE[connection.vendor]:
            cursor.execute(statement)


def test_every_public_function_that_writes_is_an_action_and_has_a_recipe_here() -> None:
    assert set(writers()) == set(RECIPES)
    assert all(hasattr(found, "__wrapped__") for found in writers())


@pytest.mark.parametrize("act", RECIPES, ids=lambda act: act.__name__)
def test_an_action_writes_its_event_which_says_who_and_about_whom_and_nothing_more(
    universe: Universe, act: Callable[..., object]
) -> None:
    prepared = RECIPES[act](universe)
    before = AuditEvent.objects.count()
    prepared()
    events = list(AuditEvent.objects.all())[before:]
    assert events
    for event in events:
        assert re.fullmatch(r"operator|(member|code):[0-9a-f-]{36}", event.actor)
        assert re.fullmatch(
            r"(person|service|member|message|occasion|group):[0-9a-f-]{36}|[a-z-]+:[a-z0-9-]+:\d+", event.target
        )
        assert event.service_id is not None
        assert not re.search("canary", f"{event.actor}{event.action}{event.target}", re.IGNORECASE)
    assert first_broken(AuditEvent.objects.all()) is None


@pytest.mark.parametrize("act", RECIPES, ids=lambda act: act.__name__)
def test_an_action_whose_event_cannot_be_written_leaves_everything_as_it_was(
    universe: Universe, act: Callable[..., object]
) -> None:
    prepared = RECIPES[act](universe)
    before = everything()
    no_more_events()
    with pytest.raises(DatabaseError, match="no more events"):
        prepared()
    assert len(before) > 15
    assert everything() == before


def test_the_demonstration_is_built_whole_or_not_at_all(db: None) -> None:
    before = everything()
    no_more_events()
    with pytest.raises(DatabaseError, match="no more events"):
        build_clinic(today=date(2026, 1, 31))
    assert everything() == before


def test_a_person_whose_reading_cannot_be_noted_is_not_shown(universe: Universe) -> None:
    clinician = signed_in(universe.north.clinician)
    person = universe.north.answered.person
    no_more_events()
    page = clinician.get(f"/staff/people/p/{person.pk}/")
    assert page.status_code >= 500
    assert person.name not in page.content.decode()
    assert person.nhs_number not in page.content.decode()

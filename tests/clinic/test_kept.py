"""A universe that is put back is the one that was built, to the byte, and each test gets its own."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone
from kept import Kept, keep, put_back
from tables import everything
from universe import MSQ, OWN_FROM, Place, Universe, build_person, build_place, build_universe, canary, install

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.trail import first_broken
from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.people.models import Person

WRITTEN = {"sqlite": "quote({0})", "postgresql": "{0}::text"}


def as_written() -> dict[str, list[tuple[str, ...]]]:
    """Every row as the database writes it out, past all that makes something of the language of it."""
    found = {}
    with connection.cursor() as cursor:
        for table in everything():
            cursor.execute(f'SELECT * FROM "{table}" WHERE 1 = 0')  # noqa: S608 names of tables
            columns = [each[0] for each in cursor.description]
            cells = ", ".join(WRITTEN[connection.vendor].format(f'"{column}"') for column in columns)
            cursor.execute(f'SELECT {cells} FROM "{table}"')  # noqa: S608 names of tables
            found[table] = sorted(map(tuple, cursor.fetchall()), key=repr)
    return found


@pytest.mark.parametrize("furnished", [False, True])
def test_what_is_put_back_is_what_was_built(db: None, furnished: bool) -> None:  # noqa: FBT001
    built = []

    def build(*, furnished: bool) -> Universe:
        universe = build_universe(furnished=furnished)
        built.append(as_written())
        return universe

    before = as_written()
    with mock.patch("kept.build_universe", build):
        kept = keep(furnished=furnished)
    assert as_written() == before != built[0]
    put_back(kept)
    assert as_written() == built[0]


def test_what_one_test_does_to_its_things_reaches_no_other(db: None, universes_as_built: dict[bool, Kept]) -> None:
    universe = put_back(universes_as_built[False])
    assert universe.north.answered.episode.person is universe.north.answered.person
    universe.north.answered.person.name = "Somebody else"
    again = put_back(Kept(universes_as_built[False].things, []))
    assert again.north.answered.person.name == canary("name", "northanswered")
    assert again.north.answered.person.pk == universe.north.answered.person.pk


@pytest.fixture
def something_before(db: None) -> Place:
    return build_place("east", furnished=False)


def test_where_something_stands_already_the_trail_goes_on(something_before: Place, universe: Universe) -> None:
    assert Service.objects.count() == 3
    assert first_broken(AuditEvent.objects.all()) is None


@pytest.mark.parametrize("words", ["first", "second"])
def test_the_same_service_asks_in_the_words_of_this_test(universe: Universe, words: str) -> None:
    install(universe.north.service, mark=words)
    assert canary("wording", words) in edition(universe.north.service, MSQ, OWN_FROM).items[0].text


@pytest.mark.furnished
def test_what_is_added_finds_its_number_free(universe: Universe) -> None:
    people = Person.objects.filter(service=universe.north.service)
    before = people.count()
    build_person(universe.north.clinician, "northadded")
    assert people.count() == before + 1 > 4


@pytest.mark.parametrize(("ago", "fresh"), [(1, True), (299, True), (301, False), (24 * 3600, False)])
def test_what_was_built_a_while_ago_is_built_again(ago: int, fresh: bool) -> None:  # noqa: FBT001
    noon = timezone.now().replace(hour=12)
    with mock.patch("kept.timezone.now", return_value=noon):
        assert Kept(b"", [], noon - timedelta(seconds=ago)).is_fresh is fresh

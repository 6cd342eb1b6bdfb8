"""What tells who somebody is cannot be read without the key, nor from another row's place."""

import base64
import os
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from universe import Universe, build_place

from reconnect.clinic.people.models import Person
from reconnect.clinic.sealing.fields import SealedTextField
from reconnect.clinic.sealing.keys import derived_key

SEALED = ("name", "nhs_number", "born_on", "words_preferred", "gender_said", "diagnoses")


def cell(person: Person, column: str) -> bytes:
    """The bytes of a cell, past the model."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM people_person WHERE id = %s", [_key(person)])  # noqa: S608 no name
        return bytes(cursor.fetchone()[0])


def put(person: Person, column: str, value: bytes) -> None:
    """Write a cell, past the model."""
    with connection.cursor() as cursor:
        statement = f"UPDATE people_person SET {column} = %s WHERE id = %s"  # noqa: S608
        cursor.execute(statement, [value, _key(person)])


def _key(person: Person) -> str:
    return person.pk.hex if connection.vendor == "sqlite" else str(person.pk)


def read(person: Person, column: str) -> str:
    return getattr(Person.objects.get(pk=person.pk), column)


def test_every_field_that_tells_who_somebody_is_is_sealed() -> None:
    sealed = {field.name for field in Person._meta.get_fields() if isinstance(field, SealedTextField)}
    assert sealed == set(SEALED)


@pytest.mark.parametrize("column", SEALED)
def test_a_sealed_cell_is_read_back_and_holds_none_of_its_text(universe: Universe, column: str) -> None:
    person = universe.north.answered.person
    text = getattr(person, column)
    assert text
    assert read(person, column) == text
    for each in [text] if isinstance(text, str) else text:
        assert each.encode() not in cell(person, column)


@pytest.mark.parametrize("column", SEALED)
def test_a_cell_moved_to_another_row_does_not_open(universe: Universe, column: str) -> None:
    one, other = universe.north.answered.person, universe.north.waiting.person
    put(one, column, cell(other, column))
    with pytest.raises(InvalidTag):
        read(one, column)


@pytest.mark.parametrize(("source", "target"), list(pairwise(SEALED)))
def test_a_cell_moved_to_another_column_does_not_open(universe: Universe, source: str, target: str) -> None:
    person = universe.north.answered.person
    put(person, target, cell(person, source))
    with pytest.raises(InvalidTag):
        read(person, target)


def test_two_rows_that_change_their_cells_both_stay_shut(universe: Universe) -> None:
    one, other = universe.north.answered.person, universe.south.answered.person
    mine, theirs = cell(one, "name"), cell(other, "name")
    put(one, "name", theirs)
    put(other, "name", mine)
    for person in (one, other):
        with pytest.raises(InvalidTag):
            read(person, "name")


def test_a_changed_byte_anywhere_does_not_open(universe: Universe) -> None:
    person = universe.north.answered.person
    sealed = cell(person, "name")
    for place in range(1, len(sealed)):
        put(person, "name", sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :])
        with pytest.raises(InvalidTag):
            read(person, "name")


def test_the_same_text_is_never_sealed_the_same(universe: Universe) -> None:
    person = universe.north.answered.person
    before = cell(person, "name")
    person.name = str(person.name)
    person.save()
    assert cell(person, "name") != before
    assert read(person, "name") == person.name


def test_empty_and_unknown_stay_apart(universe: Universe) -> None:
    person = universe.north.answered.person
    person.words_preferred, person.gender_said = "", None
    person.save()
    assert (read(person, "words_preferred"), read(person, "gender_said")) == ("", None)


@pytest.mark.parametrize("text", ["Zoë", "李小龍", "👩🏽‍🦽", "a" * 10_000, "line\nline\ttab", "\x00"])
def test_any_text_comes_back_as_it_was(universe: Universe, text: str) -> None:
    person = universe.north.answered.person
    person.words_preferred = text
    person.save()
    assert read(person, "words_preferred") == text


def test_plain_text_reaches_no_query(universe: Universe) -> None:
    for reach in (lambda: Person.objects.filter(name="Zoë").exists(), lambda: Person.objects.update(name="Zoë")):
        with pytest.raises(TypeError, match="sealed"):
            reach()


def test_another_key_opens_nothing(
    universe: Universe,
    settings: "pytest_django.Settings",  # noqa: F821
    tmp_path: Path,
) -> None:
    settings.KEY_FILE = tmp_path / "key"
    settings.KEY_FILE.write_text(base64.b64encode(os.urandom(32)).decode(), "ascii")
    derived_key.cache_clear()
    try:
        with pytest.raises(InvalidTag):
            read(universe.north.answered.person, "name")
    finally:
        derived_key.cache_clear()


def test_keys_for_different_purposes_differ() -> None:
    keys = {derived_key(purpose) for purpose in ("sealed-text", "search", "audit", "entry-codes")}
    assert len(keys) == 4
    assert all(len(key) == 32 for key in keys)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's files are the server's own")
def test_no_sealed_text_and_no_code_stands_in_the_files_of_the_database() -> None:
    place = build_place("north", furnished=False)
    people = (place.answered.person, place.waiting.person)
    hidden = [getattr(person, column) for person in people for column in SEALED if column != "diagnoses"]
    hidden += [diagnosis for person in people for diagnosis in person.diagnoses]
    hidden += [place.answered.episode.group, place.waiting.episode.group, place.code, place.code.replace("-", "")]
    assert len(set(hidden)) == 16
    name = Path(connection.settings_dict["NAME"])
    files = [file for file in name.parent.glob(f"{name.name}*") if file.is_file()]
    assert f"{name.name}-wal" in {file.name for file in files}
    data = b"".join(file.read_bytes() for file in files)
    assert place.service.name.encode() in data  # what is not sealed is found: the search would find the rest
    for text in hidden:
        for form in (text.encode(), text.lower().encode(), text.encode("utf-16-le"), base64.b64encode(text.encode())):
            assert form not in data, text

"""The trail shows that somebody changed it: what, where, and what it cannot show."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from starting import reconnect_run
from universe import Universe

from reconnect.clinic.audit.append_only import guard, release
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.trail import first_broken, head, holds, record

FORGED = {
    "action": "read_nothing",
    "actor": "member:nobody",
    "target": "person:nobody",
    "service_id": None,
    "mac": "0" * 64,
    "previous_mac": "0" * 64,
}


@pytest.fixture
def trail(universe: Universe) -> list[AuditEvent]:
    return list(AuditEvent.objects.all())


@pytest.fixture
def unguarded(trail: list[AuditEvent]) -> Iterator[list[AuditEvent]]:
    """Somebody who has the database took the guard away."""
    release(connection)
    yield trail
    guard(connection)


def broken() -> int | None:
    return first_broken(AuditEvent.objects.all())


def test_a_trail_that_nobody_changed_is_whole(trail: list[AuditEvent]) -> None:
    assert [event.number for event in trail] == list(range(1, len(trail) + 1))
    assert len(trail) > 20
    assert broken() is None


def test_a_trail_without_any_event_is_whole(db: None) -> None:
    assert broken() is None


def test_the_table_itself_refuses_changes_and_removals(trail: list[AuditEvent]) -> None:
    def tried() -> list[str]:
        events = AuditEvent.objects.filter(pk=trail[3].pk)
        refusals = []
        for change in (lambda: events.update(actor="nobody"), events.delete, AuditEvent.objects.all().delete):
            try:
                with transaction.atomic():
                    change()
            except DatabaseError as refused:
                refusals.append(str(refused))
        return refusals

    with transaction.atomic():
        release(connection)
        assert tried() == []
        transaction.set_rollback(True)
    assert len(tried()) == 3
    assert all("the audit trail only grows" in refusal for refusal in tried())
    assert list(AuditEvent.objects.all()) == trail


@pytest.mark.parametrize("field", FORGED)
def test_a_changed_event_is_found_at_its_place(unguarded: list[AuditEvent], field: str) -> None:
    for event in unguarded[1:]:
        kept = getattr(event, field)
        AuditEvent.objects.filter(pk=event.pk).update(**{field: FORGED[field]})
        assert broken() == event.number
        AuditEvent.objects.filter(pk=event.pk).update(**{field: kept})
    assert broken() is None


def test_a_changed_time_is_found(unguarded: list[AuditEvent]) -> None:
    event = unguarded[7]
    AuditEvent.objects.filter(pk=event.pk).update(at=event.at.replace(year=event.at.year - 1))
    assert broken() == event.number


def test_a_missing_event_is_found_wherever_it_was_but_at_the_end(unguarded: list[AuditEvent]) -> None:
    for event in unguarded[:-1]:
        with transaction.atomic():
            AuditEvent.objects.filter(pk=event.pk).delete()
            assert broken() == event.number
            transaction.set_rollback(True)


def test_a_missing_event_is_found_though_those_after_it_were_numbered_anew(unguarded: list[AuditEvent]) -> None:
    AuditEvent.objects.filter(pk=unguarded[4].pk).delete()
    for event in unguarded[5:]:
        AuditEvent.objects.filter(pk=event.pk).update(number=event.number - 1)
    assert broken() == 5


def test_events_that_changed_places_are_found(unguarded: list[AuditEvent]) -> None:
    first, second = unguarded[3], unguarded[9]
    AuditEvent.objects.filter(pk=first.pk).update(number=10_000)
    AuditEvent.objects.filter(pk=second.pk).update(number=first.number)
    AuditEvent.objects.filter(pk=first.pk).update(number=second.number)
    assert broken() == first.number


def test_an_event_of_which_the_writer_had_no_key_is_found(trail: list[AuditEvent]) -> None:
    AuditEvent.objects.create(
        number=len(trail) + 1,
        at=trail[-1].at,
        service_id=trail[-1].service_id,
        actor="operator",
        action="read_person",
        target=trail[-1].target,
        previous_mac=trail[-1].mac,
        mac=trail[-1].mac,
    )
    assert broken() == len(trail) + 1


def test_a_trail_whose_beginning_was_cut_off_is_found(unguarded: list[AuditEvent]) -> None:
    AuditEvent.objects.filter(number__lt=6).delete()
    assert broken() == 1


def test_a_trail_whose_end_was_cut_off_looks_whole_and_only_a_head_kept_elsewhere_could_tell(
    unguarded: list[AuditEvent],
) -> None:
    AuditEvent.objects.filter(number__gt=5).delete()
    assert broken() is None


def test_a_head_kept_elsewhere_tells_that_the_end_was_cut_off(unguarded: list[AuditEvent]) -> None:
    kept = head()
    assert kept == f"{len(unguarded)}:{unguarded[-1].mac}"
    assert holds("0:")
    assert holds(kept)
    with transaction.atomic():
        record(actor="operator", action="test", target="service:x", service_id=None)
    assert holds(kept)
    AuditEvent.objects.filter(number__gt=5).delete()
    assert not holds(kept)
    for nonsense in ("", ":", "x:y", f"5:{unguarded[5].mac}", "²:x"):
        assert not holds(nonsense)


@pytest.mark.either
def test_the_command_prints_the_head_and_names_what_was_changed(tmp_path: Path) -> None:
    assert reconnect_run("serve", "--demo", "--build-only", "--folder", str(tmp_path)).returncode == 0
    base = tmp_path / "clinic.sqlite3"
    where = {"RECONNECT_KEY_FILE": str(tmp_path / "key"), "RECONNECT_DATABASE_URL": f"sqlite:///{base}"}
    ran = reconnect_run("audit", **where)
    kept = ran.stdout.split()[-1]
    assert ran.returncode == 0
    assert reconnect_run("audit", "--since", kept, **where).returncode == 0
    with sqlite3.connect(base) as opened:
        opened.execute("DROP TRIGGER audit_no_DELETE")
        opened.execute("DELETE FROM audit_auditevent WHERE number > 9")
    assert reconnect_run("audit", **where).returncode == 0
    cut = reconnect_run("audit", "--since", kept, **where)
    assert (cut.returncode, "was cut" in cut.stderr) == (2, True)
    with sqlite3.connect(base) as opened:
        opened.execute("DELETE FROM audit_auditevent WHERE number = 4")
    assert "event 4" in reconnect_run("audit", **where).stderr


def test_the_trail_goes_on_after_the_last_event_with_its_mac(trail: list[AuditEvent]) -> None:
    with transaction.atomic():
        event = record(actor="operator", action="test", target="service:x", service_id=None)
    assert (event.number, event.previous_mac) == (trail[-1].number + 1, trail[-1].mac)
    assert broken() is None


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_of_any_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(actor="operator", action="test", target="service:x", service_id=None)
    assert not AuditEvent.objects.exists()

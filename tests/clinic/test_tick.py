"""`reconnect tick`: every step has its turn, what failed is named, and nobody's address is printed."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from at_once import at_once
from django.db import connection
from django.utils import timezone
from rooms.outbox import queued
from starting import environment, reconnect_run
from universe import Universe, build_place

from reconnect.clinic.followup import rounds
from reconnect.clinic.outbox.actions import begin_try
from reconnect.clinic.outbox.alone import alone
from reconnect.clinic.outbox.channel import Channel
from reconnect.clinic.outbox.models import Attempt, Message, State
from reconnect.clinic.outbox.sending import send_waiting
from reconnect.config.commands import beside
from reconnect.config.commands.tick import run_steps
from reconnect.config.steps import STEPS, Step

SENDING = "send what waits"
ADDRESS = "umber@example.org"


def step(name: str, told: list[tuple[str, datetime]], fails: Exception | None = None) -> Step:
    def run(at: datetime) -> Mapping[str, int]:
        told.append((name, at))
        if fails:
            raise fails
        return {"done": 2, "left": 0}

    return Step(name, run)


def test_a_step_that_fails_is_named_and_does_not_stop_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    ran: list[tuple[str, datetime]] = []
    now = timezone.now()
    steps = [step("first", ran), step("second", ran, ValueError(ADDRESS)), step("third", ran)]
    assert run_steps(steps, now) == 1
    assert ran == [("first", now), ("second", now), ("third", now)]
    printed = capsys.readouterr()
    assert printed.out.splitlines() == ["first: 2 done", "third: 2 done"]
    assert printed.err.splitlines() == ["second: failed (ValueError)"]
    assert run_steps([steps[0], steps[2]], now) == 0


def test_a_step_is_left_out_where_the_one_that_it_is_after_failed(capsys: pytest.CaptureFixture[str]) -> None:
    ran: list[tuple[str, datetime]] = []
    now = timezone.now()
    last = replace(step("last", ran), after="first")
    assert run_steps([step("first", ran, ValueError(ADDRESS)), step("second", ran), last], now) == 1
    assert [name for name, _ in ran] == ["first", "second"]
    said = ["first: failed (ValueError)", "last: left out, as the step before it failed: first"]
    assert capsys.readouterr().err.splitlines() == said
    assert run_steps([step("first", ran), last], now) == 0
    assert ran[-1] == ("last", now)


def test_nothing_is_sent_while_what_is_over_cannot_be_stopped(
    universe: Universe, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = queued(universe.north, Channel.EMAIL)
    monkeypatch.setattr(rounds, "occasion_of", lambda _: 1 // 0)
    assert run_steps(STEPS) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts.count()) == (State.WAITING, 0)
    monkeypatch.undo()
    assert run_steps(STEPS) == 0
    message.refresh_from_db()
    assert message.state == State.SENT


def test_what_waits_is_sent_after_the_steps_that_put_messages_there() -> None:
    names = [each.name for each in STEPS]
    assert len(set(names)) == len(names)
    assert names.index(SENDING) > max(names.index(each) for each in ("ask those who are due", "stop what is over"))
    assert next(each.run for each in STEPS if each.name == SENDING) is send_waiting


def test_only_counts_are_printed(universe: Universe, capsys: pytest.CaptureFixture[str]) -> None:
    message = queued(universe.north, Channel.EMAIL)
    assert run_steps(STEPS) == 0
    printed = capsys.readouterr()
    assert (f"{SENDING}: 1 sent" in printed.out.splitlines(), printed.err) == (True, "")
    for told in (message.to, message.subject, message.text, str(message.pk), universe.north.service.name):
        assert told not in printed.out
    assert run_steps(STEPS) == 0
    assert SENDING not in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a lock of the server")
def test_on_a_database_server_the_lock_is_the_servers() -> None:
    other = connection.copy()
    try:
        with alone() as mine, other.cursor() as cursor:
            assert mine
            cursor.execute("SELECT pg_try_advisory_lock(7230416)")
            assert cursor.fetchone() == (False,)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(7230416)")
            assert cursor.fetchone() == (True,)
        with alone() as mine:
            assert not mine
    finally:
        other.close()


def settings_in(folder: Path) -> dict[str, str]:
    (folder / "key").write_text("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "ascii")
    return {
        "RECONNECT_KEY_FILE": str(folder / "key"),
        "RECONNECT_DATABASE_URL": f"sqlite:///{folder / 'clinic.sqlite3'}",
        "RECONNECT_MESSAGES_FOLDER": str(folder / "messages"),
    }


def test_the_command_without_a_database_says_which_step_failed_and_ends_with_one(tmp_path: Path) -> None:
    ran = reconnect_run("tick", **settings_in(tmp_path))
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "stop what is over: failed (OperationalError)" in ran.stderr.splitlines()
    assert f"{SENDING}: left out, as the step before it failed: stop what is over" in ran.stderr.splitlines()
    assert "Traceback" not in ran.stderr


PREPARE = """
from datetime import timedelta
from reconnect.config.commands.setting_up import set_up, prepare
set_up()
prepare()
from django.utils import timezone
from reconnect.clinic.accounts.actions import found_service
from reconnect.clinic.outbox.actions import queue_message
from reconnect.clinic.outbox.channel import Channel
service = found_service(name="Invented", portal_name="Sample", support_note="Sample.")
for number in range(40):
    queue_message(
        service=service, channel=Channel.EMAIL, to="umber@example.org", subject="For you", text="Something waits.",
        about="sample:one", number=number, good_until=timezone.now() + timedelta(days=1), actor="operator",
    )
"""


@pytest.mark.either
def test_beside_a_server_it_sends_and_ends_when_the_last_process_of_the_server_is_killed(tmp_path: Path) -> None:
    told = settings_in(tmp_path)
    ran = subprocess.run([sys.executable, "-c", PREPARE], env=environment(**told), capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr
    # Two at once, as if somebody had begun two servers.
    held: list[int] = []
    ticks: list[subprocess.Popen[bytes]] = []
    for _ in range(2):
        ours, theirs = os.pipe()
        held.append(theirs)
        ticks.append(
            subprocess.Popen(
                [sys.executable, "-c", beside.TICK],
                stdin=ours,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment(**told),
            )
        )
        os.close(ours)
    # Whoever holds the pipe is killed, as a server may be.
    holders = [subprocess.Popen(["sleep", "600"], pass_fds=[each]) for each in held]
    for each in held:
        os.close(each)
    try:
        _until(lambda: len(list((tmp_path / "messages").glob("*.txt"))) == 40, 120)
        time.sleep(0.5)
        assert [each.poll() for each in ticks] == [None] * 2
    finally:
        for holder in holders:
            os.kill(holder.pid, signal.SIGKILL)
            holder.wait()
    said = [tick.communicate(timeout=120) for tick in ticks]
    assert [tick.returncode for tick in ticks] == [0] * 2
    assert [error for _, error in said] == [b""] * 2
    counts = sqlite3.connect(tmp_path / "clinic.sqlite3")
    try:
        assert counts.execute("SELECT state, count(*) FROM outbox_message GROUP BY state").fetchall() == [("sent", 40)]
        tried = counts.execute("SELECT count(*), count(DISTINCT message_id) FROM outbox_attempt").fetchone()
        assert tried == (40, 40)
    finally:
        counts.close()


def _until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_beside_a_server_it_is_begun_again_if_it_ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    monkeypatch.setattr(beside, "TICK", f"open({str(begun)!r}, 'a').write('x')")
    monkeypatch.setattr(beside, "AGAIN_AFTER", 0.05)
    with beside.ticking():
        _until(lambda: begun.exists() and len(begun.read_text()) >= 2, 60)
    time.sleep(0.2)
    number = len(begun.read_text())
    time.sleep(0.5)
    assert len(begun.read_text()) == number


@pytest.mark.django_db(transaction=True)
def test_of_many_who_begin_a_try_at_once_one_does(transactional_db: None) -> None:
    message = queued(build_place("north", furnished=False), Channel.EMAIL)
    now = timezone.now()
    found = at_once([lambda: begin_try(message_id=message.pk, looks_up=False, at=now)] * 20)
    assert sum(isinstance(each, Attempt) for each in found) == 1
    assert found.count(None) == 19
    assert Attempt.objects.filter(message=message).count() == 1
    assert Message.objects.get(pk=message.pk).state == State.SENDING

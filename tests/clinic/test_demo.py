"""The demonstration: invented people only, the same at every run, and never where anything else stands."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from starting import python_run, reconnect_run
from tables import everything
from universe import build_care, build_member, build_service

from reconnect.clinic.accounts.models import Role, Service
from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.audit.trail import first_broken, record
from reconnect.clinic.demo import people
from reconnect.clinic.demo.clinic import build_clinic
from reconnect.clinic.people.models import Episode, Person
from reconnect.clinic.questionnaires.models import Answer, Response, Score
from reconnect.clinic.reports.outcomes import service_outcomes
from reconnect.errors import ActionDenied

TODAY = date(2026, 1, 31)


def content() -> list[object]:
    """Everything that somebody could see of it, without random ids and without the time of the run."""
    episodes = Episode.objects.select_related("person").order_by("referred_on", "id")
    told = [
        (
            each.person.name,
            each.person.nhs_number,
            each.person.born_on,
            each.person.gender_said,
            each.person.gender_reported,
            each.person.diagnoses,
            each.person.pain_since,
            each.group,
            each.referred_on,
            each.started_on,
            each.ended_on,
            [word.agreed for word in each.person.agreements.all()],
            sorted(_told(response) for response in each.person.responses.all()),
        )
        for each in episodes
    ]
    return sorted(told, key=repr)


def _told(response: Response) -> tuple[object, ...]:
    answers = sorted(response.answers.values_list("item_id", "state", "value"), key=repr)
    scores = sorted(response.scores.values_list("measure_id", "value", "missing"), key=repr)
    return (
        response.occasion.moment,
        response.questionnaire_id,
        str(response.answered_on),
        response.basis,
        answers,
        scores,
    )


def built(today: date) -> list[object]:
    with transaction.atomic():
        build_clinic(today=today)
        found = content()
        transaction.set_rollback(True)
    return found


def test_it_is_the_same_at_every_run_for_one_day_and_another_on_another(db: None, demo: None) -> None:
    first = built(TODAY)
    assert len(first) == people.PEOPLE
    assert built(TODAY) == first
    assert built(TODAY + timedelta(days=200)) != first


def test_it_is_made_by_actions_of_invented_people_at_every_stage_and_only_once(db: None, demo: None) -> None:
    service = build_clinic(today=TODAY)
    assert service.demo
    assert first_broken(AuditEvent.objects.all()) is None
    assert AuditEvent.objects.filter(action="add_person").count() == Person.objects.count() == people.PEOPLE
    for person in Person.objects.all():
        first, last = person.name.split()
        assert first in people.FIRST
        assert last in people.LAST
        assert person.nhs_number.startswith("999 000")
    episodes = Episode.objects.all()
    assert len({each.group for each in episodes}) == people.GROUPS
    stages = {(each.started_on is None, each.ended_on is None, each.responses_at) for each in _with_responses(episodes)}
    assert len(stages) >= 5
    assert max(each.referred_on for each in episodes) - min(each.referred_on for each in episodes) > timedelta(days=700)
    assert not [each for each in Response.objects.all() if each.answered_on > TODAY]
    assert Score.objects.filter(measure_id="msq_anxiety", value__isnull=False).exists()
    assert Answer.objects.filter(state="blank").exists()
    outcomes = service_outcomes(service)
    assert 0 < len(outcomes.participants) < people.PEOPLE
    with pytest.raises(ActionDenied):
        build_clinic(today=TODAY)


def _with_responses(episodes: object) -> list[Episode]:
    found = list(episodes.prefetch_related("occasions__responses"))
    for each in found:
        each.responses_at = sum(bool(occasion.responses.all()) for occasion in each.occasions.all())
    return found


def test_it_is_refused_where_a_service_stands(db: None, demo: None) -> None:
    build_service("north")
    before = everything()
    with pytest.raises(ActionDenied, match="only on an empty one"):
        build_clinic(today=TODAY)
    assert everything() == before


def test_it_is_refused_where_people_stand(db: None, demo: None) -> None:
    build_care(build_member(build_service("north"), Role.CLINICIAN, "north"), "north")
    before = everything()
    with pytest.raises(ActionDenied):
        build_clinic(today=TODAY)
    assert everything() == before


def test_it_is_refused_where_only_the_trail_tells_that_something_stood(db: None, demo: None) -> None:
    with transaction.atomic():
        record(actor="operator", action="test", target="service:gone", service_id=None)
    with pytest.raises(ActionDenied):
        build_clinic(today=TODAY)
    assert not Service.objects.exists()


VISIT = """
import django
django.setup()
from django.test import Client
client = Client(SERVER_NAME="localhost")
for persona in ("clinician", "lead", "administrator", "person", "nobody", "privacy"):
    client.cookies.clear()
    page = client.get(f"/demo/{persona}/", follow=True)
    marked = "A demonstration" in page.content.decode()
    print(persona, page.status_code, page.request["PATH_INFO"], marked)
"""


def test_the_command_builds_it_prints_its_links_and_each_leads_in(tmp_path: Path) -> None:
    ran = reconnect_run("serve", "--demo", "--build-only", "--folder", str(tmp_path), "--as-of", TODAY.isoformat())
    assert (ran.returncode, ran.stderr) == (0, "")
    assert all(f"/demo/{persona}/" in ran.stdout for persona in ("clinician", "lead", "administrator", "person"))
    visited = python_run(
        "-c",
        VISIT,
        DJANGO_SETTINGS_MODULE="reconnect.config.settings",
        RECONNECT_DEMO="yes",
        RECONNECT_KEY_FILE=str(tmp_path / "key"),
        RECONNECT_HOSTS="localhost",
        RECONNECT_DATABASE_URL=f"sqlite:///{tmp_path / 'clinic.sqlite3'}",
    )
    assert visited.stdout.splitlines() == [
        "clinician 200 /staff/people/ True",
        "lead 200 /staff/people/ True",
        "administrator 200 /staff/members/ True",
        "person 200 /t/1/ True",
        "nobody 404 /demo/nobody/ True",
        "privacy 404 /demo/privacy/ True",
    ], visited.stderr

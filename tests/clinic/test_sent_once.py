"""Whatever is sent many times over is sent once: fifty at the same moment, a hundred times."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from browsing import visiting
from django.db import connections
from django.http import HttpResponse
from universe import OURS, Place, build_care, build_place, code_for

from reconnect.clinic.audit.models import AuditEvent
from reconnect.clinic.library.questionnaires import current
from reconnect.clinic.people.models import Occasion
from reconnect.clinic.questionnaires.models import Response, Score

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, ROUNDS = 50, 100


@pytest.fixture
def place(transactional_db: None) -> Place:
    return build_place("north", furnished=False)


@pytest.fixture
def all_at_once() -> Iterator[Callable[[Callable[[], HttpResponse]], list[HttpResponse]]]:
    """Do it in fifty threads at the same moment; all answers. Each thread keeps its connection from round to round."""
    gate = Barrier(THREADS)

    def one(act: Callable[[], HttpResponse]) -> HttpResponse:
        gate.wait(timeout=60)
        return act()

    def end() -> None:
        gate.wait(timeout=60)
        connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        yield lambda act: [done.result() for done in [pool.submit(one, act) for _ in range(THREADS)]]
        for closed in [pool.submit(end) for _ in range(THREADS)]:
            closed.result()


def test_fifty_times_send_a_hundred_times_is_a_hundred_responses(
    place: Place, all_at_once: Callable[[Callable[[], HttpResponse]], list[HttpResponse]]
) -> None:
    occasions = some_occasions(place)
    for occasion in occasions:
        browser = visiting(code_for(occasion, place.clinician))
        said = all_at_once(lambda browser=browser: browser.copy().post("/done/"))
        # On a machine that has other work some wait too long, and are told that it was not saved: they may try again.
        told = [page for page in said if page.status_code != 503]
        assert told
        assert all(page.status_code == 302 or "Thank you" in page.content.decode() for page in told)
    responses = Response.objects.filter(occasion__in=occasions)
    for questionnaire_id in current(place.service):
        found = responses.filter(questionnaire_id=questionnaire_id)
        assert (found.count(), found.live().submitted().count()) == (ROUNDS, ROUNDS)
    scored = responses.get(questionnaire_id=OURS, occasion=occasions[0]).scores.count()
    assert Score.objects.filter(response__in=responses).count() == scored * ROUNDS
    assert AuditEvent.objects.filter(action="submit_responses").count() == ROUNDS


def some_occasions(place: Place) -> list[Occasion]:
    """A hundred, of people who answered at none of them."""
    care = [build_care(place.clinician, f"north{number}") for number in range(-(-ROUNDS // 3))]
    return [occasion for each in care for occasion in each.occasions.values()][:ROUNDS]

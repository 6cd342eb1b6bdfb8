"""Whoever looks at the demonstration finds people of every kind and at every stage, and links that lead somewhere."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import override_settings

from reconnect.clinic.demo import people
from reconnect.clinic.demo.clinic import build_clinic
from reconnect.clinic.demo.groups import GROUPS, WAITING
from reconnect.clinic.demo.personas import occasion_to_answer, persona_member
from reconnect.clinic.followup.actions.silencing import stop_for
from reconnect.clinic.followup.models import WhyStop
from reconnect.clinic.library.questionnaires import ASKED
from reconnect.clinic.people.models import Agreement, Episode, Occasion, Person
from reconnect.clinic.people.windows import window
from reconnect.clinic.questionnaires.models import Answer, Response, Score
from reconnect.model.occasion import Occasion as Moment

pytestmark = pytest.mark.either
TODAY = date(2024, 2, 29)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: "pytest_django.DjangoDbBlocker") -> Iterator[None]:  # noqa: F821
    """The clinic of that day, built once; afterwards it is gone again."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        build_clinic(today=TODAY)
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def today(built: None, db: None) -> date:
    """The day that the clinic now standing was built for."""
    return TODAY


def test_whoever_looks_finds_people_at_every_stage(today: date) -> None:
    episodes = list(Episode.objects.prefetch_related("occasions__responses"))
    begun = [each.referred_on for each in episodes]
    assert timedelta(days=900) < today - min(begun) < timedelta(days=1096)
    assert max(begun) < today
    assert len({each.group for each in episodes} - {None}) == len(GROUPS) == 6

    in_treatment = [each for each in episodes if each.started_on and not each.ended_on]
    assert sum(today - each.started_on < timedelta(days=42) for each in in_treatment) == GROUPS[-1].size
    assert sum(today - each.started_on > timedelta(days=99) for each in in_treatment) == 2  # they stopped coming
    assert sum(each.group is not None and not each.started_on for each in episodes) == 2  # they never came
    assert sum(each.group is None for each in episodes) == len(WAITING)
    assert Counter(each.person_id for each in episodes).most_common(2)[0][1] == 2  # treated twice

    open_today = Counter(moment for each in episodes for moment in _open_and_unanswered(each, today))
    assert open_today[Moment.PRE] >= 3
    assert open_today[Moment.POST] >= 3
    assert 3 <= open_today[Moment.FOLLOW_UP] <= 6


def _open_and_unanswered(episode: Episode, today: date) -> Iterator[Moment]:
    for occasion in episode.occasions.all():
        moment = Moment(occasion.moment)
        span = window(moment, episode.started_on, episode.ended_on)
        sent = any(response.submitted_at for response in occasion.responses.all())
        if span is not None and span.holds(today) and not sent:
            yield moment


def test_whoever_looks_finds_everything_that_answers_can_be(today: date) -> None:
    sent = Response.objects.live().submitted().exclude(occasion=None)
    by_code = sent.filter(entered_by=None).count() / sent.count()
    assert 0.3 < by_code < 0.7
    drafts = Response.objects.live().filter(submitted_at=None, answers__isnull=False).exclude(occasion=None).distinct()
    assert sorted(draft.occasion.moment for draft in drafts) == ["follow_up", "post", "pre"]
    assert {draft.answers.count() for draft in drafts} == {2}
    assert not Response.objects.exclude(retracted_at=None).filter(superseded_by=None).exists()
    assert Response.objects.exclude(retracted_at=None).values("occasion").distinct().count() == 3

    of_measures = Answer.objects.filter(response__in=sent.filter(questionnaire_id__in=ASKED))
    states = Counter(of_measures.values_list("state", flat=True))
    assert states.keys() == {"value", "declined", "does not apply", "blank"}
    assert states["declined"] > states["does not apply"] > 2
    assert states["blank"] > 2
    assert {basis for (basis,) in sent.values_list("basis").distinct()} == {
        "current",
        "past",
        "imagined",
        "prefer not to say",
    }
    outside = [response.occasion_id for response in sent if not _in_window(response)]
    assert len(set(outside)) == 3
    assert Score.objects.filter(value__isnull=True).exists()
    assert all(response.submitted_at.date() < today for response in sent)


def _in_window(response: Response) -> bool:
    episode = response.occasion.episode
    span = window(Moment(response.occasion.moment), episode.started_on, episode.ended_on)
    return span is not None and span.holds(response.answered_on)


def test_people_are_of_every_kind_and_say_for_themselves_what_is_counted(today: date) -> None:
    everyone = list(Person.objects.all())
    genders = Counter(person.gender_reported for person in everyone)
    assert genders.keys() == {"woman", "man", "non-binary", ""}
    assert genders["woman"] > genders["man"] > 10
    assert sum(person.words_preferred is not None for person in everyone) >= 10
    assert sum(person.gender_said is not None for person in everyone) >= 6

    words = Counter(tuple(word.agreed for word in person.agreements.all()) for person in everyone)
    assert words == {(True,): people.PEOPLE - 6, (False,): 3, (True, False): 1, (): 2}
    assert not Agreement.objects.filter(said_on__gte=today).exists()


def test_the_persons_link_opens_an_occasion_that_is_open_and_untouched(today: date) -> None:
    for later in (timedelta(0), timedelta(days=500)):  # a demonstration is often looked at long after it was built
        occasion = occasion_to_answer(persona_member("clinician"), today + later)
        span = window(Moment(occasion.moment), occasion.episode.started_on, occasion.episode.ended_on)
        assert span.holds(today + later)
        assert not Response.objects.filter(occasion=occasion).exists()
    assert Occasion.objects.filter(pk=occasion.pk, episode__started_on=None).exists()


def test_the_persons_link_opens_nothing_of_somebody_who_wants_no_more(today: date) -> None:
    clinician = persona_member("clinician")
    person = occasion_to_answer(clinician, today).episode.person
    stop_for(person=person, why=WhyStop.DECLINED, on=today, by=clinician)
    assert occasion_to_answer(clinician, today).episode.person != person

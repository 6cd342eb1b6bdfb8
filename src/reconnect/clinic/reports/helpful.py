"""How helpful people said each technique was, read for the evaluation."""

from collections.abc import Mapping
from uuid import UUID

from reconnect.analysis.outcomes import Rating, RatingScale
from reconnect.clinic.accounts.models import Service
from reconnect.clinic.library.questionnaires import RATED, RATED_AT, asked_at
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.windows import window
from reconnect.clinic.questionnaires.models import Answer
from reconnect.model.answer import AnswerState
from reconnect.model.occasion import Occasion as Moment

HEARD = (AnswerState.VALUE, AnswerState.DOES_NOT_APPLY)  # a step, or that it was not done


def rating_scale(service: Service) -> RatingScale:
    """The steps of the questionnaire that the service asks; all its items have the same."""
    items = asked_at(service, Moment.POST)[RATED].items
    low, high = items[0].low, items[0].high
    labels = items[0].labels
    return RatingScale(low, high, labels[str(low)], labels[str(high)], tuple(item.id for item in items))


def ratings(service: Service, episodes: Mapping[UUID, Episode]) -> tuple[Rating, ...]:
    """What was said in the days of an occasion, of the ``episodes`` only; as measures are counted."""
    answers = Answer.objects.filter(
        service_id=service.pk,
        state__in=HEARD,
        response__questionnaire_id=RATED,
        response__retracted_at=None,
        response__occasion__moment__in=RATED_AT,
    )
    rows = answers.exclude(response__submitted_at=None).values_list(
        "item_id",
        "value",
        "response__answered_on",
        "response__occasion__moment",
        "response__occasion__episode_id",
    )
    found = []
    for technique, step, answered_on, moment, episode_id in rows.order_by("id").iterator(2000):
        episode = episodes.get(episode_id)
        if episode is None:
            continue
        span = window(Moment(moment), episode.started_on, episode.ended_on)
        if span is not None and span.holds(answered_on):
            found.append(Rating(str(episode_id), technique, Moment(moment), step))
    return tuple(found)

"""Years of work at the team's desk for a clinic of a benchmark, through the same actions as real work."""

import sys
from datetime import UTC, date, datetime, timedelta
from random import Random

CHUNK = 500  # episodes in one transaction
MEETINGS = 8  # contacts of somebody who was treated; everyone else has one
BLOCKS = ("assessment-thoughts", "assessment-doing", "assessment-readiness", "assessment-medicines")
TECHNIQUES = ("pain-education", "sensate-focus", "flare-up-plan")
TRIES = 4  # worksheets of each technique


def fill_desk(by: object) -> None:
    """Contacts for everyone who has none, and the whole desk for whoever answered; continues an earlier run."""
    from reconnect.clinic.audit.transaction import writing  # noqa: PLC0415
    from reconnect.clinic.people.models import Episode  # noqa: PLC0415

    waiting = Episode.objects.visible_to(by).filter(contacts=None).select_related("person", "service")
    ids = list(waiting.order_by("referred_on", "id").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        with writing():
            chunk = ids[start : start + CHUNK]
            answered = set(
                Episode.objects.filter(pk__in=chunk, occasions__responses__isnull=False).values_list("pk", flat=True)
            )
            for episode in waiting.filter(pk__in=chunk):
                _meet(by, episode)
                if episode.pk in answered and not episode.goals.exists():
                    _work(by, episode)
        print(f"\rdesk: {min(start + CHUNK, len(ids)):,} episodes of {len(ids):,}", end="", file=sys.stderr)
    print(file=sys.stderr)


def _meet(by: object, episode: object) -> None:
    from reconnect.clinic.care.actions.contacts import record_contact  # noqa: PLC0415
    from reconnect.clinic.care.encounter import Encounter  # noqa: PLC0415

    first, times = (episode.started_on, MEETINGS) if episode.started_on else (episode.referred_on, 1)
    for week in range(times):
        day = first + timedelta(weeks=week)
        if day > _today():
            return
        told = Encounter(
            held_on=day,
            techniques={TECHNIQUES[week % 3]: 30, TECHNIQUES[(week + 1) % 3]: 15},
            practice_agreed="Ten quiet minutes a day.",
            leaders=(by,),
        )
        record_contact(episode=episode, told=told, by=by)


def _work(by: object, episode: object) -> None:
    from reconnect.clinic.asking.actions import record_block, record_permission  # noqa: PLC0415
    from reconnect.clinic.asking.models import Said  # noqa: PLC0415
    from reconnect.clinic.care.actions.events import record_event  # noqa: PLC0415
    from reconnect.clinic.care.models import Barrier  # noqa: PLC0415
    from reconnect.clinic.formulation.actions import begin_formulation  # noqa: PLC0415
    from reconnect.clinic.plan.actions.goals import set_goal, set_target  # noqa: PLC0415
    from reconnect.clinic.plan.actions.lines import add_technique  # noqa: PLC0415
    from reconnect.clinic.questionnaires.actions import record_response  # noqa: PLC0415
    from reconnect.model.load import shipped_library  # noqa: PLC0415

    day, random = min(episode.referred_on + timedelta(days=60), _today()), Random(str(episode.pk))
    shipped = shipped_library().questionnaires.newest
    record_permission(episode=episode, answer=Said.YES, said_on=day, at_first_visit=True, by=by)
    for name in BLOCKS:
        record_block(episode=episode, block=shipped[name], given=_given(shipped[name], random), answered_on=day, by=by)
    begin_formulation(episode=episode, by=by)
    goal = set_goal(episode=episode, words="To lie close and be at ease.", set_on=day, by=by)
    for words in ("Say one thing that hurts.", "Let a hand rest."):
        set_target(goal=goal, words=words, set_on=day, by=by)
    for technique in TECHNIQUES:
        add_technique(episode=episode, technique_id=technique, added_on=day, by=by)
        sheet = shipped[f"worksheet-{technique}"]
        for _ in range(TRIES):
            record_response(episode=episode, questionnaire=sheet, given=_given(sheet, random), answered_on=day, by=by)
    record_event(person=episode.person, kind=Barrier.ILLNESS, began_on=day, by=by)


def _given(questionnaire: object, random: Random) -> dict[str, object]:
    from reconnect.clinic.questionnaires.keeping import Given  # noqa: PLC0415
    from reconnect.model.answer import AnswerState  # noqa: PLC0415

    found = {}
    for item in questionnaire.items:
        if item.kind == "text":
            found[item.id] = Given(AnswerState.VALUE, text="A few words of an invented person.")
        elif item.flag is None:
            step = random.randint(item.low, item.high)
            found[item.id] = Given(AnswerState.VALUE, 2**step if item.kind == "choices" else step)
    return found


def _today() -> date:
    return datetime.now(UTC).date()

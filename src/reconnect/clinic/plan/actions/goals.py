"""What changes goals and targets, and who agreed to them."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.audit.transaction import action
from reconnect.clinic.formulation.queries import accepted_arrows
from reconnect.clinic.people.days import refuse_days, today_of
from reconnect.clinic.people.models import Episode
from reconnect.clinic.people.trail import record_about
from reconnect.clinic.plan.models import Goal, HowEnded, PersonsWord, Target, TargetAgreement
from reconnect.errors import ActionDenied


@action
def set_goal(
    *,
    episode: Episode,
    words: str,
    set_on: date,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the goal's
    at: datetime | None = None,
) -> Goal:
    """Write down what the person wants, in their words.

    With an ``id`` the same is set once: raises IntegrityError the second time, in whichever plan it stands.
    """
    at = at or timezone.now()
    refuse_days(by.service, set_on, at=at)
    goal = Goal.objects.create(
        id=id or uuid4(), service_id=episode.service_id, episode=episode, words=words, set_on=set_on, recorded_at=at
    )
    record_about(by, "set_goal", episode.person, at)
    return goal


@action
def end_goal(*, goal: Goal, how_ended: HowEnded, ended_on: date, by: Member, at: datetime | None = None) -> Goal:
    """Record that the goal ended, and how; its targets end with it.

    Raises ActionDenied where it ended before, and for a day before the goal, or a target that stands, was set.
    """
    at = at or timezone.now()
    refuse_days(by.service, ended_on, at=at)
    goal.episode.hold()  # no target comes or goes meanwhile
    goal = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    if goal.ended_on is not None:
        raise ActionDenied("This goal has ended already.")
    if ended_on < goal.set_on:
        raise ActionDenied("A goal cannot end before it was set.")
    if goal.targets.filter(ended_on=None, set_on__gt=ended_on).exists():
        raise ActionDenied("A target of this goal was set after that day: choose a later one, or end the target first.")
    goal.ended_on, goal.how_ended = ended_on, how_ended
    goal.save(update_fields=["ended_on", "how_ended"])
    goal.targets.filter(ended_on=None).update(ended_on=ended_on)
    record_about(by, "end_goal", goal.episode.person, at)
    return goal


@action
def set_target(
    *,
    goal: Goal,
    words: str,
    set_on: date,
    by: Member,
    arrow_key: str = "",
    id: UUID | None = None,  # noqa: A002 it is the target's
    at: datetime | None = None,
) -> Target:
    """Write down what the team works on for the goal, and which arrow that means to weaken.

    Raises ActionDenied for an arrow that the person did not accept. With an ``id`` as ``set_goal``.
    """
    at = at or timezone.now()
    refuse_days(by.service, set_on, at=at)
    goal.episode.hold()  # no target comes or goes meanwhile
    goal = Goal.objects.select_for_update(of=("self",)).select_related("episode__person").get(pk=goal.pk)
    if goal.ended_on is not None:
        raise ActionDenied("This goal has ended: set the target for another one.")
    if arrow_key and arrow_key not in {arrow.key for arrow in accepted_arrows(goal.episode)}:
        raise ActionDenied("The person has not accepted this arrow: choose another one, or none.")
    target = Target.objects.create(
        id=id or uuid4(),
        service_id=goal.service_id,
        goal=goal,
        words=words,
        arrow_key=arrow_key,
        set_on=set_on,
        recorded_at=at,
    )
    record_about(by, "set_target", goal.episode.person, at)
    return target


@action
def end_target(*, target: Target, by: Member, at: datetime | None = None) -> Target:
    """The team stops working on the target, from today. One that ended stays as it is."""
    at = at or timezone.now()
    target.goal.episode.hold()
    Target.objects.filter(pk=target.pk, ended_on=None).update(ended_on=max(today_of(by.service, at), target.set_on))
    record_about(by, "end_target", target.goal.episode.person, at)
    target.refresh_from_db(fields=["ended_on"])
    return target


@action
def agree_to_target(*, target: Target, by: Member, at: datetime | None = None) -> TargetAgreement:
    """Agree for the member's own discipline; agreeing again changes nothing.

    Raises ActionDenied where no discipline is recorded, or the target has ended.
    """
    at = at or timezone.now()
    target = Target.objects.select_for_update(of=("self",)).select_related("goal__episode__person").get(pk=target.pk)
    if not by.discipline:
        raise ActionDenied("Your discipline is not recorded: ask whoever adds staff to record it, then agree.")
    if target.ended_on is not None:
        raise ActionDenied("This target has ended: there is nothing to agree to.")
    record_about(by, "agree_to_target", target.goal.episode.person, at)
    agreement, _ = TargetAgreement.objects.get_or_create(
        target=target,
        member=by,
        withdrawn_on=None,
        defaults={
            "service_id": target.service_id,
            "discipline": by.discipline,
            "agreed_on": today_of(by.service, at),
        },
    )
    return agreement


@action
def withdraw_from_target(*, target: Target, by: Member, at: datetime | None = None) -> None:
    """Take back the member's own agreement; that it was given stays recorded."""
    at = at or timezone.now()
    target.agreements.filter(member=by, withdrawn_on=None).update(withdrawn_on=today_of(by.service, at))
    record_about(by, "withdraw_from_target", target.goal.episode.person, at)


@action
def record_persons_word(
    *,
    episode: Episode,
    seen: Collection[UUID],
    agreed: bool,
    said_on: date,
    by: Member,
    id: UUID | None = None,  # noqa: A002 it is the word's
    at: datetime | None = None,
) -> PersonsWord:
    """Record whether the person agrees to the targets they have ``seen``, which must be those that stand.

    Raises ActionDenied where a colleague set or ended one meanwhile: nobody agrees to what they did not see.
    """
    at = at or timezone.now()
    refuse_days(by.service, said_on, at=at)
    episode.hold()
    standing = set(Target.objects.filter(goal__episode=episode, ended_on=None).values_list("pk", flat=True))
    if not standing:
        raise ActionDenied("There is no target yet to agree to: set one first.")
    if standing != set(seen):
        raise ActionDenied("The targets changed while this page was open: look at them together, then save again.")
    word = PersonsWord.objects.create(
        id=id or uuid4(), service_id=episode.service_id, episode=episode, agreed=agreed, said_on=said_on, recorded_at=at
    )
    record_about(by, "record_persons_word", episode.person, at)
    return word

"""Steps and kept plans, ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from reconnect.clinic.accounts.models import Member
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.questionnaires.told import newest_of
from reconnect.clinic.steps.models import LadderStep, StepTry
from reconnect.clinic.steps.queries import choices_of, pace_of, rule_of
from reconnect.model.address import address_of
from reconnect.model.discipline import Discipline
from reconnect.model.pacing import Flare, Lacking
from reconnect.model.phrases import Phrases
from reconnect.model.step_idea import StepIdeas
from reconnect.model.voice import Voice

FLARES = {
    Flare.NONE: "no flare",
    Flare.SETTLED: "a flare that settled within two days",
    Flare.LONG: "a flare of more than two days",
    Flare.UNSAID: "flare not said",
}


@dataclass(frozen=True, slots=True)
class IdeaGroup:
    """A group of ideas in the person's voice: each with its address."""

    name: str
    about: str
    gentle: bool
    ideas: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, group: StepIdeas, voice: Voice) -> "IdeaGroup":
        """The ideas that are for them, in their words."""
        said = tuple((address_of(each.id), voice.say(each.text)) for each in group.ideas_for(voice))
        return cls(voice.say(group.name), voice.say(group.about), group.gentle, said)


@dataclass(frozen=True, slots=True)
class PhraseGroup:
    """A group of words to borrow, in the person's voice."""

    name: str
    about: str
    phrases: tuple[str, ...]

    @classmethod
    def of(cls, group: Phrases, voice: Voice) -> "PhraseGroup":
        """The words that are for them."""
        return cls(group.name, group.about, voice.speak(group.phrases))


@dataclass(frozen=True, slots=True)
class Timing:
    """The time of a step: its words, or what it lacks; ``percent`` is how fast it may grow."""

    lacking: str
    time: str
    same: bool
    percent: str

    @classmethod
    def of(cls, step: LadderStep) -> "Timing | None":
        """None where no physiotherapist switched it on."""
        if rule_of(step) is None:
            return None
        pace = pace_of(step)
        percent = str(choices_of(step)[-1].percent)
        if isinstance(pace, Lacking):
            return cls(pace.value, "", same=False, percent=percent)
        return cls("", duration(pace.shown), pace.same, percent)


def duration(seconds: int) -> str:
    """Such as "4 minutes 20 seconds"."""
    minutes, rest = divmod(seconds, 60)
    parts = [(minutes, "minute"), (rest, "second")]
    said = [f"{many} {unit}{'s' if many != 1 else ''}" for many, unit in parts if many]
    return " ".join(said) or "0 seconds"


@dataclass(frozen=True, slots=True)
class KeptWorksheet:
    """A worksheet that the person keeps: what they were asked, and what they said; what was left empty is left out."""

    id: UUID
    sent: bool
    lines: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, response: Response) -> "KeptWorksheet":
        """Sealed answers are never among them."""
        told = newest_of([response]).values()
        lines = tuple((each.item.text, "; ".join(each.said)) for each in told if each.said)
        return cls(response.pk, response.submitted_at is not None, lines)


@dataclass(frozen=True, slots=True)
class KeptExperiment:
    """A plan that is kept, with what was found and kept about it."""

    plan: KeptWorksheet
    found: tuple[KeptWorksheet, ...]


def experiments(plans: Iterable[Response], found: Iterable[Response]) -> tuple[KeptExperiment, ...]:
    """Each plan with what was found about it."""
    looked_back = list(found)
    return tuple(
        KeptExperiment(
            KeptWorksheet.of(plan), tuple(KeptWorksheet.of(each) for each in looked_back if each.about == str(plan.pk))
        )
        for plan in plans
    )


def apart(plans: Iterable[Response], found: Iterable[Response]) -> tuple[KeptWorksheet, ...]:
    """What was found and kept about plans that are not kept."""
    planned = {str(each.pk) for each in plans}
    return tuple(KeptWorksheet.of(each) for each in found if each.about not in planned)


@dataclass(frozen=True, slots=True)
class SharedTry:
    """One try, as staff read it."""

    on: date
    said: str

    @classmethod
    def of(cls, each: StepTry) -> "SharedTry":
        """How it was, the time, the flare; nothing that was not said becomes a 0."""
        how = each.get_how_display() or "how it was not said"
        time = "" if each.seconds is None else f", {duration(each.seconds)} felt all right"
        return cls(each.tried_on, f"{how}{time}, {FLARES[Flare(each.flare)]}")


@dataclass(frozen=True, slots=True)
class SharedStep:
    """A step that the person shows their team."""

    step: LadderStep
    tries: tuple[SharedTry, ...]
    timed_by: str
    may_switch: bool
    timing: Timing | None

    @classmethod
    def of(cls, step: LadderStep, reader: Member) -> "SharedStep":
        """Only a physiotherapist may switch its time on or off."""
        rule: Any = next((each for each in step.timed_rules.all() if each.ended_at is None), None)
        tries = tuple(SharedTry.of(each) for each in step.tries.all() if each.taken_back_at is None)
        may_switch = reader.discipline == Discipline.PHYSIOTHERAPY.value and not step.together
        return cls(step, tries, rule.enabled_by.name if rule else "", may_switch, Timing.of(step) if rule else None)

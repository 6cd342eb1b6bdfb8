"""What staff type in about a plan."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django import forms

from reconnect.clinic.accounts.models import Member, Service
from reconnect.clinic.formulation.queries import AcceptedArrow
from reconnect.clinic.people.forms import DateField, OnceForm, StaffForm, sentences
from reconnect.clinic.plan.actions.lines import Doing
from reconnect.clinic.plan.models import HowEnded, Level, PlanStep, Target
from reconnect.clinic.ui.plain_errors import PlainForm
from reconnect.model.technique import Technique

LONGEST = 2000


def words(label: str, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """A few lines of text."""
    return sentences(label, required=required, help_text=help_text, longest=LONGEST)


class TodayForm(StaffForm):
    """A form whose days are today unless somebody says otherwise."""

    def __init__(self, *args: object, service: Service, **kwargs: object) -> None:
        super().__init__(*args, service=service, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DateField):
                field.initial = self.today


class GoalForm(OnceForm, TodayForm):
    """What the person wants."""

    words = words("The goal, in the person's own words", help_text="As they say it: it may be as small as they like.")
    set_on = DateField(label="Said on")


class EndGoalForm(TodayForm):
    """How a goal ended."""

    how_ended = forms.ChoiceField(choices=HowEnded.choices, widget=forms.RadioSelect, label="How did it end?")
    ended_on = DateField(label="Ended on")


class TargetForm(OnceForm, TodayForm):
    """What the team works on for a goal."""

    words = words("What the team works on", help_text="Small enough that you will both see whether it changes.")
    arrow_key = forms.ChoiceField(
        required=False,
        label="The arrow it means to weaken",
        help_text="From the picture of what keeps it going, as the person accepted it.",
    )
    set_on = DateField(label="Set on")

    def __init__(self, *args: object, arrows: Iterable[AcceptedArrow], service: Service, **kwargs: object) -> None:
        super().__init__(*args, service=service, **kwargs)
        self.fields["arrow_key"].choices = [("", "None named"), *((arrow.key, arrow.text) for arrow in arrows)]


class WordForm(OnceForm, TodayForm):
    """What the person says of the targets that stand; ``seen`` are those that the page showed."""

    agreed = forms.TypedChoiceField(
        choices=[("yes", "Yes, this is their plan too"), ("no", "Not as it is")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        label="Does the person agree to these targets?",
    )
    said_on = DateField(label="Said on")
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, targets: Iterable[Target], service: Service, **kwargs: object) -> None:
        super().__init__(*args, service=service, **kwargs)
        self.standing = " ".join(sorted(str(each.pk) for each in targets))
        self.fields["seen"].initial = self.standing

    def clean_seen(self) -> set[UUID]:
        """The ids; what is none was seen nowhere."""
        try:
            return {UUID(each) for each in self.cleaned_data["seen"].split()}
        except ValueError:
            return set()

    def shown_again(self) -> None:
        """The page shows the targets that stand now: they are what was seen when it is sent once more."""
        self.data = self.data.copy()
        self.data["seen"] = self.standing


class SkillForm(OnceForm, TodayForm):
    """What the person can do already."""

    skill = forms.CharField(max_length=200, label="A skill they have already", help_text="Pacing, breathing, rest.")
    noted_on = DateField(label="Noted on")


class DoingForm(StaffForm):
    """How a technique is done with this person. Everything may stay open."""

    target = forms.ChoiceField(required=False, label="The target it serves")
    lead = forms.ChoiceField(required=False, label="Who leads")
    adaptation = words(
        "For this person",
        required=False,
        help_text="What you do differently for their culture and beliefs, their history, their relationship.",
    )
    experiment = words(
        "This week's experiment",
        required=False,
        help_text="The smallest step they choose, where and when, and what they think will happen.",
    )
    experiment_on = DateField(required=False, label="Agreed on")

    def __init__(
        self, *args: object, targets: Iterable[Target], carers: Iterable[Member], service: Service, **kwargs: object
    ) -> None:
        super().__init__(*args, service=service, **kwargs)
        self.targets = {str(each.pk): each for each in targets}
        self.carers = {str(each.pk): each for each in carers}
        self.fields["target"].choices = [("", "None named"), *((key, each.words) for key, each in self.targets.items())]
        self.fields["lead"].choices = [("", "Nobody yet"), *((key, _named(each)) for key, each in self.carers.items())]
        self.fields["experiment_on"].initial = self.today

    def clean(self) -> None:
        """An experiment has a day; a day without an experiment says nothing."""
        if self.cleaned_data.get("experiment") and "experiment_on" in self.cleaned_data:
            if self.cleaned_data["experiment_on"] is None:
                self.add_error("experiment_on", "Say on which day you agreed on it.")
        elif "experiment" in self.cleaned_data:
            self.cleaned_data["experiment_on"] = None

    @property
    def doing(self) -> Doing:
        """What a complete form says."""
        told = self.cleaned_data
        return Doing(
            target=self.targets.get(told["target"]),
            lead=self.carers.get(told["lead"]),
            adaptation=told["adaptation"],
            experiment=told["experiment"],
            experiment_on=told["experiment_on"],
        )


class AddTechniqueForm(OnceForm, DoingForm):
    """A technique that the plan takes up today."""


class ChangeLineForm(DoingForm):
    """A line's next step. ``after`` is the number of the step that the form was opened on."""

    after = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def seen_again(self, standing: PlanStep) -> None:
        """Whoever was told of another step has seen that one: what they typed may follow it."""
        self.data = self.data.copy()
        self.data["after"] = str(standing.number)
        self.overtaken = True


def known_of(step: PlanStep) -> dict[str, object]:
    """What a ChangeLineForm shows of the step that stands there. A target that ended serves no more."""
    doing = Doing.held_by(step)
    known: dict[str, object] = {"after": step.number, "adaptation": doing.adaptation, "experiment": doing.experiment}
    known |= {"target": doing.target.pk if doing.target else "", "lead": doing.lead.pk if doing.lead else ""}
    return known | ({"experiment_on": doing.experiment_on} if doing.experiment_on else {})


class StandingForm(PlainForm):
    """Whether a line rests, goes on or leaves the plan."""

    what = forms.ChoiceField(choices=[(each, each) for each in ("pause", "resume", "end")])


class ConsentForm(PlainForm):
    """Whether a member agrees to a target, or no longer."""

    agree = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes")


class LevelsForm(StaffForm):
    """How far the member says they can go with each technique. Any may stay open, but not all of them."""

    def __init__(self, *args: object, techniques: Mapping[str, Technique], service: Service, **kwargs: object) -> None:
        super().__init__(*args, service=service, **kwargs)
        for technique_id, technique in techniques.items():
            self.fields[technique_id] = forms.ChoiceField(
                choices=Level.choices, required=False, label=technique.name, widget=forms.RadioSelect
            )

    def clean(self) -> None:
        """Something must be said."""
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError("Choose a level for at least one technique.")

    @property
    def levels(self) -> dict[str, Level]:
        """What was said, by technique."""
        return {technique_id: Level(level) for technique_id, level in self.cleaned_data.items() if level}


def _named(member: Member) -> str:
    return f"{member.name}, {member.discipline}" if member.discipline else member.name

"""What a form says of a field that is wrong is in our words, and repeats nothing that was typed."""

import importlib
import pkgutil

import pytest
from django.core.exceptions import ValidationError
from django.forms import BaseForm, Field, ModelMultipleChoiceField, MultipleChoiceField
from django.utils.functional import Promise
from laddering import LADDER, stepping
from universe import Universe

import reconnect.clinic
from reconnect.clinic.followup.forms import ReachingForm, ReasonForm
from reconnect.clinic.partners.forms import ModeForm
from reconnect.clinic.people.days import EARLIEST
from reconnect.clinic.people.forms import DateField, StaffForm
from reconnect.clinic.plan.forms import LevelsForm
from reconnect.clinic.polls.forms import QuestionForm
from reconnect.clinic.portal.forms import OpenPagesForm, PhraseForm
from reconnect.model.load import shipped_library

FRAMEWORK = ("Ensure this", "Select a valid", "Enter a valid", "Enter a whole", "This field is required")
WRONG = ("", "no such thing", "\0", "a" * 30_000, "-1", "9" * 18, "é", "x@y")
SEVERAL = (MultipleChoiceField, ModelMultipleChoiceField)


def forms_of_ours() -> list[type[BaseForm]]:
    """Every form of the application that is made of fields."""
    for module in pkgutil.walk_packages(reconnect.clinic.__path__, "reconnect.clinic."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
    found, waiting = set(), [BaseForm]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found |= {kind} if kind.__module__.startswith("reconnect.") else set()
    return sorted(found, key=lambda kind: f"{kind.__module__}.{kind.__qualname__}")


FORMS = forms_of_ours()


def as_it_looks(kind: type[BaseForm]) -> BaseForm:
    """A form of this kind at the moment when it looks at its fields, made without what its rooms give it."""

    def nothing(_: BaseForm) -> None:
        pass

    told = {"__init__": BaseForm.__init__} | dict.fromkeys(("_clean_fields", "_clean_form", "_post_clean"), nothing)
    form: BaseForm = type(kind)("Looking", (kind,), told)({})
    form.full_clean()
    return form


def frameworks_words(field: Field) -> set[str]:
    """What a field says to wrong things in words that nobody here wrote: the framework's wait to be translated."""
    said = set()
    wrongs = (*WRONG, [], ["no such thing"]) if isinstance(field, SEVERAL) else WRONG
    for wrong in wrongs:
        try:
            field.clean(wrong)
        except ValidationError as error:
            said |= {each.messages[0] for each in error.error_list if isinstance(each.message, Promise)}
    return said


@pytest.mark.parametrize("kind", FORMS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
@pytest.mark.usefixtures("db")
def test_no_field_of_any_form_speaks_in_the_words_of_the_framework(kind: type[BaseForm]) -> None:
    fields = as_it_looks(kind).fields
    for field in fields.values():
        if isinstance(field, DateField):
            field.end_at(EARLIEST)
    said = {name: frameworks_words(field) for name, field in fields.items()}
    assert {name: words for name, words in said.items() if words} == {}


def test_the_forms_of_every_room_are_looked_at() -> None:
    rooms = {kind.__module__.split(".")[2] for kind in FORMS}
    assert {"letters", "steps", "together", "asking", "programmes", "formulation", "polls", "plan", "people"} <= rooms


def test_a_field_that_is_added_when_the_form_is_made_speaks_plainly_too(universe: Universe) -> None:
    techniques = dict(list(shipped_library().techniques.newest.items())[:1])
    form = LevelsForm(dict.fromkeys(techniques, "no such thing"), techniques=techniques, service=universe.north.service)
    assert list(form.errors.values()) == [["Choose one of those shown here."]]


def test_a_field_with_words_of_its_own_keeps_them(universe: Universe) -> None:
    form = OpenPagesForm({}, person=universe.north.answered.person, service=universe.north.service)
    assert form.errors["sure"] == ["Please speak about this first, and tick it."]
    assert form.errors["seen_alone_on"] == ["Please fill this in."]


@pytest.fixture
def reason(universe: Universe) -> StaffForm:
    care = universe.north.answered
    sent = {"reason": "canary-reason", "words": "a" * 10_001, "said_on": "canary-day", "person": care.person.pk}
    return ReasonForm(sent, person=care.person, service=universe.north.service)


def test_what_is_too_long_says_how_long_it_may_be(universe: Universe, reason: StaffForm) -> None:
    assert reason.errors["words"] == ["This is too long: at most 10,000 characters."]
    assert QuestionForm({"words": "a" * 5000}).errors["words"] == ["This is too long: at most 500 characters."]
    line = ReachingForm({"line": "0" * 25}, service=universe.north.service, reaching=None).errors["line"]
    assert line == ["This is too long: at most 24 characters."]
    phrase = PhraseForm({"phrase": "a" * 129, "again": "a" * 129}, chosen=False).errors["phrase"]
    assert phrase == ["This is too long: at most 128 characters."]


def test_no_sentence_of_the_web_framework_and_nothing_typed_is_said(reason: StaffForm) -> None:
    assert set(reason.errors) == {"reason", "words", "said_on"}
    assert reason.errors["reason"] == ["Choose one of those shown here."]
    said = str(reason.errors)
    assert "canary" not in said
    assert not any(each in said for each in FRAMEWORK)


def test_a_page_of_the_persons_says_no_sentence_of_the_web_framework(universe: Universe) -> None:
    answer = stepping(universe.north).browser().post(LADDER, {"words": "A hand\0", "shown": "canary-choice"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose one of those shown here." in text
    assert not any(each in text for each in ("canary", "Null characters", *FRAMEWORK))


def test_what_names_no_row_is_a_wrong_choice_and_is_not_repeated(universe: Universe) -> None:
    care = universe.north.answered
    form = ModeForm({"episode": "canary-row"}, person=care.person, service=universe.north.service)
    assert form.errors["episode"] == ["Choose one of those shown here."]

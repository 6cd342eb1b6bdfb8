"""Who leads what: said by each member of themself."""

import pytest
from planning import Planned, card_of, planned
from universe import Universe

from reconnect.clinic.accounts.models import Role
from reconnect.clinic.plan.actions.lines import Doing
from reconnect.clinic.plan.actions.skills import say_levels
from reconnect.clinic.plan.models import Competence, Level
from reconnect.clinic.plan.page import techniques_of
from reconnect.clinic.plan.presenters import mix
from reconnect.clinic.plan.queries import levels_of
from reconnect.errors import ActionDenied

pytestmark = pytest.mark.furnished


SENSATE, TALKING = "sensate-focus", "talking-with-partner"


@pytest.fixture
def plan(universe: Universe) -> Planned:
    return planned(universe.north)


def test_a_lead_of_another_discipline_is_said_and_not_refused(plan: Planned) -> None:
    plan.line("medication-management", doing=Doing(lead=plan.physio))
    assert card_of(plan, "medication-management").note.disciplines == ("medicine", "pharmacy", "nursing")
    plan.line("desensitisation", doing=Doing(lead=plan.physio))
    assert card_of(plan, "desensitisation").note is None


def test_a_lead_who_says_not_yet_is_shown_with_what_they_say(plan: Planned) -> None:
    say_levels(member=plan.physio, levels={"desensitisation": Level.NOT_YET})
    plan.line("desensitisation", doing=Doing(lead=plan.physio))
    assert card_of(plan, "desensitisation").note.level == "not yet"


def test_the_newest_level_counts_and_the_same_is_not_written_twice(plan: Planned) -> None:
    for level in (Level.NOT_YET, Level.SUPPORTED, Level.SUPPORTED):
        say_levels(member=plan.physio, levels={SENSATE: level})
    assert levels_of([plan.physio, plan.therapist]) == {plan.physio.pk: {SENSATE: Level.SUPPORTED}}
    assert Competence.objects.filter(member=plan.physio).count() == 2


def test_the_mix_pairs_who_needs_support_with_who_leads(plan: Planned) -> None:
    say_levels(member=plan.physio, levels={SENSATE: Level.SUPPORTED, TALKING: Level.SUPPORTED})
    say_levels(member=plan.therapist, levels={SENSATE: Level.LEAD})
    members = [plan.therapist, plan.physio]
    found = {
        each.technique.id: each for each in mix(techniques_of(plan.place.service).values(), members, levels_of(members))
    }
    assert (found[SENSATE].leads, found[SENSATE].supported) == ((plan.therapist,), (plan.physio,))
    assert (found[TALKING].leads, found[TALKING].supported) == ((), (plan.physio,))
    assert (found["pain-education"].leads, found["pain-education"].supported) == ((), ())
    assert (found["pain-education"].levels, found["pain-education"].unsaid) == ((None, None), 2)
    assert found[TALKING].unsaid == 1


def test_levels_are_said_by_who_treats_people_and_of_techniques(plan: Planned) -> None:
    with pytest.raises(ActionDenied, match="treat people"):
        say_levels(member=plan.place.staff[Role.ADMINISTRATOR], levels={SENSATE: Level.LEAD})
    with pytest.raises(ActionDenied, match="no such technique"):
        say_levels(member=plan.physio, levels={"levitation": Level.LEAD})

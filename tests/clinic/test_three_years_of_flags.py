"""In three years of flags none past its time is lost from sight."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flagging import WEDNESDAY, a_flag, someone
from universe import ENDED, Place, Universe, build_member

from reconnect.clinic.accounts.actions import end_membership
from reconnect.clinic.accounts.models import Member, Role
from reconnect.clinic.questionnaires.actions import record_response
from reconnect.clinic.questionnaires.keeping import Given
from reconnect.clinic.questionnaires.models import Response
from reconnect.clinic.safety.models import Flag, Outcome
from reconnect.clinic.safety.queries import calendar_of, routes_by
from reconnect.model.flag_kind import FlagKind
from reconnect.model.route import clock_of
from reconnect.model.working_day import due_at

pytestmark = pytest.mark.furnished


def told(place: Place, questionnaire: object, **answers: Given) -> Response:
    """A block told to staff."""
    return record_response(
        episode=place.waiting.episode,
        questionnaire=questionnaire,
        given={name.replace("_", "-"): given for name, given in answers.items()},
        answered_on=ENDED,
        by=place.clinician,
        at=WEDNESDAY,
    )


class Ward:
    """What must be so, kept apart from the tables: who holds each open flag, when it is due, and who is still here."""

    def __init__(self, place: Place, staff: list[Member]) -> None:
        self.place = place
        self.here = {member.pk: member for member in staff}
        self.owner: dict[object, object] = {}
        self.due: dict[object, datetime] = {}
        self.routes = routes_by(place.service).values()
        self.days = calendar_of(place.service).days

    def fresh(self, kind: FlagKind, at: datetime, number: int) -> Flag:
        """A row as the action writes it; the action itself would take minutes for so many."""
        due = due_at(at, clock_of(kind, self.routes), self.place.service.zone, self.days)
        told = {"service": self.place.service, "person": someone(self.place), "source": f"response:{number}"}
        flag = Flag(kind=kind.value, raised_at=at, due_at=due, **told)
        self.due[flag.pk] = due
        return flag

    def must_stand_on_the_leads_list(self, at: datetime) -> set[object]:
        return {flag for flag, due in self.due.items() if due <= at and self.owner.get(flag) not in self.here}

    def some_are_taken_and_some_closed(self, rolled: Random, at: datetime) -> None:
        taken: dict[object, list[object]] = {}
        closed: list[object] = []
        for flag in list(self.due):
            if self.owner.get(flag) not in self.here and rolled.random() < 0.8:
                self.owner[flag] = rolled.choice(list(self.here))
                taken.setdefault(self.owner[flag], []).append(flag)
            elif self.owner.get(flag) in self.here and rolled.random() < 0.6:
                closed.append(flag)
                del self.due[flag]
        for member, flags in taken.items():
            Flag.objects.filter(pk__in=flags).update(owner=member, owned_at=at)
        Flag.objects.filter(pk__in=closed).update(closed_at=at, outcome=Outcome.TALKED)

    def somebody_comes_or_goes(self, rolled: Random, number: int) -> None:
        if rolled.random() < 0.4 and len(self.here) > 2:
            end_membership(member=self.here.pop(rolled.choice(list(self.here))))
        elif len(self.here) < 8:
            member = build_member(self.place.service, Role.CLINICIAN, f"sim{number}north")
            self.here[member.pk] = member


def test_of_10_000_flags_in_three_years_none_past_its_time_is_without_an_owner_and_off_the_leads_list(
    universe: Universe,
) -> None:
    """Members come and go, take some, close some, forget others; the flags are of every kind and hour."""
    place, rolled = universe.north, Random(20261122)  # noqa: S311 the same three years every time
    ward = Ward(place, [build_member(place.service, Role.CLINICIAN, f"start{number}north") for number in range(6)])
    begin, late, listed = datetime(2024, 1, 1, tzinfo=UTC), 0, set()
    others = set(Flag.objects.values_list("pk", flat=True))
    moments = sorted(begin + timedelta(seconds=rolled.randrange(3 * 365 * 24 * 3600)) for _ in range(10_000))
    for start in range(0, len(moments), 50):
        batch = moments[start : start + 50]
        kinds_of_batch = rolled.choices(list(FlagKind), k=50)
        rows = zip(kinds_of_batch, batch, range(start, start + 50), strict=True)
        Flag.objects.bulk_create(ward.fresh(*row) for row in rows)
        ward.some_are_taken_and_some_closed(rolled, batch[-1])
        ward.somebody_comes_or_goes(rolled, start)
        for at in (batch[-1], batch[-1] + timedelta(days=3)):
            past = Flag.objects.visible_to(place.staff[Role.LEAD]).past_time(at).exclude(pk__in=others)
            listed = set(past.values_list("pk", flat=True))
            assert listed == ward.must_stand_on_the_leads_list(at)
            late += len(listed)
    assert Flag.objects.exclude(pk__in=others).count() == 10_000
    assert late > 1_000  # a list that is always empty proves nothing


def test_a_flag_of_the_simulation_is_due_as_one_that_the_action_raised(universe: Universe) -> None:
    place, rolled = universe.north, Random(1)  # noqa: S311
    ward = Ward(place, [])
    for number in range(40):
        at, kind = WEDNESDAY + timedelta(hours=7.3 * number), rolled.choice(list(FlagKind))
        assert ward.fresh(kind, at, number).due_at == a_flag(place, kind, at).due_at

"""Were people asked for leave to talk of intimacy: of a service, in a period, and of nothing smaller."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from reconnect.clinic.accounts.models import Service
from reconnect.clinic.asking.models import Permission, Said
from reconnect.clinic.people.models import Episode
from reconnect.clinic.reports.outcomes import agreed_of
from reconnect.clinic.reports.selection import Selection

Word = tuple[bool, str]  # whether it was at the first visit, and the answer


@dataclass(frozen=True, slots=True)
class Asked:
    """Counts of episodes with a first contact in the period: asked at the first visit, later, or not yet.

    ``no_start`` episodes have no first contact recorded, so they are in no period. The newest answers are those of
    people who agree to anonymised use; ``left_out`` were asked, and do not.
    """

    n: int
    first: int
    later: int
    not_yet: int
    no_start: int
    yes: int
    not_now: int
    no: int
    left_out: int

    @property
    def answers(self) -> int:
        """How many answers are counted."""
        return self.yes + self.not_now + self.no


def asked_of(service: Service, selection: Selection) -> Asked:
    """The counts. Three queries, none of which names a member: who asked cannot be told from what they bring."""
    found = list(Episode.objects.filter(service=service).only("pk", "person_id", "started_on"))
    counted = [each for each in found if each.started_on is not None and selection.holds(each)]
    words = _words(service)
    asked = [words[each.pk] for each in counted if each.pk in words]
    first = sum(any(at_first for at_first, _ in said) for said in asked)
    agreed = agreed_of(service)
    told = Counter(words[each.pk][-1][1] for each in counted if each.pk in words and each.person_id in agreed)
    return Asked(
        n=len(counted),
        first=first,
        later=len(asked) - first,
        not_yet=len(counted) - len(asked),
        no_start=sum(each.started_on is None for each in found),
        yes=told[Said.YES],
        not_now=told[Said.NOT_NOW],
        no=told[Said.NO],
        left_out=len(asked) - told.total(),
    )


def _words(service: Service) -> dict[UUID, list[Word]]:
    """What was said in each episode, oldest first."""
    said = Permission.objects.standing().filter(service=service).order_by("said_on", "recorded_at", "id")
    found: dict[UUID, list[Word]] = {}
    for episode_id, at_first, answer in said.values_list("episode_id", "at_first_visit", "answer"):
        found.setdefault(episode_id, []).append((at_first, answer))
    return found

"""What somebody may choose to share: nothing of it is shared until they say so."""

from dataclasses import dataclass

from reconnect.clinic.people.models import Partner
from reconnect.clinic.plan.models import Goal
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.together.models import ShareKind
from reconnect.clinic.together.queries import BOUNDARY, shared_by_person
from reconnect.clinic.together.telling import may_be_shared, questionnaire_of, words_of
from reconnect.model.address import address_of


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing as the other one would read it, should it be shared."""

    kind: ShareKind
    what: str
    words: tuple[str, ...]
    version: int | None = None

    @property
    def id(self) -> str:
        """What its address is made of: a piece of content has the same one everywhere."""
        return self.what if self.kind is ShareKind.PIECE else f"{self.kind}:{self.what}"

    @property
    def address(self) -> str:
        """Where it is looked at before it is shared."""
        return address_of(self.id)

    @property
    def title(self) -> str:
        """What it is called."""
        return self.words[0]

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What was asked, and what was said to it."""
        return tuple(zip(self.words[1::2], self.words[2::2], strict=True))


def offers_of(code: EntryCode) -> tuple[Offer, ...]:
    """Everything that the holder of the code may share, whether they do or not."""
    goals = Goal.objects.filter(episode=code.episode_id, ended_on=None)
    kept = Response.objects.live().opened_by(code).exclude(kept_at=None).select_related("service")
    kept = kept.prefetch_related("answers").order_by("-kept_at", "id")
    sheets = [each for each in kept if each.questionnaire_id not in BOUNDARY.values()]
    return (
        *(Offer(ShareKind.GOAL, str(each.pk), (each.words,)) for each in goals),
        *(_of_sheet(each) for each in sheets if may_be_shared(questionnaire_of(each))),
    )


def boundary_offer(kept: Response) -> Offer:
    """A boundary, which is shown beside another one or not at all."""
    return Offer(ShareKind.BOUNDARY, str(kept.pk), tuple(words_of(kept)))


def free_offers(code: EntryCode, partner: Partner) -> tuple[Offer, ...]:
    """Those that they do not share now."""
    shared = {(each.kind, each.what) for each in shared_by_person(partner)}
    return tuple(each for each in offers_of(code) if (each.kind, each.what) not in shared)


def _of_sheet(kept: Response) -> Offer:
    return Offer(ShareKind.WORKSHEET, str(kept.pk), tuple(words_of(kept)))

"""What somebody may choose to share: nothing of it is shared until they say so."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reconnect.clinic.flares.presenters import ShownCard
from reconnect.clinic.flares.queries import card_of
from reconnect.clinic.home.queries import kept_of
from reconnect.clinic.learning.queries import pieces_for
from reconnect.clinic.people.days import today_of
from reconnect.clinic.plan.models import Goal
from reconnect.clinic.plan.queries import agreed_goals
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.questionnaires.voices import voice_of
from reconnect.clinic.together.models import Share, ShareKind
from reconnect.clinic.together.queries import BOUNDARY
from reconnect.clinic.together.telling import may_be_shared, questionnaire_of, words_of, words_of_card
from reconnect.model.address import address_of


@dataclass(frozen=True, slots=True)
class Shareable:
    """One thing as the other one would read it. ``kept_on`` tells two sheets of one name from each other."""

    kind: ShareKind
    what: str
    words: tuple[str, ...]
    version: int | None = None
    kept_on: date | None = None

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


def shareables_of(code: EntryCode) -> tuple[Shareable, ...]:
    """Everything that the holder of the code may share, whether they do or not."""
    goals, kept = (_of_goal(each) for each in agreed_goals(code.episode)), kept_of(code)
    plan = card_of(code).questionnaire
    return (*goals, *_card(code, kept, plan), *_sheets(kept, plan), *_pieces(code))


def free_shareables(code: EntryCode, shares: Iterable[Share]) -> tuple[Shareable, ...]:
    """Those that are not among what they share now."""
    shared = {(each.kind, each.what) for each in shares}
    return tuple(each for each in shareables_of(code) if (each.kind, each.what) not in shared)


def shareable_boundary(kept: Response) -> Shareable:
    """A boundary, which is shown beside another one or not at all."""
    return Shareable(ShareKind.BOUNDARY, str(kept.pk), tuple(words_of(kept)))


def _of_goal(goal: Goal) -> Shareable:
    return Shareable(ShareKind.GOAL, str(goal.pk), (goal.words,))


def _card(code: EntryCode, found: Iterable[Response], plan: str) -> Iterator[Shareable]:
    """The card of the flare-up ``plan`` that they keep: just what stands on it, and so no medicine."""
    kept = next((each for each in found if each.questionnaire_id == plan), None)
    if kept is not None:
        yield Shareable(ShareKind.CARD, str(kept.pk), tuple(words_of_card(kept, ShownCard.of(code))))


def _sheets(found: Iterable[Response], plan: str) -> Iterator[Shareable]:
    """What they keep, apart from what is shared in another form."""
    elsewhere = {*BOUNDARY.values(), plan}
    for kept in found:
        if kept.questionnaire_id not in elsewhere and may_be_shared(questionnaire_of(kept)):
            day = today_of(kept.service, kept.kept_at)
            yield Shareable(ShareKind.WORKSHEET, str(kept.pk), tuple(words_of(kept)), kept_on=day)


def _pieces(code: EntryCode) -> Iterator[Shareable]:
    """Something to read, which says nothing of whoever shares it."""
    for piece in pieces_for(voice_of(code)):
        yield Shareable(ShareKind.PIECE, piece.id, (piece.title,), piece.version)

"""For which occasion of each person a sheet is made."""

from collections.abc import Mapping
from uuid import UUID

from django.http import QueryDict

from reconnect.clinic.people.models import Occasion
from reconnect.clinic.questionnaires.issuing import IssuedCode
from reconnect.clinic.tablet.presenters import Chosen


class SheetsForm:
    """An occasion, or no sheet, for each person; ``ending`` are the open codes that the page told of.

    ``stopped`` are those to whom nothing goes any more, though the page that was sent still offered them a sheet.
    """

    def __init__(self, sent: QueryDict, chosen: tuple[Chosen, ...], *, overtaken: bool = False) -> None:
        self.sent = sent
        self.chosen = chosen
        self.overtaken = overtaken
        self.made_for = {each: each.occasion(sent.get(each.field, "")) for each in chosen}
        self.stopped = [each for each in chosen if each.held_back and sent.get(each.field)]
        self.ending = _ids(sent.getlist("replace"))

    @property
    def asked(self) -> bool:
        """Whether sheets are asked for, or only the page that chooses."""
        return "make" in self.sent

    @property
    def occasions(self) -> list[Occasion]:
        """What sheets are to be made for."""
        return [occasion for occasion in self.made_for.values() if occasion is not None]

    @property
    def complete(self) -> bool:
        """Whether there is a sheet to make."""
        return self.asked and bool(self.occasions) and not self.stopped

    @property
    def status(self) -> int:
        """Of the page that shows it again."""
        if self.overtaken or self.stopped:
            return 409
        return 422 if self.asked or not self.chosen else 200

    def says(self, chosen: Chosen) -> str:
        """What stands chosen for a person: as it was sent, or else the occasion whose days these are."""
        said = self.made_for[chosen].pk if self.made_for[chosen] else None
        return str((said if self.asked else chosen.due) or "")

    def overtaken_by(self, chosen: tuple[Chosen, ...]) -> "SheetsForm":
        """The same, with the codes that were made meanwhile."""
        return SheetsForm(self.sent, chosen, overtaken=True)

    def made(self, issued: Mapping[UUID, IssuedCode]) -> list[tuple[Chosen, IssuedCode]]:
        """Each person whose code was made, in their order."""
        return [(each, issued[occasion.pk]) for each, occasion in self.made_for.items() if occasion is not None]


def _ids(texts: list[str]) -> set[UUID]:
    found = set()
    for text in texts:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found

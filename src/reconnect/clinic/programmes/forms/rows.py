"""Numbered rows in a form: what there is and a few empty ones, without script."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.http import QueryDict

from reconnect.clinic.people.forms import WholeNumberField
from reconnect.clinic.ui.plain_errors import PlainForm

EMPTY = 3  # rows for what is added
MOST = 40  # rows of a list

LAST = MOST + 1


class Row(PlainForm):
    """A row. It stays while ``stays`` says so; ``place`` moves it, or is empty at the end."""

    use_required_attribute = False
    place = WholeNumberField(required=False, min_value=1, max_value=99, label="Place")
    number = 0  # the place where it stood, or 0 for one that is new

    @property
    def stays(self) -> bool:
        """Whether there is anything in it."""
        raise NotImplementedError

    @property
    def order(self) -> tuple[int, int]:
        """By place. Whatever moved up goes before what stands there, and whatever moved down behind it."""
        place = self.cleaned_data.get("place") or LAST
        if not self.number:
            return place, -1
        return place, (place > self.number) - (place < self.number)


R = TypeVar("R", bound=Row)


class Rows(Generic[R]):
    """The rows of one list. ``counter`` is the hidden field that says how many were drawn."""

    def __init__(
        self, kind: type[R], name: str, data: QueryDict | None, known: Sequence[Mapping[str, object]], **options: Any
    ) -> None:
        self.counter = f"{name}-rows"
        count = len(known) + EMPTY if data is None else _count(data.get(self.counter, ""))
        self.forms = [
            kind(data, prefix=f"{name}-{number}", initial=_initial(known, number), **options)
            for number in range(min(count, MOST))
        ]
        for number, form in enumerate(self.forms[: len(known)], 1):
            form.number = number

    def __iter__(self) -> Iterator[R]:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)

    def are_valid(self) -> bool:
        """Whether every one of them is."""
        return all(each.is_valid() for each in self.forms)

    @property
    def staying(self) -> list[R]:
        """Those that stay, in the order that was asked for."""
        return sorted((each for each in self.forms if each.stays), key=lambda each: each.order)


def _count(sent: str) -> int:
    return int(sent) if sent.isdecimal() and len(sent) < 4 else 0


def _initial(known: Sequence[Mapping[str, object]], number: int) -> dict[str, object]:
    return {"place": number + 1, **known[number]} if number < len(known) else {}

"""What staff type in about a formulation: a row a box and a row an arrow, and some empty ones for more."""

import re
from collections.abc import Mapping
from uuid import uuid4

from django import forms
from django.forms import formset_factory

from reconnect.clinic.formulation.graph import (
    LONGEST_ARROW,
    LONGEST_BOX,
    MOST_ARROWS,
    MOST_BOXES,
    Arrow,
    Box,
    Graph,
    Said,
)
from reconnect.clinic.formulation.models import Version
from reconnect.clinic.formulation.offers import Offer
from reconnect.clinic.people.forms import DateField, StaffForm
from reconnect.clinic.ui.plain_errors import PlainForm
from reconnect.model.pattern import BoxRole

ROOM = 3  # empty rows for boxes of one's own, and for arrows
OWN = re.compile(r"own-[0-9a-f]{12}")
OUT = "out"
ROLES = [
    (BoxRole.STARTED.value, "What started it"),
    (BoxRole.KEEPS_GOING.value, "What keeps it going"),
    (BoxRole.STRENGTH.value, "What helps"),
]
SAYS = [
    (Said.YES.value, "Yes, that is so"),
    (Said.NO.value, "No, not for them"),
    (Said.NOT_YET.value, "Not talked about yet"),
    (OUT, "Leave out"),
]
NOT_WHOLE = "The form did not arrive whole. Open this page once more in a new tab, and copy what you typed."


class VersionForm(StaffForm):
    """On which day it was talked about; ``expects`` is the number of the version that stood when the page opened."""

    expects = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)
    made_on = DateField(label="Talked about on")


class BoxRow(PlainForm):
    """A box. Without a text it is no box."""

    key = forms.CharField(max_length=60, widget=forms.HiddenInput)
    text = forms.CharField(max_length=LONGEST_BOX, required=False)
    role = forms.ChoiceField(choices=ROLES)


class ArrowRow(PlainForm):
    """An arrow: its ends are chosen only where somebody adds one of their own."""

    key = forms.CharField(max_length=60, widget=forms.HiddenInput)
    from_key = forms.ChoiceField(required=False)
    to_key = forms.ChoiceField(required=False)
    text = forms.CharField(max_length=LONGEST_ARROW, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    said = forms.ChoiceField(choices=SAYS, widget=forms.RadioSelect)

    def __init__(self, *args: object, boxes: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for end in ("from_key", "to_key"):
            self.fields[end].choices = [("", "Choose a box"), *boxes.items()]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into a row for one's own."""
        return not any(self.cleaned_data.get(name) for name in ("from_key", "to_key", "text"))


BoxRows = formset_factory(BoxRow, extra=0, max_num=MOST_BOXES + ROOM, absolute_max=MOST_BOXES + ROOM)
ArrowRows = formset_factory(ArrowRow, extra=0, max_num=MOST_ARROWS * 2, absolute_max=MOST_ARROWS * 2)


class GraphForm:
    """The whole picture as a form: the version it is made from, and what the newest answers ``offer`` beside it."""

    def __init__(self, sent: Mapping[str, str] | None, *, base: Version, stands: int, offer: Offer) -> None:
        self.version, self.base, self.offer = base, base.graph, offer
        self.is_bound = sent is not None
        self.head = VersionForm(sent, initial={"expects": stands, "made_on": None}, service=base.service)
        self.head.initial["made_on"] = self.head.today
        self.boxes = BoxRows(sent, initial=self._box_rows(), prefix="box")
        choices = {row["key"].value() or "": row["text"].value() or "" for row in self.boxes}
        new = [key for key, text in choices.items() if not text.strip()]
        named = {key: text if key not in new else f"New box {new.index(key) + 1}" for key, text in choices.items()}
        self.arrows = ArrowRows(sent, initial=self._arrow_rows(), prefix="arrow", form_kwargs={"boxes": named})
        self.errors: list[str] = []
        self.graph = Graph()

    @property
    def is_valid(self) -> bool:
        """Whether everything is filled in and makes a picture, which then stands in ``graph``."""
        if not self.is_bound:
            return False
        if not self._whole():
            self.errors = [NOT_WHOLE]
            return False
        if not all([self.head.is_valid(), self.boxes.is_valid(), self.arrows.is_valid()]):
            return False
        self.graph = self._read()
        right = all(not row.errors for row in self.arrows)
        self.errors = [self.graph.problem()] if right and self.graph.problem() else []
        return right and not self.errors

    @property
    def told(self) -> dict[str, object]:
        """What the action takes."""
        return {"graph": self.graph, **self.head.cleaned_data}

    def ends_of(self, key: str) -> tuple[str, str] | None:
        """What an offered arrow joins, which nobody changes; None for an arrow of one's own."""
        arrow = self.base.arrow(key) or self.offer.graph.arrow(key)
        return None if arrow is None or OWN.fullmatch(key) else (arrow.from_key, arrow.to_key)

    def _box_rows(self) -> list[dict[str, str]]:
        known = [{"key": box.key, "text": box.text, "role": box.role.value} for box in self.base.boxes]
        room = min(ROOM, MOST_BOXES - len(known))
        return known + [{"key": _own_key(), "role": BoxRole.KEEPS_GOING.value} for _ in range(room)]

    def _arrow_rows(self) -> list[dict[str, str]]:
        known = [_row(arrow, arrow.said.value) for arrow in self.base.arrows]
        more = [_row(arrow, OUT) for arrow in self.offer.graph.arrows]
        room = min(ROOM, MOST_ARROWS - len(known))
        return known + more + [{"key": _own_key(), "said": Said.NOT_YET.value} for _ in range(room)]

    def _whole(self) -> bool:
        """Whether every box and arrow of the version came back: what is missing must not be taken for left out."""
        came = [{row["key"].value() for row in rows} for rows in (self.boxes, self.arrows)]
        here = [{each.key for each in every} for every in (self.base.boxes, self.base.arrows)]
        return all(some <= keys for some, keys in zip(here, came, strict=True))

    def _read(self) -> Graph:
        told = [row.cleaned_data for row in self.boxes]
        boxes = {
            each["key"]: Box(each["key"], each["text"], BoxRole(each["role"]))
            for each in told
            if each["text"] and (self.base.box(each["key"]) or OWN.fullmatch(each["key"]))
        }
        taken_away = {each["key"] for each in told} - boxes.keys()
        arrows = [arrow for row in self.arrows if (arrow := self._arrow(row)) is not None]
        ends = {end for arrow in arrows for end in (arrow.from_key, arrow.to_key)} - boxes.keys() - taken_away
        boxes |= {box.key: box for box in self.offer.graph.boxes if box.key in ends}
        rows = {row.cleaned_data["key"]: row for row in self.arrows}
        for arrow in arrows:
            if not {arrow.from_key, arrow.to_key} <= boxes.keys():
                rows[arrow.key].add_error("text", "A box that it joins has no text: write one, or leave the arrow out.")
        return Graph(tuple(boxes.values()), tuple(arrows))

    def _arrow(self, row: ArrowRow) -> Arrow | None:
        """What the row says, or None where it is left out, empty or wrong."""
        told = row.cleaned_data
        key, own = told["key"], OWN.fullmatch(told["key"])
        if told["said"] == OUT or (own and row.is_empty and self.base.arrow(key) is None):
            return None
        ends = self.ends_of(key)
        if ends is None and not own:
            row.add_error("text", "This no longer rests on an answer: leave it out, or write it in an empty row below.")
        elif not told["text"]:
            row.add_error("text", "Say it in their words, or leave it out.")
        elif own and not (told["from_key"] and told["to_key"]):
            row.add_error("from_key", "Choose the two boxes that it joins.")
        else:
            return Arrow(key, *(ends or (told["from_key"], told["to_key"])), told["text"], Said(told["said"]))
        return None


def _row(arrow: Arrow, said: str) -> dict[str, str]:
    ends = {"from_key": arrow.from_key, "to_key": arrow.to_key}
    return {"key": arrow.key, "text": arrow.text, "said": said, **ends}


def _own_key() -> str:
    return f"own-{uuid4().hex[:12]}"

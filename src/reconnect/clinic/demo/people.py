"""Invented people: who they are, and how far they have come as of a day."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from math import exp, log, sqrt
from random import Random

from reconnect.clinic.demo.courses import Course, drawn_course
from reconnect.clinic.demo.groups import AGAIN, GROUPS, WAITING, Group
from reconnect.clinic.demo.nhs_numbers import nhs_number
from reconnect.clinic.demo.particulars import Particulars, particulars
from reconnect.clinic.demo.scores import ANXIETY_ITEMS, drawn_scores, stratified
from reconnect.model.occasion import Occasion as Moment

# Colours, so that nobody can take one for a real person.
FIRST = ("Amber", "Azure", "Coral", "Cyan", "Indigo", "Ivory", "Jade", "Khaki", "Lilac", "Mauve", "Olive", "Scarlet")
LAST = ("Example", "Fictitious", "Imaginary", "Invented", "Pretend")
PEOPLE = len(FIRST) * len(LAST)
STEP = 7  # from one place to the next in the row of names, so that a group is not a colour
# With this seed the sixty change, differ and leave as the hundreds of the published tables did.
SEED = 301
DIAGNOSES = {
    "Chronic pelvic pain": 89,
    "Endometriosis": 52,
    "Pudendal neuralgia": 34,
    "Bladder pain syndrome": 20,
    "Vulval pain syndrome": 11,
    "Prostatitis": 7,
}
SELDOM = {"woman": {"Prostatitis"}, "man": {"Endometriosis", "Vulval pain syndrome"}}
LEAVING = 0.2  # the correlation of leaving with anxiety before treatment


@dataclass(frozen=True, slots=True)
class Invented:
    """One person with their courses of care, oldest first. ``pain_since`` is a year."""

    name: str
    nhs_number: str
    born_on: date
    gender: str
    diagnoses: tuple[str, ...]
    pain_since: int
    told: Particulars
    courses: tuple[Course, ...]


def invented_people(today: date) -> Iterator[Invented]:
    """Everyone as of ``today``. Nothing that is drawn depends on the day: it moves no more than days."""
    numbers = iter(number * STEP % PEOPLE for number in range(PEOPLE))
    normals = stratified(Random(SEED), PEOPLE)  # noqa: S311 invented people need no secrecy
    for group in GROUPS:
        members = [_Member(next(numbers), group, next(normals)) for _ in range(group.size)]
        ended = sorted((each for each in members if each.ends), key=lambda each: each.leaving)
        for each in members:
            yield each.invented(group.heard_from(ended.index(each), len(ended)) if each.ends else (), today)
    for days in WAITING:
        yield _Member(next(numbers), days, next(normals)).invented((), today)


class _Member:
    """A person before it is known who of the group was heard from again; who leaves has a high ``leaving``."""

    def __init__(self, number: int, place: Group | int, normal: Iterator[float]) -> None:
        name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST)]}"
        self.number, self.place = number, place
        self.told = particulars().get(name, Particulars(name))
        self.gender = place.gender if isinstance(place, Group) else self.told.gender_reported or "woman"
        self.ends = not self.told.never_started and not self.told.stopped
        self.random = Random(f"{SEED}/{number}")  # noqa: S311
        self.scores = drawn_scores(self.random, normal, self.gender)
        burden = (sum(self.scores[Moment.PRE][item] for item in ANXIETY_ITEMS) - 12) / 6.4
        self.leaving = LEAVING * burden + sqrt(1 - LEAVING**2) * self.random.gauss(0, 1)

    def invented(self, later: Collection[Moment], today: date) -> Invented:
        told, random = self.told, self.random
        told_of = {moment for moment in (told.draft, told.corrected, told.out_of_window) if moment is not None}
        heard = {Moment.PRE, *later, *told_of} - {told.silent}
        courses = [drawn_course(random, self.place, told, self.scores, heard, today)]
        if told.again:
            scores = drawn_scores(random, (random.gauss(0, 1) for _ in count()), self.gender)
            plain = Particulars(told.name)
            courses.append(drawn_course(random, AGAIN, plain, scores, {Moment.PRE, Moment.POST}, today))
        age = min(80, max(19, round(random.gauss(44, 13))))
        born = date(today.year - age - 1, random.randint(1, 12), random.randint(1, 28))
        diagnoses = _diagnoses(random, self.gender)
        referred = courses[0].referred_on.year
        return Invented(
            name=told.name,
            nhs_number=nhs_number(self.number),
            born_on=born,
            gender=self.gender if told.gender_reported is None else told.gender_reported,
            diagnoses=diagnoses,
            pain_since=referred - _years_of_pain(random, referred - born.year),
            told=told,
            courses=tuple(courses),
        )


def _diagnoses(random: Random, gender: str) -> tuple[str, ...]:
    likely = {name: weight for name, weight in DIAGNOSES.items() if name not in SELDOM[gender]}
    how_many = random.choices((0, 1, 2), (8, 77, 15))[0]
    return tuple(sorted(set(random.choices(list(likely), list(likely.values()), k=how_many))))


def _years_of_pain(random: Random, age: int) -> int:
    # A lognormal with mean 10.5 and SD 11.5; as no pain began before the age of ten, about 9.7 (8).
    spread = sqrt(log(1 + (11.5 / 10.5) ** 2))
    return min(age - 10, round(exp(random.gauss(log(10.5) - spread**2 / 2, spread))))

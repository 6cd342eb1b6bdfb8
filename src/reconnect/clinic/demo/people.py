"""Invented people and their answers, drawn so that they behave as published groups do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from reconnect.model.occasion import Occasion as Moment

# Colours and places, so that nobody can take one for a real person.
FIRST = ("Amber", "Azure", "Coral", "Cyan", "Indigo", "Ivory", "Jade", "Khaki", "Lilac", "Mauve", "Olive", "Scarlet")
LAST = ("Example", "Fictitious", "Imaginary", "Invented", "Pretend", "Sample")
DIAGNOSES = (
    "Chronic pelvic pain",
    "Endometriosis",
    "Pudendal neuralgia",
    "Bladder pain syndrome",
    "Prostatitis",
    "Vulval pain syndrome",
)
# Means before, at the end and at follow-up as in the published tables; avoid-sex has an SD of ours, since the printed
# one cannot be.
ITEMS = {
    "embarrassment": ((5.5, 4.3, 4.2), 3.4),
    "pain-interference": ((7.7, 6.8, 6.4), 2.7),
    "avoid-touch": ((3.0, 2.7, 2.2), 3.3),
    "avoid-sex": ((7.5, 6.6, 6.1), 2.9),
}
ANXIETY = {"woman": (12.5, 10.4, 9.8), "man": (10.8, 9.5, 8.8)}
PEOPLE, GROUPS = 60, 6


@dataclass(frozen=True, slots=True)
class Invented:
    """One person: who, when, what they answered at each occasion they answered at (item id to value, None blank)."""

    name: str
    nhs_number: str
    born_on: date
    gender: str
    diagnosis: str
    pain_since: int
    group: str
    referred_on: date
    started_on: date | None
    ended_on: date | None
    agreed: bool
    basis: str
    answers: dict[Moment, tuple[date, dict[str, int | None]]]


def invented_people(today: date) -> Iterator[Invented]:
    """The same sixty for the same day: six single-sex groups over three years, at every stage."""
    random = Random(2019)  # noqa: S311 invented people need no secrecy
    for number in range(PEOPLE):
        yield _invented(random, number, today)


def _invented(random: Random, number: int, today: date) -> Invented:
    group = number % GROUPS
    gender = "man" if group in {2, 5} else "woman"
    referred = today - timedelta(days=1095 - 190 * group + random.randint(0, 30))
    started = referred + timedelta(days=random.randint(40, 70)) if random.random() > 0.06 else None
    started = started if started and started <= today else None
    ended = started + timedelta(days=49) if started else None
    ended = ended if ended and ended <= today and random.random() > 0.05 else None
    return Invented(
        name=f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}",
        nhs_number=f"999 000 {number:04d}",
        born_on=date(today.year - random.randint(22, 70), random.randint(1, 12), random.randint(1, 28)),
        gender=gender if random.random() > 0.04 else "non-binary",
        diagnosis=random.choice(DIAGNOSES[:4] if gender == "woman" else (DIAGNOSES[0], DIAGNOSES[2], DIAGNOSES[4])),
        pain_since=referred.year - 1 - int(random.expovariate(1 / 8.5)),
        group=f"Link {group + 1}",
        referred_on=referred,
        started_on=started,
        ended_on=ended,
        agreed=random.random() > 0.05,
        basis=random.choices(("current", "past", "imagined"), (69, 20, 11))[0],
        answers=_answers(random, gender, referred, ended, today),
    )


def _answers(
    random: Random, gender: str, referred: date, ended: date | None, today: date
) -> dict[Moment, tuple[date, dict[str, int | None]]]:
    burden = random.gauss(0, 1)
    staying = 0.92 - 0.08 * max(burden, 0)  # people who are worse at the start leave more often
    days = {Moment.PRE: referred + timedelta(days=random.randint(5, 35))}
    if ended is not None and random.random() < staying:
        days[Moment.POST] = ended
    if ended is not None and random.random() < staying - 0.25:
        days[Moment.FOLLOW_UP] = ended + timedelta(days=random.randint(280, 355))
    return {
        moment: (day, _answered(random, gender, burden, list(Moment).index(moment)))
        for moment, day in days.items()
        if day <= today
    }


def _answered(random: Random, gender: str, burden: float, place: int) -> dict[str, int | None]:
    values: dict[str, int | None] = {}
    for item, (means, spread) in ITEMS.items():
        values[item] = _bounded(means[place] + spread * (0.7 * burden + 0.7 * random.gauss(0, 1)), 10)
    mean = ANXIETY[gender][place] / 5
    for item in range(1, 6):
        values[f"anxiety-{item}"] = _bounded(mean + 1.1 * burden + 0.7 * random.gauss(0, 1), 4)
    if random.random() < 0.05:
        values[random.choice(list(values))] = None
    return values


def _bounded(value: float, high: int) -> int:
    return min(max(round(value), 0), high)

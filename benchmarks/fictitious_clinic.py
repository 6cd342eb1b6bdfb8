"""Invent a small clinic: people, what they answered, and the mapping file that says how to read it.

The figures behave like those of Edwards et al. 2019 (doi 10.1177/2049463719854972); the people do not exist.

    python benchmarks/fictitious_clinic.py --ship                       write the example that ReConnect ships
    python benchmarks/fictitious_clinic.py --out DIR --people 400       write another clinic
"""

import argparse
import csv
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp, log, sqrt
from pathlib import Path

from reconnect.clinic.demo.scores import latent_scale

SHIPPED = Path(__file__).parents[1] / "src/reconnect/content/examples/fictitious-clinic"
# This seed's 96 people look like a large clinic's: gender, age, duration of pain, loss and scores before treatment.
SHIPPED_PEOPLE, SEED = 96, 2324

Curve = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]

OCCASIONS = ("start", "end", "review")
# Mean and SD at each occasion: tables 3 and 4 of the paper. Its SD of avoiding sex before treatment, 0.2, is a
# misprint; 2.9 stands here instead. It has no MSQ figures for people of other genders: they lie in between.
MSQ: dict[str, Curve] = {
    "woman": ((12.5, 6.3), (10.4, 6.5), (9.8, 6.8)),
    "man": ((10.8, 6.6), (9.5, 6.3), (8.8, 6.7)),
}
MSQ_OTHERS: Curve = ((11.7, 6.4), (10.0, 6.4), (9.3, 6.7))
ITEMS: dict[str, Curve] = {
    "Embarrassed": ((5.5, 3.4), (4.3, 2.8), (4.2, 2.8)),
    "Pain_in_the_way": ((7.7, 2.7), (6.8, 3.0), (6.4, 3.2)),
    "Avoids_touch": ((3.0, 3.3), (2.7, 3.1), (2.2, 3.0)),
    "Avoids_sex": ((7.5, 2.9), (6.6, 3.2), (6.1, 3.4)),
}
# Correlations of a measure with itself. On the scale they come out at about .55, .50 and .65: its ends weaken them.
START_END, START_REVIEW, END_REVIEW = 0.59, 0.54, 0.69
SHARED = 0.4  # how much of a score's variance a person's five scores have in common
BLANK = 0.03  # how often a single question is left out

GENDERS = {"woman": 74, "man": 22, "non-binary": 2, "": 2}
BASES = {"current": 69, "past": 20, "imagined": 11}
DIAGNOSES = {
    "Chronic pelvic pain": 89,
    "Miscellaneous": 54,
    "Endometriosis": 52,
    "Pudendal neuralgia": 34,
    "Bladder pain syndrome": 20,
    "Vulval pain syndrome": 11,
    "Prostatitis": 7,
}
SELDOM = {"woman": {"Prostatitis"}, "man": {"Endometriosis", "Vulval pain syndrome"}}

FIRST_GROUP, WEEKS_OF_GROUPS = date(2023, 1, 10), 126  # so that the last review falls in 2026
GROUP_SIZE = 10


@dataclass(frozen=True, slots=True)
class Answers:
    """What one person answered at one occasion; a question left out is not in ``scores``."""

    day: date
    basis: str
    scores: dict[str, int]


@dataclass(slots=True)
class Person:
    """Someone eligible. Without a group they never started, and there are no answers."""

    id: str
    gender: str
    age: int
    pain_years: float
    diagnoses: list[str]
    group: str = ""
    first_session: date | None = None
    last_session: date | None = None
    answers: dict[str, Answers] = field(default_factory=dict)


def people(n: int, seed: int) -> list[Person]:
    """``n`` invented people, always the same for a seed."""
    rng = random.Random(seed)
    everyone = [_person(rng, number) for number in range(1, n + 1)]
    started = [person for person in everyone if rng.random() > 0.08]
    # Groups are of women or of men, as in the paper; other people choose.
    rooms: dict[str, list[Person]] = {"W": [], "M": []}
    for person in started:
        rooms[{"woman": "W", "man": "M"}.get(person.gender) or rng.choice("WM")].append(person)
    for room, members in rooms.items():
        groups = max(1, round(len(members) / GROUP_SIZE))
        for place, person in enumerate(members):
            number = place * groups // len(members)
            person.group = f"{room}{number + 1:02}"
            person.first_session = FIRST_GROUP + timedelta(weeks=(2 * number + 1) * WEEKS_OF_GROUPS // (2 * groups))
            person.last_session = person.first_session + timedelta(weeks=6)
            person.answers = _answers(rng, person.gender, person.first_session, person.last_session)
    return everyone


def _person(rng: random.Random, number: int) -> Person:
    gender = _pick(rng, GENDERS)
    age = min(80, max(18, round(rng.gauss(44, 13))))
    # A lognormal with mean 10.5 and SD 11.5, in half years; as no pain began before the age of ten, about 9.7 (8).
    spread = sqrt(log(1 + (11.5 / 10.5) ** 2))
    pain_years = round(2 * exp(rng.gauss(log(10.5) - spread**2 / 2, spread))) / 2
    likely = {name: weight for name, weight in DIAGNOSES.items() if name not in SELDOM.get(gender, ())}
    count = rng.choices((0, 1, 2), (8, 77, 15))[0]
    diagnoses = sorted({_pick(rng, likely) for _ in range(count)})
    return Person(f"F-{number:04}", gender, age, min(max(pain_years, 0.5), age - 10), diagnoses)


def _pick(rng: random.Random, weights: dict[str, int]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _answers(rng: random.Random, gender: str, first_session: date, last_session: date) -> dict[str, Answers]:
    """A person's answers at the occasions they were not lost to."""
    scores = _scores(rng, gender)
    # Who is more anxious before treatment is less likely to be heard from again.
    burden = 0.7 * (scores["MSQ_anxiety"][0] - 12) / 6.4
    lost_at_end = _happens(rng, -1.5 + burden)
    lost_at_review = _happens(rng, -0.5 + burden + (1.0 if lost_at_end else 0.0))
    end = last_session + timedelta(days=rng.randint(0, 9))
    days = (first_session - timedelta(days=rng.randint(0, 7)), end, end + timedelta(days=rng.randint(276, 354)))
    basis = _pick(rng, BASES)
    answers = {}
    for place, occasion in enumerate(OCCASIONS):
        if place and rng.random() < 0.06:  # relationships change
            basis = _pick(rng, BASES)
        given = {name: values[place] for name, values in scores.items() if rng.random() > BLANK}
        if not (False, lost_at_end, lost_at_review)[place]:
            answers[occasion] = Answers(days[place], basis, given)
    return answers


def _happens(rng: random.Random, logit: float) -> bool:
    return rng.random() < 1 / (1 + exp(-logit))


def _scores(rng: random.Random, gender: str) -> dict[str, list[int]]:
    """Whole scores of every measure, an occasion each."""
    shared = _triple(rng)
    scores = {}
    for name, curve, high in _measures(gender):
        own = _triple(rng)
        scores[name] = [
            min(high, max(0, round(latent.mean + latent.stdev * (sqrt(SHARED) * a + sqrt(1 - SHARED) * b))))
            for latent, a, b in zip((latent_scale(*moments, high) for moments in curve), shared, own, strict=True)
        ]
    return scores


def _measures(gender: str) -> Iterator[tuple[str, Curve, int]]:
    yield "MSQ_anxiety", MSQ.get(gender, MSQ_OTHERS), 20
    for name, curve in ITEMS.items():
        yield name, curve, 10


def _triple(rng: random.Random) -> tuple[float, float, float]:
    """Three standard normal numbers with the correlations above."""
    start = rng.gauss(0, 1)
    end = START_END * start + sqrt(1 - START_END**2) * rng.gauss(0, 1)
    by_start = (START_REVIEW - START_END * END_REVIEW) / (1 - START_END**2)
    by_end = (END_REVIEW - START_END * START_REVIEW) / (1 - START_END**2)
    left = 1 - by_start * START_REVIEW - by_end * END_REVIEW
    return start, end, by_start * start + by_end * end + sqrt(left) * rng.gauss(0, 1)


def write_data(path: Path, rows: Iterable[Person]) -> None:
    """A row a person and occasion, a column a measure."""
    measures = ("MSQ_anxiety", *ITEMS)
    lines: list[list[object]] = [["Ref", "Stage", "Date", "Relationship", *measures]]
    for person in rows:
        for stage, answers in person.answers.items():
            scores = [answers.scores.get(name, "") for name in measures]
            lines.append([person.id, stage, answers.day, answers.basis, *scores])
    _write(path, lines)


def write_people(path: Path, rows: Iterable[Person]) -> None:
    """A row for everyone eligible."""
    header = ["Ref", "Gender", "Age", "Pain_years", "Diagnosis", "Group", "First_session", "Last_session"]
    lines: list[list[object]] = [list(header)]
    for person in rows:
        sessions = (person.first_session or "", person.last_session or "")
        about = (person.id, person.gender, person.age, f"{person.pain_years:g}", "; ".join(person.diagnoses))
        lines.append([*about, person.group, *sessions])
    _write(path, lines)


def _write(path: Path, lines: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)


MAP = """\
# The people of this clinic are invented: no figure here is of a real person.
#
# This file tells ReConnect how to read the clinic's own tables, which stay as they are. On the left of each "="
# stands ReConnect's word, on the right, in quotes, the clinic's. To use it for your tables, change the right sides.

# What a row of outcomes.csv is: "long" means one person at one occasion, with a column for each measure.
layout = "long"

# An empty cell always means that there is no answer. If your table writes something else, such as 99 or NK, name it:
# missing = [99, "NK"]

# Which column holds what. The dates are written year-month-day, as in 2026-01-31.
[columns]
person_id = "Ref"              # the same reference for the same person in every row; never a name
occasion = "Stage"
answered_on = "Date"
answer_basis = "Relationship"  # the relationship in mind while answering: current, past or imagined

# What the column Stage says before treatment, at its end, and 9 to 12 months after that.
[occasions]
pre = "start"
post = "end"
follow_up = "review"

# The column of each measure. ReConnect knows these five, with their ranges and which way is better. For another
# measure say both, such as:
# [measures.sleep]
# name = "Sleep problems"
# column = "Sleep"
# range = [0, 28]
# better = "lower"
[measures.msq_anxiety]
column = "MSQ_anxiety"

[measures.embarrassment]
column = "Embarrassed"

[measures.pain_interference]
column = "Pain_in_the_way"

[measures.avoid_touch]
column = "Avoids_touch"

[measures.avoid_sex]
column = "Avoids_sex"

# The tests that were planned before anyone looked at the figures: "measure, comparison". They share one error rate,
# so name them all, and no others.
[family]
tests = [
  "msq_anxiety, pre-post",
  "msq_anxiety, pre-follow_up",
  "embarrassment, pre-post",
  "embarrassment, pre-follow_up",
  "pain_interference, pre-post",
  "pain_interference, pre-follow_up",
  "avoid_touch, pre-post",
  "avoid_touch, pre-follow_up",
  "avoid_sex, pre-post",
  "avoid_sex, pre-follow_up",
]

# Everyone who was eligible, a row each, also those who never came: only so can the report say who was lost.
[people]
file = "people.csv"  # beside this file
separator = ";"      # between two diagnoses of one person

[people.columns]
person_id = "Ref"          # as in outcomes.csv
gender = "Gender"          # in the clinic's own words; empty where it is not known
age = "Age"                # in years
pain_duration = "Pain_years"
diagnoses = "Diagnosis"
cohort_id = "Group"
started = "First_session"  # empty where a person never started
ended = "Last_session"
"""


def write_clinic(folder: Path, rows: list[Person]) -> None:
    """The three files of an evaluation: outcomes.csv, people.csv and map.toml."""
    folder.mkdir(parents=True, exist_ok=True)
    write_data(folder / "outcomes.csv", rows)
    write_people(folder / "people.csv", rows)
    (folder / "map.toml").write_text(MAP, encoding="utf-8", newline="\n")


def main() -> None:
    """Write the shipped example, or another clinic."""
    parser = argparse.ArgumentParser(description="Invent a small clinic.")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--ship", action="store_true", help="write the example that ReConnect ships")
    where.add_argument("--out", type=Path, metavar="DIR", help="write the three files here")
    parser.add_argument("--people", type=int, default=SHIPPED_PEOPLE, help="how many (with --out; %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="for other people (with --out; %(default)s)")
    told = parser.parse_args()
    if told.ship:
        write_clinic(SHIPPED, people(SHIPPED_PEOPLE, SEED))
    else:
        write_clinic(told.out, people(told.people, told.seed))


if __name__ == "__main__":
    main()

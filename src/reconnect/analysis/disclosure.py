"""What may leave a service: an evaluation made so coarse that no one's answer, and no count of a few, follows from it.

The reader to fear knows this module, the scale's whole points, everything else released, and reckons exactly.

Counts. 1 to 7 people are ``HIDDEN``, 0 stands, others are rounded to 5 (8 to 12 are 10). Whoever started, or was
eligible, is ``NEAR`` where 1 to 7 of them are missing at a step that stands: started minus post would tell of the few
who left. What is hidden is the step before, never the one after: a post that is hidden shows again in how many were
compared, in that they have averages (13 or more), and in the genders. So a hidden count may be anything from 1 to 7,
and so may the difference that a near one hides - or it may be 6, 14 and more, where the other step is printed 10
higher: two numbers 10 apart always say that at least 6 are missing, and not that they are few.
How many answered every time is left out: it is at least post + follow_up - started, which may be 4. So is post to
follow-up, for the same reason.

People. Figures by gender are given only where nothing can be taken from anything, this row or another, so that 1 to 7
people remain (``isolates``): all minus women may be three men, or three whose gender nobody knows. A gender that may
not be given is not named, nor is one without anybody.

Values. n rounded to 5 is an aim for arithmetic: a mean of whole points to one decimal fits only some n (Brown and
Heathers 2017, GRIM), an SD only some n and sums, an interval gives n by its width. Therefore:

- figures need 13 people. From 13 on every mean to one decimal fits every n that is rounded to the same (1/13 < 0.1);
  8 people cannot have .3, nor 9 have .5, so whoever is printed as 10 has no figures. Coarser points need more.
- the change is the difference of the two printed means, d_pre is it over the printed SD: neither tells anything new.
- the interval is that change and a reach by the SD of the changes for the fewest people whose n is rounded to the one
  printed, rounded up: never shorter than the exact one, its middle within 0.1 of it, the same formula for all of them.
  The SD of the changes is not told; nor are r, t, df and p, with which it could be had. So d_pre has no interval.
- where an SD is 0, or under 15 / (n - 1), mean and SD are hidden: sums of squares go in steps of 2, so that a smaller
  SD fits only some n, and tells everybody's answer. So they are at an end of the scale, and so near it that all answers
  together are under two scales away from it; and with an SD over .92 of the largest (variance .85 of it), which says
  that all are at the two ends. With these bounds every printed mean and SD fits every n that n stands for: enumerated
  for all scales of 1 to 8, 10 and 12 points and n up to 40, tested for some.
- there is no smallest nor largest value, no table of ages and diagnoses, and the source is not named.

Two releases are another matter: see ``reconnect.analysis.release``.
"""

from reconnect.analysis.comparison import Cell
from reconnect.analysis.evaluate import Evaluation
from reconnect.analysis.family import PRIMARY
from reconnect.analysis.isolation import few, isolates
from reconnect.analysis.membership import cell_people
from reconnect.analysis.outcomes import ALL
from reconnect.analysis.shared import Shared
from reconnect.analysis.shared_counts import shared_flow
from reconnect.analysis.shared_figures import points, shared_result


def shared_form(evaluation: Evaluation, period: str) -> Shared:
    """Suppress ``evaluation``, which must hold everybody of ``period``: a filter would make differences."""
    exact = {Cell(each.measure.id, each.stratum, each.comparison): each for each in evaluation.results}
    people = cell_people(evaluation.outcomes)
    told = _told(people)
    steps = {measure.id: points(evaluation.outcomes, measure) for measure in evaluation.outcomes.measures}
    rows = []
    for cell, result in exact.items():
        beside = {cell, cell._replace(stratum=ALL)} <= told
        if cell.comparison in PRIMARY and (cell.stratum == ALL or beside):
            rows.append(shared_result(result, steps[cell.measure], told=cell in told))
    return Shared(period, shared_flow(evaluation.flow[0]), tuple(rows))


def _told(people: dict[Cell, frozenset[str]]) -> set[Cell]:
    """The cells whose averages may stand together: everyone's first, then the largest genders'."""
    told: set[Cell] = set()
    groups: dict[tuple[str, object], list[frozenset[str]]] = {}
    primary = [
        cell for cell in people if cell.comparison in PRIMARY and len(people[cell]) and not few(len(people[cell]))
    ]
    for cell in sorted(primary, key=lambda each: (each.stratum != ALL, -len(people[each]))):
        occasions = (cell.comparison.earlier, cell.comparison.later)
        sides = [groups.setdefault((cell.measure, occasion), []) for occasion in occasions]
        if not any(isolates([*side, people[cell]]) for side in sides):
            told.add(cell)
            for side in sides:
                side.append(people[cell])
    return told

"""The measures of a mapping file, and the codes among their scores that mean "no answer"."""

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from math import inf

from reconnect.errors import Problem
from reconnect.exchange.code import Code, MissingCodes, code_number, missing_codes
from reconnect.exchange.mapping import Mapping, MeasureMap
from reconnect.model.measure import Better, Measure

NO_RANGE = (inf, -inf)


def mapped_measures(
    mapping: Mapping, known: MappingOf[str, Measure], file: str, problems: list[Problem]
) -> dict[str, Measure]:
    """The measures that ``mapping`` (a file named ``file``) names, or else all of ReConnect's own (``known``).

    A measure of our own keeps its range and direction, whatever the file; any other must bring both.
    """
    measures = dict(known)
    if mapping.measures:
        measures = {name: _measure(name, told, known, file, problems) for name, told in mapping.measures.items()}
    problems += _lost_scores(mapping, measures, file)
    return measures


def _measure(
    name: str, told: MeasureMap, known: MappingOf[str, Measure], file: str, problems: list[Problem]
) -> Measure:
    field = f"measures.{name}"
    if name in known:
        if told.range is not None or told.better is not None:
            message = "ReConnect has this measure: leave out range and better, or give yours another name"
            problems.append(Problem(file, message, field=field))
        return known[name]
    low, high = told.range or NO_RANGE
    if not -inf < low < high < inf:
        message = "give the lowest and the highest possible score, such as range = [0, 63]"
        problems.append(Problem(file, message, field=f"{field}.range"))
        low, high = NO_RANGE
    if told.better is None:
        message = 'say which way is better: better = "lower" or better = "higher"'
        problems.append(Problem(file, message, field=f"{field}.better"))
    return Measure(name, told.name or name, low, high, told.better or Better.LOWER)


def missing_scores(mapping: Mapping, measures: MappingOf[str, Measure]) -> dict[str, MissingCodes]:
    """The cells that mean "no answer" among the scores of each measure: the whole file's codes, and its own."""
    found = {}
    for name, measure in measures.items():
        told = mapping.measures.get(name, MeasureMap())
        shared = [code for code in mapping.missing if not (told.codes_are_scores and _is_possible(code, measure))]
        found[name] = missing_codes((*shared, *told.missing), mapping.decimal)
    return found


def _lost_scores(mapping: Mapping, measures: MappingOf[str, Measure], file: str) -> Iterator[Problem]:
    """Codes of the whole file that would take scores of some measure for gaps, without anybody noticing."""
    for place, code in enumerate(mapping.missing, 1):
        losing = ", ".join(name for name, each in measures.items() if _loses(mapping.measures.get(name), each, code))
        if losing:
            message = (
                f"{code} is a possible score of {losing}: take it out here; where it does mean no answer, say "
                f"missing = [{code}] under [measures.ID] for each measure"
            )
            yield Problem(file, message, field=f"missing[{place}]")


def _loses(told: MeasureMap | None, measure: Measure, code: Code) -> bool:
    settled = told is not None and (
        told.codes_are_scores or code_number(code) in {code_number(each) for each in told.missing}
    )
    return _is_possible(code, measure) and not settled


def _is_possible(code: Code, measure: Measure) -> bool:
    number = code_number(code)
    return number is not None and measure.holds(number)

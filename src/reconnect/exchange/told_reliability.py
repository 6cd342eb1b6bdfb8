"""How reliable a mapping file says that measures are: without it nobody is counted as reliably changed."""

from reconnect.analysis.reliability import Reliability
from reconnect.analysis.reliably import KnownReliability
from reconnect.errors import Problem
from reconnect.exchange.mapping import Mapping, MeasureMap
from reconnect.model.load import shipped_library

FIELDS = ("reliability", "reliability_kind", "reliability_source", "items")
ONE_ITEM = "reliable change is never counted for a measure of one item: it has no error that its items could show"


def told_reliabilities(mapping: Mapping, file: str, problems: list[Problem]) -> dict[str, KnownReliability]:
    """By measure, what ``mapping`` (a file named ``file``) tells; adds what is wrong with it to ``problems``.

    Refused: some of the four fields without the others, a reliability that is not between 0 and 1, a source without
    words, a measure of one item, and other items than ReConnect scores its own measure from.
    """
    scored = {
        scoring.id: len(scoring.items)
        for questionnaire in shipped_library().questionnaires.newest.values()
        for scoring in questionnaire.measures
    }
    found: dict[str, KnownReliability] = {}
    for name, told in mapping.measures.items():
        given = [field for field in FIELDS if getattr(told, field) is not None]
        wrong = _wrong(told, f"measures.{name}", given, scored.get(name), file) if given else []
        problems += wrong
        known = None if wrong else _known(told)
        if known is not None:
            found[name] = known
    return found


def _wrong(told: MeasureMap, field: str, given: list[str], scored: int | None, file: str) -> list[Problem]:
    wrong = [
        Problem(file, f"{', '.join(FIELDS)} are given together: give this one too, or none", field=f"{field}.{each}")
        for each in FIELDS
        if each not in given
    ]
    if told.reliability is not None and not 0 < told.reliability < 1:
        wrong.append(Problem(file, "give a number above 0 and below 1", field=f"{field}.reliability"))
    if told.reliability_source is not None and not told.reliability_source.strip():
        wrong.append(Problem(file, "name the paper or the data it is from", field=f"{field}.reliability_source"))
    if scored == 1 or (told.items is not None and told.items < 2):
        wrong.append(Problem(file, f"{ONE_ITEM}; leave all four out", field=f"{field}.items"))
    elif scored is not None and told.items not in {None, scored}:
        wrong.append(Problem(file, f"ReConnect scores this measure from {scored} items", field=f"{field}.items"))
    return wrong


def _known(told: MeasureMap) -> KnownReliability | None:
    value, kind, source, items = told.reliability, told.reliability_kind, told.reliability_source, told.items
    if value is None or kind is None or source is None or items is None:
        return None
    return KnownReliability(Reliability(value, kind, source), items)

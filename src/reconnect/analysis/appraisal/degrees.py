"""Degrees of freedom against the people there were."""

from dataclasses import dataclass
from enum import StrEnum

from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.model.occasion import Occasion
from reconnect.model.transcript.table import Later, PrintedTest, Row, Table
from reconnect.model.transcript.transcript import Transcript


class Held(StrEnum):
    """What the number of people is held against."""

    ROW = "row"  # the n printed for the row
    CELL = "cell"  # the smaller n of the two cells
    PARTICIPANTS = "participants"  # those who took part, or the row's group of them


@dataclass(frozen=True, slots=True)
class DegreesFacts:
    """``people`` are too many, or not as many as they should be, for ``most``; ``df`` is None where n itself is."""

    occasion: Occasion | None
    df: str | None
    people: int
    held: Held
    most: int


def degrees(transcript: Transcript) -> Examined:
    """A paired t of n people has n - 1 degrees of freedom: more people than there were cannot have been tested."""
    tried, findings = 0, []
    for table in transcript.tables:
        for row in table.rows:
            group = transcript.group(row.group)
            everyone = transcript.people if group is None else int(group.n)
            if row.n is not None and everyone is not None:
                tried += 1
                if int(row.n) > everyone:
                    facts = DegreesFacts(None, None, int(row.n), Held.PARTICIPANTS, everyone)
                    findings.append(_finding(table, row, Verdict.IMPOSSIBLE, facts))
            for later in row.later:
                if later.df is None or table.test is not PrintedTest.PAIRED_T:
                    continue
                tried += 1
                facts_found = _compared(row, later, int(later.df) + 1, everyone)
                if facts_found is not None:
                    findings.append(_finding(table, row, *facts_found))
    return Examined(Rule.DEGREES, tried, tuple(findings))


def _compared(row: Row, later: Later, people: int, everyone: int | None) -> tuple[Verdict, DegreesFacts] | None:
    cells = [int(n) for n in (row.pre.n, later.n) if n is not None]
    held: list[tuple[Held, int]] = [(Held.ROW, int(row.n))] if row.n is not None else []
    held += [(Held.CELL, min(cells))] if cells else []
    held += [(Held.PARTICIPANTS, everyone)] if everyone is not None else []
    for kind, most in held:
        facts = DegreesFacts(later.occasion, later.df, people, kind, most)
        if people > most:
            return Verdict.IMPOSSIBLE, facts
        if people < most and kind is Held.ROW:
            return Verdict.UNEXPLAINED, facts
    return None


def _finding(table: Table, row: Row, verdict: Verdict, facts: DegreesFacts) -> Finding:
    at = "n" if facts.occasion is None else str(facts.occasion)
    return Finding(Rule.DEGREES, f"{table.id}.{row.id}.{at}", f"{table.name}, {row.label}", verdict, facts)

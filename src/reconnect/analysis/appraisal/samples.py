"""One mean and SD before treatment, printed for comparisons of different people."""

from dataclasses import dataclass

from reconnect.analysis.appraisal.contrast import Contrast, contrast
from reconnect.analysis.appraisal.finding import Examined, Finding, Rule, Verdict
from reconnect.model.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class SamplesFacts:
    """The contrasts of every such row."""

    rows: tuple[tuple[Contrast, ...], ...]


def samples(transcript: Transcript) -> Examined:
    """Tables where a row's comparisons have different n beside one cell before treatment."""
    tried, findings = 0, []
    for table in transcript.tables:
        rows = []
        for row in table.rows:
            found = tuple(
                each
                for later in row.later
                if later.df is not None and (each := contrast(table, row, later)).pairs is not None
            )
            tried += len(found) > 1
            if len({each.pairs for each in found}) > 1 and row.n is None and row.pre.n is None:
                rows.append(found)
        if rows:
            facts = SamplesFacts(tuple(rows))
            findings.append(Finding(Rule.SAMPLES, table.id, f"{table.name}, before", Verdict.NOTE, facts))
    return Examined(Rule.SAMPLES, tried, tuple(findings))

"""An appraisal as text for a terminal, and as JSON for machines."""

import json
import textwrap
from itertools import groupby

from reconnect import __version__
from reconnect.analysis.appraisal.appraise import Appraisal
from reconnect.analysis.appraisal.finding import Verdict
from reconnect.exchange.appraisal.explain import Explained, appraisal_environment, explain

WIDTH = 79


def appraisal_text(appraisal: Appraisal) -> str:
    """The findings by verdict, gravest first, in lines of at most 79 characters; then what was looked at."""
    environment = appraisal_environment()
    environment.filters |= {"wrapped": _wrapped, "by_verdict": _by_verdict}
    return environment.get_template("appraisal.txt.j2").render(
        transcript=appraisal.transcript,
        explained=[explain(finding) for finding in appraisal.findings],
        examined=appraisal.examined,
    )


def appraisal_json(appraisal: Appraisal) -> str:
    """The same for machines. ``assumptions`` is empty unless the verdict is impossible_if."""
    transcript = appraisal.transcript
    document = {
        "version": __version__,
        "transcript": {"id": transcript.id, "version": transcript.version, "citation": transcript.citation},
        "findings": [_entry(explain(finding)) for finding in appraisal.findings],
        "examined": [
            {"rule": each.rule, "tried": each.tried, "findings": len(each.findings)} for each in appraisal.examined
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _entry(each: Explained) -> dict[str, object]:
    finding = each.finding
    return {
        "id": finding.id,
        "rule": finding.rule,
        "where": finding.where,
        "printed": each.printed,
        "implied": each.implied,
        "verdict": finding.verdict,
        "assumptions": list(each.assumptions),
        "explanation": each.explanation,
    }


def _wrapped(text: str, indent: int, hanging: int = 0) -> str:
    """``text`` in lines, each after ``indent`` blanks and all but the first after ``hanging`` more."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _by_verdict(explained: list[Explained]) -> list[tuple[Verdict, list[Explained]]]:
    return [(verdict, list(group)) for verdict, group in groupby(explained, key=lambda each: each.finding.verdict)]

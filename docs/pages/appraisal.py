"""appraisal.md: what is found in the papers whose figures come with ReConnect, and the file that another one takes."""

from collections.abc import Iterator

from pages.markdown import bullets, code, page, plain
from reconnect.analysis.appraisal.appraise import appraise
from reconnect.analysis.appraisal.finding import Verdict
from reconnect.exchange.appraisal.explain import explain
from reconnect.model.load import CONTENT, EXAMPLES, shipped_library
from reconnect.model.transcript.transcript import Transcript

EXAMPLE = CONTENT / EXAMPLES / "appraisal" / "example.yaml"

INTRODUCTION = """
`reconnect appraise` takes the figures of a paper as printed and says what cannot be, or cannot be told. A printed
number stands for everything that rounds to it: 9.8 for 9.75 to 9.85, and 9.80 for 9.795 to 9.805. A finding is made
only if nothing within these limits would do. Nothing is corrected. A finding says that figures do not go together, and
never why: most are slips of the pen.
"""

VERDICTS = {
    Verdict.IMPOSSIBLE: "no scores and no people could give these figures",
    Verdict.IMPOSSIBLE_IF: "the same, if something holds that the paper does not quite say; the finding names it",
    Verdict.UNLIKELY: "it could be, but another reading is far more likely",
    Verdict.UNEXPLAINED: "the paper leaves out what would be needed to tell",
    Verdict.NOTE: "worth knowing before using a figure; nothing is wrong",
}

FILE = """
The example below is invented and holds every field there is. Copy it, and put your paper in:
`reconnect appraise FILE.yaml`, with `--json` for machines.
"""


def appraisal_page() -> str:
    """The page's text."""
    sections = [block for each in shipped_library().transcripts.newest.values() for block in _paper(each)]
    return page(
        "Appraisal of published tables",
        "src/reconnect/content/transcripts and content/examples/appraisal",
        INTRODUCTION,
        "## Verdicts",
        bullets(f"{verdict}: {meaning}" for verdict, meaning in VERDICTS.items()),
        *sections,
        "## The file",
        FILE,
        code(EXAMPLE.read_text("utf-8"), "yaml"),
    )


def _paper(transcript: Transcript) -> Iterator[str]:
    yield f"## {plain(transcript.citation)}"
    for number, finding in enumerate(appraise(transcript).findings, 1):
        each = explain(finding)
        yield f"### {number}. {plain(finding.where)}: {plain(finding.verdict)}"
        told = [f"Printed: {plain(each.printed)}", f"Implied: {plain(each.implied)}"]
        yield bullets([*told, *(f"If {plain(assumption)}" for assumption in each.assumptions)])
        yield plain(each.explanation)

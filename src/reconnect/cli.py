"""The `reconnect` command."""

import argparse
import os
import sys
import webbrowser
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from reconnect import __version__
from reconnect.analysis.evaluate import Evaluation, evaluate
from reconnect.analysis.family import default_family
from reconnect.config.commands import add_commands
from reconnect.config.commands.parsers import Commands
from reconnect.config.commands.service import INVENTED, clinic_outcomes
from reconnect.errors import DataError, ReconnectError, RefusedError
from reconnect.exchange.evaluation_files import write_evaluation
from reconnect.exchange.ledger import Ledger
from reconnect.exchange.outcomes_files import OutcomesRead, read_outcomes
from reconnect.exchange.planned_tests import unheld_tests
from reconnect.exchange.progress import unwatched
from reconnect.exchange.share import period_of, write_share
from reconnect.model.load import CONTENT, check_content, publish, shipped_library

EXAMPLE = CONTENT / "examples" / "fictitious-clinic"
T = TypeVar("T")


def build_parser() -> argparse.ArgumentParser:
    """The command's options; each subcommand names the function that runs it."""
    parser = argparse.ArgumentParser(
        prog="reconnect",
        description="Evaluate whether people changed, appraise published tables, check ReConnect's content, "
        "and run the clinic.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_evaluate(commands)
    _add_appraise(commands)
    _add_check(commands)
    _add_demo(commands)
    add_commands(commands)
    return parser


def _add_evaluate(commands: Commands) -> None:
    evaluating = commands.add_parser(
        "evaluate",
        help="evaluate a file of outcomes, or a service of the clinic",
        description="Read DATA whole or not at all, and write report.html, report.docx, results.csv, "
        "estimates.csv and results.json. "
        "They hold exact counts: keep them inside the service.",
    )
    source = evaluating.add_mutually_exclusive_group(required=True)
    formats = "a CSV, Excel (.xlsx), SPSS (.sav) or Parquet file: tidy, long or paired"
    source.add_argument("data", type=Path, metavar="DATA", nargs="?", help=formats)
    source.add_argument("--from-clinic", metavar="SERVICE", help="evaluate a service of the clinic's own database")
    evaluating.add_argument("--map", type=Path, metavar="FILE.toml", help="says how to read DATA's columns")
    evaluating.add_argument(
        "--out", type=Path, metavar="DIR", default=Path("reconnect-report"), help="where to write (%(default)s)"
    )
    evaluating.add_argument("--quiet", action="store_true", help="show no progress, and print nothing when all is well")
    evaluating.add_argument(
        "--quick", action="store_true", help="leave imputation and weighting out, which take most of the time"
    )
    evaluating.add_argument(
        "--share",
        type=Path,
        metavar="DIR",
        help="write only the form that may leave the service, here and not to --out",
    )
    evaluating.add_argument(
        "--ledger",
        type=Path,
        metavar="FILE",
        default=Path("reconnect-ledger.jsonl"),
        help="what was shared before; keep it, and the key beside it, inside the service (%(default)s)",
    )
    evaluating.add_argument("--period", metavar="TEXT", help="of the shared form (the months of the answers)")
    evaluating.set_defaults(run=_evaluate)


def _add_appraise(commands: Commands) -> None:
    appraising = commands.add_parser(
        "appraise",
        help="say what cannot be, or cannot be told, in a published table",
        description="Check the figures of a paper, typed out as printed, against each other. What is found is no error "
        "of the command: it ends with 0.",
    )
    source = appraising.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "file", type=Path, metavar="FILE.yaml", nargs="?", help="a paper's figures; the reference pages hold an example"
    )
    source.add_argument("--paper", metavar="ID", help="a paper whose figures come with ReConnect, such as edwards-2019")
    appraising.add_argument("--json", action="store_true", help="print the findings as JSON")
    appraising.set_defaults(run=_appraise)


def _add_check(commands: Commands) -> None:
    checking = commands.add_parser(
        "check",
        help="load all content and report every problem",
        description="Load every content file, resolve every reference, and compare with the list of published files.",
    )
    checking.add_argument("--content", type=Path, metavar="DIR", default=CONTENT, help="content to check (our own)")
    checking.add_argument(
        "--publish", action="store_true", help="list files that are not yet published; they can then no longer change"
    )
    checking.set_defaults(run=_check)


def _add_demo(commands: Commands) -> None:
    demo = commands.add_parser(
        "demo",
        help="evaluate the fictitious clinic that comes with ReConnect",
        description="Evaluate a small clinic of invented people, and open its report where there is a screen.",
    )
    demo.add_argument(
        "--out", type=Path, metavar="DIR", default=Path("reconnect-report/demo"), help="where to write (%(default)s)"
    )
    demo.set_defaults(run=_demo)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when all is well, 2 when it was refused, with every reason on standard error."""
    arguments = build_parser().parse_args(argv)
    try:
        run: int = arguments.run(arguments)
    except RefusedError as error:
        outcome = ": nothing was written" if isinstance(error, DataError) else ""
        print(error, f"{_count(len(error.problems), 'problem')}{outcome}.", sep="\n", file=sys.stderr)
        return 2
    except ReconnectError as error:
        print(error, file=sys.stderr)
        return 2
    return run


def _evaluate(arguments: argparse.Namespace) -> int:
    read, note = _read(arguments)
    evaluation = _evaluated(read, sensitivity=not arguments.quick)
    if arguments.share is not None:
        period = arguments.period or period_of(read.outcomes)
        shared = write_share(evaluation, period, arguments.share, Ledger(arguments.ledger), note)
        if not arguments.quiet:
            print(f"To share: {shared}")
        return 0
    report = write_evaluation(evaluation, read.ignored, arguments.out, note)
    if arguments.quiet:
        return 0
    if read.ignored:
        print(f"Columns not in the mapping, ignored: {', '.join(read.ignored)}")
    for cell in unheld_tests(read.family, read.outcomes):
        print(f"Planned and counted, but not in these data: {cell.measure}, {cell.stratum}, {cell.comparison}")
    print(_summary(evaluation))
    print(f"Report: {report}")
    return 0


def _read(arguments: argparse.Namespace) -> tuple[OutcomesRead, str]:
    if arguments.from_clinic is None:
        watch = unwatched if arguments.quiet or not sys.stderr.isatty() else _progress_bar
        return read_outcomes(arguments.data, arguments.map, shipped_library().measures, watch), ""
    outcomes, note = clinic_outcomes(arguments.from_clinic)
    return OutcomesRead(outcomes, default_family(outcomes), ()), note


def _evaluated(read: OutcomesRead, *, sensitivity: bool = True) -> Evaluation:
    techniques = shipped_library().techniques.newest.values()
    return evaluate(
        read.outcomes,
        read.family,
        reliabilities=read.reliabilities,
        components={each.id: each.component for each in techniques},
        sensitivity=sensitivity,
    )


def _progress_bar(items: Iterable[T], what: str, total: int | None) -> Iterable[T]:
    """``items``, with a bar on standard error once they have taken a second."""
    from tqdm import tqdm  # noqa: PLC0415 only who waits at a terminal needs it

    return tqdm(items, what, total, leave=False, delay=1, unit=" rows", file=sys.stderr)


def _summary(evaluation: Evaluation) -> str:
    everyone = evaluation.flow[0]
    return (
        f"{_count(everyone.eligible, 'person', 'people')}, {everyone.started:,} started, "
        f"{everyone.unheard:,} not heard from again; {_count(len(evaluation.outcomes.measures), 'measure')}, "
        f"{_count(len(evaluation.results), 'comparison')}."
    )


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"


def _appraise(arguments: argparse.Namespace) -> int:
    from reconnect.analysis.appraisal.appraise import appraise  # noqa: PLC0415 - no other command needs the rules
    from reconnect.exchange.appraisal.files import read_transcript, shipped_transcript  # noqa: PLC0415
    from reconnect.exchange.appraisal.render import appraisal_json, appraisal_text  # noqa: PLC0415

    transcript = shipped_transcript(arguments.paper) if arguments.file is None else read_transcript(arguments.file)
    appraisal = appraise(transcript)
    sys.stdout.write(appraisal_json(appraisal) if arguments.json else appraisal_text(appraisal))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    if arguments.publish:
        fresh = publish(arguments.content)
        print(f"Newly published: {_count(len(fresh), 'file')}. From now on a change is a new version beside the old.")
    library = check_content(arguments.content)
    print(
        f"All content is in order: {_count(len(library.components.newest), 'component')}, "
        f"{_count(len(library.techniques.newest), 'technique')}, "
        f"{_count(len(library.questionnaires.newest), 'questionnaire')} with "
        f"{_count(len(library.measures), 'measure')}, {_count(len(library.published.newest), 'published paper')}, "
        f"{_count(len(library.transcripts.newest), 'transcript')}."
    )
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    read = read_outcomes(EXAMPLE / "outcomes.csv", EXAMPLE / "map.toml", shipped_library().measures)
    report = write_evaluation(_evaluated(read), read.ignored, arguments.out, INVENTED).resolve()
    print(INVENTED)
    print(f"Report: {report}")
    if _has_screen():
        webbrowser.open(report.as_uri())
    return 0


def _has_screen() -> bool:
    graphical = sys.platform in {"darwin", "win32"} or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    return graphical and sys.stdout.isatty()

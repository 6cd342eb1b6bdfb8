"""The `reconnect` command."""

import argparse
import os
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from reconnect import __version__
from reconnect.analysis.evaluate import Evaluation, evaluate
from reconnect.config.command_line import add_commands
from reconnect.errors import ReconnectError, RefusedError
from reconnect.exchange.evaluation_files import write_evaluation
from reconnect.exchange.outcomes_files import read_outcomes
from reconnect.model.load import CONTENT, check_published, content_texts, load_library, shipped_library
from reconnect.model.published_hashes import LIST, digest, format_list, parse_list

EXAMPLE = CONTENT / "examples" / "fictitious-clinic"


def build_parser() -> argparse.ArgumentParser:
    """The command's options; each subcommand has a function here that runs it."""
    parser = argparse.ArgumentParser(
        prog="reconnect",
        description="Evaluate whether people changed, and check ReConnect's content.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    evaluating = commands.add_parser(
        "evaluate",
        help="evaluate a file of outcomes",
        description="Read DATA whole or not at all, and write report.html, results.csv and results.json. "
        "They hold exact counts: keep them inside the service.",
    )
    evaluating.add_argument("data", type=Path, metavar="DATA", help="a CSV file: tidy, long or paired")
    evaluating.add_argument("--map", type=Path, metavar="FILE.toml", help="says how to read DATA's columns")
    evaluating.add_argument(
        "--out", type=Path, metavar="DIR", default=Path("reconnect-report"), help="where to write (%(default)s)"
    )
    evaluating.set_defaults(run=_evaluate)

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

    demo = commands.add_parser(
        "demo",
        help="evaluate the fictitious clinic that comes with ReConnect",
        description="Evaluate a small clinic of invented people, and open its report where there is a screen.",
    )
    demo.add_argument(
        "--out", type=Path, metavar="DIR", default=Path("reconnect-report/demo"), help="where to write (%(default)s)"
    )
    demo.set_defaults(run=_demo)
    add_commands(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when all is well, 2 when it was refused, with every reason on standard error."""
    arguments = build_parser().parse_args(argv)
    try:
        run: int = arguments.run(arguments)
    except RefusedError as error:
        print(error, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count > 1 else ''}: nothing was written.", file=sys.stderr)
        return 2
    except ReconnectError as error:
        print(error, file=sys.stderr)
        return 2
    return run


def _evaluate(arguments: argparse.Namespace) -> int:
    read = read_outcomes(arguments.data, arguments.map, shipped_library().measures)
    evaluation = evaluate(read.outcomes, read.family)
    report = write_evaluation(evaluation, read.ignored, arguments.out)
    if read.ignored:
        print(f"Columns not in the mapping, ignored: {', '.join(read.ignored)}")
    print(_summary(evaluation))
    print(f"Report: {report}")
    return 0


def _summary(evaluation: Evaluation) -> str:
    everyone = evaluation.flow[0]
    return (
        f"{everyone.eligible} people, {everyone.started} started, {everyone.unheard} not heard from again; "
        f"{len(evaluation.outcomes.measures)} measures, {len(evaluation.results)} comparisons."
    )


def _check(arguments: argparse.Namespace) -> int:
    library = load_library(arguments.content)
    if arguments.publish:
        _publish(arguments.content)
    check_published(arguments.content)
    print(
        f"All content is in order: {len(library.components.newest)} components, {len(library.techniques.newest)} "
        f"techniques, {len(library.questionnaires.newest)} questionnaires with {len(library.measures)} measures, "
        f"{len(library.published.newest)} published paper."
    )
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    read = read_outcomes(EXAMPLE / "outcomes.csv", EXAMPLE / "map.toml", shipped_library().measures)
    report = write_evaluation(evaluate(read.outcomes, read.family), read.ignored, arguments.out).resolve()
    print("The people of this clinic are invented.")
    print(f"Report: {report}")
    if _has_screen():
        webbrowser.open(report.as_uri())
    return 0


def _publish(root: Path) -> None:
    file = root / LIST
    known = parse_list(file.read_text("utf-8")) if file.exists() else {}
    fresh = {name: digest(text) for name, text in content_texts(root).items() if name not in known}
    file.write_text(format_list(known | fresh), "utf-8")
    print(f"Published {len(fresh)} files; they cannot change any more, a new version stands beside them.")


def _has_screen() -> bool:
    graphical = sys.platform in {"darwin", "win32"} or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    return graphical and sys.stdout.isatty()

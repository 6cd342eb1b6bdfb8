"""The conventions of the house, each kept by a check that is itself shown able to fail."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "reconnect"

LONGEST_FUNCTION = 45
LONGEST_FILE = 300
WRITTEN_BY_US = {".py", ".toml", ".css", ".j2", ".html", ".js"}
VAGUE_NAMES = {"utils", "helpers", "services", "core", "common", "misc"}
DOCUMENTED = ("model", "analysis", "exchange")

# The one module that reads TOML, the one that reads YAML, the one that checks what they read, the one that reads
# content with them, and the folder that it reads.
TOML_READER = "model/typed_toml.py"
YAML_READER = "model/typed_yaml.py"
CHECKER = "model/typed.py"
CONTENT_READER = "model/load.py"
CONTENT_FOLDER = re.compile(r"(^|/)content(/|$)")
READING = {"open", "read_text", "read_bytes", "glob", "rglob", "iterdir", "walk"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Check = Callable[[Path], list[str]]


def modules(root: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(root.rglob("*.py")):
        yield path.relative_to(root).as_posix(), ast.parse(path.read_text("utf-8"))


def long_functions(root: Path) -> list[str]:
    """Functions, methods and inner functions of too many lines, from ``def`` to the last."""
    return [
        f"{file}: {node.name}"
        for file, module in modules(root)
        for node in ast.walk(module)
        if isinstance(node, Function) and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]


def long_files(root: Path) -> list[str]:
    """Files that people write, with too many lines that are not blank."""
    return [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*"))
        if path.suffix in WRITTEN_BY_US
        and sum(bool(line.strip()) for line in path.read_text("utf-8").splitlines()) > LONGEST_FILE
    ]


def vague_modules(root: Path) -> list[str]:
    """Modules and packages whose name says nothing."""
    return [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*"))
        if path.stem.lower() in VAGUE_NAMES and (path.suffix == ".py" or any(path.glob("*.py")))
    ]


def imported(module: ast.Module) -> set[str]:
    """The modules that ``module`` imports, anywhere in it."""
    names = {alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(module) if isinstance(node, ast.ImportFrom)}


def toml_readers(root: Path) -> list[str]:
    """Modules other than the one TOML reader that import a TOML parser."""
    found = []
    for file, module in modules(root):
        if imported(module) & {"tomllib", "tomli", "toml", "tomlkit"} and file != TOML_READER:
            found.append(file)
    return found


def yaml_readers(root: Path) -> list[str]:
    """Modules other than the one YAML reader that import a YAML parser."""
    return [file for file, module in modules(root) if "yaml" in imported(module) and file != YAML_READER]


def checkers(root: Path) -> list[str]:
    """Modules other than the one checker that import pydantic."""
    return [file for file, module in modules(root) if "pydantic" in imported(module) and file != CHECKER]


def content_readers(root: Path) -> list[str]:
    """Modules other than the loader that name the content folder in a path, or read files below ``CONTENT``."""
    return [
        f"{file}: line {node.lineno}"
        for file, module in modules(root)
        if file != CONTENT_READER
        for node in ast.walk(module)
        if isinstance(node, ast.Call | ast.BinOp) and (_names_the_folder(node) or _reads_below_content(node))
    ]


def _names_the_folder(node: ast.Call | ast.BinOp) -> bool:
    if isinstance(node, ast.BinOp):
        parts = [node.left, node.right] if isinstance(node.op, ast.Div) else []
    else:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        parts = node.args if called in {"Path", "PurePath", "joinpath", "open", "files", "join"} else []
    return any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) and CONTENT_FOLDER.search(part.value)
        for part in parts
    )


def _reads_below_content(node: ast.Call | ast.BinOp) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return called in READING and any(
        (isinstance(part, ast.Name) and part.id == "CONTENT")
        or (isinstance(part, ast.Attribute) and part.attr == "CONTENT")
        for part in ast.walk(node)
    )


def undocumented(root: Path) -> list[str]:
    """Public functions, classes and methods without a docstring; those without a body (protocols) need none."""
    return [
        f"{file}: {node.name}"
        for file, module in modules(root)
        if file.startswith(tuple(f"{storey}/" for storey in DOCUMENTED))
        for node in _public(module)
        if ast.get_docstring(node) is None and not _has_no_body(node)
    ]


def _public(scope: ast.Module | ast.ClassDef) -> Iterator[Function | ast.ClassDef]:
    for node in scope.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def _has_no_body(node: Function | ast.ClassDef) -> bool:
    (first, *others) = node.body
    return (
        not others
        and isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and first.value.value is ...
    )


CHECKS: list[Check] = [
    long_functions,
    long_files,
    vague_modules,
    toml_readers,
    yaml_readers,
    checkers,
    content_readers,
    undocumented,
]

# For each check a file that breaks its rule and what is then reported, and a file that only just keeps it.
BROKEN: list[tuple[Check, str, str, str]] = [
    (long_functions, "a.py", "def f():\n" + "    x = 1\n" * 45, "a.py: f"),
    (long_functions, "a.py", "class C:\n    async def m(self):\n" + "        x = 1\n" * 45, "a.py: m"),
    (long_files, "model/a.py", "x = 1\n" * 301, "model/a.py"),
    (long_files, "content/a/b/1.toml", "x = 1\n" * 301, "content/a/b/1.toml"),
    (vague_modules, "model/utils.py", "", "model/utils.py"),
    (vague_modules, "exchange/core/__init__.py", "", "exchange/core"),
    (vague_modules, "clinic/services.py", "", "clinic/services.py"),
    (toml_readers, "exchange/mapping.py", "import tomllib\n", "exchange/mapping.py"),
    (toml_readers, "model/load.py", "from tomllib import loads\n", "model/load.py"),
    (yaml_readers, "exchange/a.py", "def f():\n    import yaml\n", "exchange/a.py"),
    (checkers, "model/typed_toml.py", "from pydantic import TypeAdapter\n", "model/typed_toml.py"),
    (content_readers, "exchange/a.py", 'p = Path(__file__).parent / "content"\n', "exchange/a.py: line 1"),
    (content_readers, "exchange/a.py", '\np = files("reconnect").joinpath("content/x")\n', "exchange/a.py: line 2"),
    (content_readers, "cli.py", 'open("src/content/x/1.toml")\n', "cli.py: line 1"),
    (content_readers, "cli.py", 't = (CONTENT / "techniques" / "x").read_text()\n', "cli.py: line 1"),
    (content_readers, "cli.py", 'for p in load.CONTENT.glob("*/*"): pass\n', "cli.py: line 1"),
    (undocumented, "model/a.py", "def f(): return 1\n", "model/a.py: f"),
    (undocumented, "analysis/engines/a.py", "class C:\n    x = 1\n", "analysis/engines/a.py: C"),
    (undocumented, "exchange/a.py", 'class C:\n    """C."""\n    def m(self): return 1\n', "exchange/a.py: m"),
]
KEPT: list[tuple[Check, str, str]] = [
    (long_functions, "a.py", "def f():\n" + "    x = 1\n" * 44),
    (long_files, "a.py", "x = 1\n\n" * 300),
    (long_files, "fonts/licence.txt", "x\n" * 400),
    (vague_modules, "model/scoring.py", ""),
    (vague_modules, "content/guidance/common/1.toml", ""),
    (toml_readers, "model/typed_toml.py", "import tomllib\n"),
    (yaml_readers, "model/typed_yaml.py", "import yaml\n"),
    (checkers, "model/typed.py", "from pydantic import TypeAdapter\n"),
    (content_readers, "model/load.py", 'CONTENT = Path(__file__).parent / "content"\n'),
    (content_readers, "cli.py", 'root = CONTENT / "examples"\nload_library(CONTENT)\nrow["content"] = 1\n'),
    (undocumented, "model/a.py", "def _f(): return 1\nclass _C:\n    def m(self): return 1\n"),
    (undocumented, "model/a.py", 'def f():\n    """F."""\n    def inner(): return 1\n    return inner\n'),
    (undocumented, "cli.py", "def f(): return 1\n"),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_house_keeps_its_conventions(check: Check) -> None:
    assert check(SOURCE) == []


@pytest.mark.parametrize(("check", "file", "text", "report"), BROKEN, ids=lambda part: getattr(part, "__name__", None))
def test_a_check_reports_what_breaks_its_rule(tmp_path: Path, check: Check, file: str, text: str, report: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text, "utf-8")
    assert check(tmp_path) == [report]


@pytest.mark.parametrize(("check", "file", "text"), KEPT, ids=lambda part: getattr(part, "__name__", None))
def test_a_check_passes_what_only_just_keeps_its_rule(tmp_path: Path, check: Check, file: str, text: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text, "utf-8")
    assert check(tmp_path) == []


def test_the_checks_look_at_the_whole_house() -> None:
    files = {file for file, _ in modules(SOURCE)}
    assert {TOML_READER, CONTENT_READER, "cli.py", "analysis/engines/reference.py", "exchange/layouts/tidy.py"} <= files


def test_no_check_is_without_an_example_that_breaks_it_and_one_that_keeps_it() -> None:
    assert {check for check, *_ in BROKEN} == {check for check, *_ in KEPT} == set(CHECKS)

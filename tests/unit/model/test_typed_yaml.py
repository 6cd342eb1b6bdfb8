"""YAML read as text: digits stay, nothing is guessed, nothing grows, and no text ends in a traceback."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reconnect.errors import ContentError, Problem, RefusedError
from reconnect.model.load import CONTENT, parse_transcript
from reconnect.model.typed_yaml import DEEPEST, LONGEST, plain_yaml

SHIPPED = (CONTENT / "transcripts" / "edwards-2019" / "1.yaml").read_text("utf-8")


def refused(text: str) -> list[str]:
    with pytest.raises(RefusedError) as caught:
        plain_yaml(text, "paper.yaml")
    return [str(problem) for problem in caught.value.problems]


def problems_of(text: str) -> tuple[Problem, ...]:
    """What is wrong with ``text``, nothing where it is read; any other error fails the test."""
    try:
        parse_transcript(text, "paper.yaml")
    except ContentError as error:
        return error.problems
    return ()


def test_every_scalar_stays_the_text_it_is() -> None:
    text = "mean: 9.80\nno: no\nnull: ~\ndate: 2020-01-01\nhex: 0x10\nempty:\nquoted: '1.0'\nlist: [1e3, .5, true]\n"
    assert plain_yaml(text, "paper.yaml") == {
        "mean": "9.80",
        "no": "no",
        "null": "~",
        "date": "2020-01-01",
        "hex": "0x10",
        "empty": "",
        "quoted": "1.0",
        "list": ["1e3", ".5", "true"],
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("a: !!python/object/apply:os.system [ls]", "line 1: tags (!) are not read", id="an object"),
        pytest.param("a: 1\nb: !!int 5", "line 2: tags (!) are not read", id="a plain tag"),
        pytest.param("a: &x 1\nb: *x", "line 1: anchors (&) and aliases (*) are not read", id="an alias"),
        pytest.param("a: 1\na: 2", "line 2: the field a stands here a second time", id="a field twice"),
        pytest.param("? [a, b]\n: 1", "line 1: a field's name must be a word", id="a list for a name"),
        pytest.param("a: 1\n---\nb: 2", "line 2: a second document starts here", id="two documents"),
        pytest.param("a: 'unfinished", "not YAML: found unexpected end of stream (line 1)", id="an open quote"),
        pytest.param("a: \x00", "not YAML: special characters are not allowed", id="a control character"),
        pytest.param("[" * 5000, f"line 1: nested more than {DEEPEST} levels deep", id="a deep nest"),
        pytest.param("a: " + "9" * LONGEST, f"too long: at most {LONGEST:,} characters", id="a long text"),
    ],
)
def test_more_than_plain_yaml_is_refused_with_its_line(text: str, problem: str) -> None:
    assert refused(text)[0].startswith(f"paper.yaml: {problem}")


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefg", "bcdefgh", strict=True)
    )
    assert all("anchors" in line for line in refused(bomb))


def test_all_that_is_more_than_plain_comes_at_once() -> None:
    assert len(refused("a: !x 1\nb: &y 2\nc: 3\nc: 4\n")) == 3


def test_an_empty_text_lacks_its_fields() -> None:
    for text in ("", "# nothing\n", "---\n", "\ufeff"):
        with pytest.raises(ContentError) as caught:
            parse_transcript(text, "paper.yaml")
        assert caught.value.problems


@settings(max_examples=400)
@given(st.text(max_size=200))
@example("{")
@example("- - - -")
@example("%YAML 9.9\n---\na: 1")
@example("a: |\n x\n")
def test_no_text_ends_in_a_traceback(text: str) -> None:
    assert problems_of(text)


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_transcript_is_read_or_refused_with_a_place(data: st.DataObject) -> None:
    text = SHIPPED
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.text(max_size=6)) + text[at + cut :]
    assert all(problem.file == "paper.yaml" and problem.message for problem in problems_of(text))


def test_the_shipped_transcript_is_far_below_the_limits() -> None:
    assert len(SHIPPED) < LONGEST / 20
    assert Path(CONTENT, "transcripts").is_dir()

"""What does a page of questions cost? Render 20 questions of 0 to 10 by our macro, and by the framework's own forms.

python benchmarks/render_questions.py
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from served_clinic import machine, percentile, use_clinic

QUESTIONS, HIGH = 20, 10
OTHERS = (("declined", "Prefer not to say"), ("does not apply", "Does not apply to me"))
OURS = """{% from "macros/forms.html.j2" import scale %}
{% for question in questions %}
{{ scale(question.item, question.field, question.chosen, question.kept, false) }}
{% endfor %}"""


def main() -> int:
    """Render both in turn and print what they took."""
    parser = argparse.ArgumentParser(description="Time the rendering of 20 questions with 11 choices each.")
    parser.add_argument("--renders", type=int, default=300, help="of each, in turn (%(default)s)")
    renders = parser.parse_args().renders
    with tempfile.TemporaryDirectory() as folder:
        use_clinic(Path(folder))
        ways = {"our macro": _ours(), "the framework's form": _forms()}
        spent: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for turn in range(renders + 5):
            for name, render in ways.items():
                wall, cpu = time.perf_counter(), time.process_time()
                page = render()
                took = (1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu))
                if page.count('type="radio"') != QUESTIONS * (HIGH + 1 + len(OTHERS)):
                    raise RuntimeError(f"{name} did not draw every choice")
                if turn >= 5:  # the first ones compile templates
                    spent[name].append(took)
    print(f"{machine()}; {QUESTIONS} questions of 0 to {HIGH}, {renders} renders each in turn; milliseconds\n")
    print("| way | wall: median | p95 | cpu: median | p95 |\n|---|---|---|---|---|")
    for name, each in spent.items():
        figures = [f"{median(ms):.2f} | {percentile(list(ms), 0.95):.2f}" for ms in zip(*each, strict=True)]
        print(f"| {name} | {' | '.join(figures)} |")
    return 0


def _ours() -> Callable[[], str]:
    from django.template import engines  # noqa: PLC0415

    from reconnect.clinic.questionnaires.parts import Question  # noqa: PLC0415
    from reconnect.model.questionnaire import Item  # noqa: PLC0415

    template = engines["jinja2"].from_string(OURS)
    ends = {"0": "Not at all", str(HIGH): "Completely"}
    items = [Item(id=f"item-{n}", text=_text(n), low=0, high=HIGH, labels=ends) for n in range(QUESTIONS)]

    def render() -> str:
        questions = [Question(item, str(number % HIGH), kept=True) for number, item in enumerate(items)]
        return template.render({"questions": questions})

    return render


def _forms() -> Callable[[], str]:
    from django import forms  # noqa: PLC0415

    steps = [(str(step), str(step)) for step in range(HIGH + 1)]
    fields = {
        f"item-{number}": forms.ChoiceField(label=_text(number), choices=[*steps, *OTHERS], widget=forms.RadioSelect)
        for number in range(QUESTIONS)
    }
    form = type("Questions", (forms.Form,), fields)
    chosen = {f"item-{number}": str(number % HIGH) for number in range(QUESTIONS)}
    return lambda: str(form(initial=chosen).as_div())


def _text(number: int) -> str:
    return f"These days, how much does this stand in the way of what matters to you, on the whole ({number})?"


if __name__ == "__main__":
    sys.exit(main())

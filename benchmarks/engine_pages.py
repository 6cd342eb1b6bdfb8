"""The page and the chart of `engine_sizes.py`."""

from collections.abc import Sequence
from html import escape
from math import log10
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
NAMES = {
    "reconnect": "ReConnect: every figure of tables 3 and 4, checked",
    "reconnect_model": "ReConnect: the same, and MMRM of 5 measures",
    "bare_scan": "DuckDB: sum of the scores, nothing else",
    "regressions": "DuckDB: regr_* by hand, nothing checked",
    "pandas_pingouin": "pandas and pingouin",
    "gls": "R: nlme::gls, 5 measures (one covariance)",
}
LAYOUTS = {
    "paired": "Paired, as doubles",
    "small": "Paired, as 8-bit integers",
    "long": "A row a value",
}
COLOURS = {
    "reconnect": "#0b5d5a",
    "regressions": "#b4581a",
    "bare_scan": "#6b7280",
    "pandas_pingouin": "#7a3e9d",
}


def write_page(figures: dict, jobs: Sequence) -> None:  # type: ignore[type-arg]
    """Write the tables, a section a layout, into docs/benchmarks.md."""
    runs, lines = figures["runs"], [(Path(__file__).parent / "engine_page.md").read_text().rstrip()]
    sizes = sorted({int(size) for each in runs.values() for size in each})
    machine = ", ".join(f"{name} {value}" for name, value in figures["versions"].items())
    runs_of = ", ".join(f"{_runs(runs, size)} at {size:,}" for size in sizes)
    lines += ["", f"Runs by number of people: {runs_of}."]
    lines += ["", f"Seen on {figures['machine']['cores']} cores, {machine}.", ""]
    for layout, title in LAYOUTS.items():
        head = " | ".join(f"{size:,}" for size in sizes)
        lines += [
            f"## {title}",
            "",
            "cpu seconds / peak MiB by number of people. Wall seconds are in the figures' file.",
            "",
        ]
        lines += [f"| job | {head} |", f"|---|{'---|' * len(sizes)}"]
        for job in jobs:
            if job.layout == layout and job.key in runs:
                cells = " | ".join(_cell(runs[job.key].get(str(size))) for size in sizes)
                lines.append(f"| {NAMES[job.name]} | {cells} |")
        lines.append("")
    model = runs.get("reconnect_model paired", {})
    seconds = ", ".join(f"{model[str(size)]['models']:.1f} s at {size:,}" for size in sizes if str(size) in model)
    lines += [f"MMRM alone, once the sums are there: {seconds}.", ""]
    (DOCS / "benchmarks.md").write_text("\n".join(lines))


def _runs(runs: dict, size: int) -> int:  # type: ignore[type-arg]
    return min(each[str(size)]["of"] for each in runs.values() if str(size) in each)


def _cell(run: dict | None) -> str:  # type: ignore[type-arg]
    return "-" if run is None else f"{run['cpu']:.{1 if run['cpu'] >= 10 else 2}f} / {run['mib']:.0f}"


WIDTH, HEIGHT, LEFT, TOP, PANEL, GAP = 960, 420, 62, 70, 255, 45
LOW, HIGH = 0.1, 1000.0  # cpu seconds
DEEP = 270


def write_chart(figures: dict) -> None:  # type: ignore[type-arg]
    """Draw cpu seconds against people, both by tens, a panel a layout, into docs/pictures/engine-sizes.svg."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" '
        'font-size="13" aria-labelledby="t d">',
        '<title id="t">Cpu seconds against people</title>',
        '<desc id="d">Three panels, one a layout of the file; tables of the same figures are in benchmarks.md.</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for place, layout in enumerate(LAYOUTS):
        parts += _panel(figures["runs"], layout, LEFT + place * (PANEL + GAP))
    x = LEFT
    for name, colour in COLOURS.items():
        words = NAMES[name].split(":")[0] if name == "reconnect" else NAMES[name].split(",")[0]
        parts.append(f'<rect x="{x}" y="14" width="14" height="4" fill="{colour}"/>')
        parts.append(f'<text x="{x + 20}" y="20" fill="#111827">{escape(words)}</text>')
        x += 40 + 8 * len(words)
    (DOCS / "pictures" / "engine-sizes.svg").write_text("\n".join([*parts, "</svg>"]) + "\n")


def _panel(runs: dict, layout: str, left: float) -> list[str]:  # type: ignore[type-arg]
    parts = [f'<text x="{left}" y="{TOP - 16}" font-weight="bold" fill="#111827">{LAYOUTS[layout]}</text>']
    for power in range(-1, 4):
        y = _y(10.0**power)
        parts.append(f'<line x1="{left}" x2="{left + PANEL}" y1="{y:.1f}" y2="{y:.1f}" stroke="#d1d5db"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#374151">{10.0**power:g}</text>')
    for power in range(3, 8):
        x = _x(10**power, left)
        label = ("1k", "10k", "100k", "1M", "10M")[power - 3]
        parts.append(f'<text x="{x:.1f}" y="{TOP + DEEP + 20}" text-anchor="middle" fill="#374151">{label}</text>')
    parts.append(
        f'<text x="{left + PANEL / 2}" y="{TOP + DEEP + 42}" text-anchor="middle" fill="#374151">people</text>'
    )
    if left == LEFT:
        y = TOP + DEEP / 2
        parts.append(
            f'<text transform="translate(16 {y}) rotate(-90)" text-anchor="middle" fill="#374151">cpu seconds</text>'
        )
    for name, colour in COLOURS.items():
        found = runs.get(f"{name} {layout}", {})
        points = [(_x(int(size), left), _y(found[size]["cpu"])) for size in sorted(found, key=int)]
        if not points:
            continue
        line = " L ".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path d="M {line}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in points]
    return parts


def _x(people: int, left: float) -> float:
    return left + 8 + (log10(people) - 3) / 4 * (PANEL - 16)


def _y(seconds: float) -> float:
    share = (log10(max(LOW, seconds)) - log10(LOW)) / (log10(HIGH) - log10(LOW))
    return TOP + DEEP * (1 - share)

"""A clinic of invented people on a real server, built once as of a fixed day, and browsers in front of it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from inside import Inside
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

SOURCE = Path(__file__).parents[2] / "src"
BUILT_AS_OF = "2025-06-30"
START = "import sys; from reconnect.cli import main; sys.exit(main(sys.argv[1:]))"
# A phone by day and a desk by night: each page of a story passes at both. Colours do not depend on the width.
LOOKS = [(375, "light"), (1280, "dark")]
# Whoever looks over a shoulder at a title or an address must not learn what the site is about.
TELLING = re.compile("pain|sex|intim|pelvi|clinic|reconnect", re.IGNORECASE)
CONTRASTED: set[tuple[str, int, str]] = set()  # what was drawn how, and how wide, and was seen to contrast
SOMEBODY_NEW = """
from django.utils import timezone
from reconnect.clinic.accounts.models import Member
from reconnect.clinic.people.actions import add_person, open_episode
from reconnect.clinic.questionnaires.entry import issue_code
by = Member.objects.get(email="clinician@example.invalid")
person = add_person(by=by, name="Umber Sample", nhs_number="999 000 8888")
episode = open_episode(person=person, by=by, referred_on=timezone.now().date())
print(issue_code(occasion=episode.occasions.get(moment="pre"), by=by).text, person.id)
"""
# All that colours depend on: elements, what rules may name of them, whether they hold text. Not what the text is.
DRAWN = """() => {
  const said = new Set(["action", "aria-describedby", "aria-label", "aria-labelledby", "content", "for", "id", "name",
    "nonce", "title", "value"]);
  const draw = each => each.localName + [...each.attributes]
      .filter(it => !said.has(it.name) && (it.name !== "href" || each.localName === "link"))
      .map(it => ` ${it.name}=${it.value}`).join("")
    + [":checked", ":disabled", ":focus", ":invalid"].filter(it => each.matches(it)).join("")
    + "<" + [...each.childNodes]
      .map(it => it.nodeType === 1 ? draw(it) : it.nodeType === 3 && it.data.trim() ? "t" : "").join(",") + ">";
  return draw(document.documentElement);
}"""
REFUSED = re.compile(r"Failed to load resource: (?:the server responded with a status of (\d+)|net::(\w+))")


class LiveClinic:
    """Where it listens, and a way to run a program inside it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.inside: Inside | None = None
        self.environment = os.environ | {"PYTHONPATH": str(SOURCE), "RECONNECT_ORIGIN": self.address}
        command = [sys.executable, "-c", START, "serve", "--demo", "--folder", str(folder)]
        command += ["--bind", f"127.0.0.1:{port}", "--as-of", BUILT_AS_OF, "--no-tick"]
        self.log = (folder / "log").open("wb")
        # A session of its own, so that the server's workers end with it.
        self.server = subprocess.Popen(
            command, env=self.environment, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True
        )
        self.environment |= {
            "RECONNECT_DEMO": "yes",
            "RECONNECT_SECRET_KEY": "of no use outside the test",
            "RECONNECT_KEY_FILE": str(folder / "key"),
            "RECONNECT_HOSTS": "127.0.0.1",
            "RECONNECT_DATABASE_URL": f"sqlite:///{folder / 'clinic.sqlite3'}",
            "RECONNECT_MESSAGES_FOLDER": str(folder / "messages"),
        }

    def wait(self, seconds: float = 300) -> None:
        """Until it answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.server.poll() is None:
            with suppress(OSError), urlopen(self.address, timeout=30):  # noqa: S310 our own server
                self.inside = Inside(self.environment)
                return
            time.sleep(0.1)
        raise RuntimeError("The clinic did not start: " + Path(self.log.name).read_text("utf-8"))

    def stop(self) -> None:
        """End it with its workers."""
        if self.inside is not None:
            self.inside.stop()
        os.killpg(self.server.pid, signal.SIGTERM)
        self.server.wait(30)
        self.log.close()

    def run(self, program: str, *arguments: str) -> str:
        """What ``program`` prints, run with the clinic's settings; it finds ``arguments`` in ``sys.argv``."""
        assert self.inside is not None
        return self.inside.run(program, *arguments)


class Visitor:
    """Somebody's browser. When it closes, it asked nobody else, and nothing was complained of but what was expected."""

    def __init__(
        self, clinic: LiveClinic, browser: Browser, axe: Callable[..., list[str]], width: int, **options: bool
    ) -> None:
        self.clinic, self.axe, self.width = clinic, axe, width
        self.script = options.get("java_script_enabled", True)
        self.browser = browser
        self.context = self._context(**options)
        self.asked: list[str] = []
        self.complaints: set[str] = set()
        self.expected: set[str] = set()
        self.context.on("request", self._note_request)
        self.context.on("console", self._note_message)
        self.context.on("weberror", lambda error: self.complaints.add(str(error.error)))
        self.page = self.context.new_page()

    def goto(self, path: str) -> Page:
        """Open a page of the clinic."""
        self.page.goto(path)
        return self.page

    def expect(self, *complaints: str) -> None:
        """Such as "422 /t/2/": what the browser will log because a page means it."""
        self.expected |= set(complaints)

    def passes(self, heading: str) -> None:
        """The page has this heading and others in order, tells nothing by title or address, and pleases axe.

        At every look; nor does it scroll sideways at any. Colours are looked at once of pages that are drawn alike.
        """
        expect(self.page.locator("h1")).to_have_text([heading])
        tags = self.page.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(each => each.tagName)")
        levels = [int(tag[1]) for tag in tags]
        assert levels[0] == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels)), levels
        assert not TELLING.search(self.page.title() + self.page.url), (self.page.title(), self.page.url)
        page = self.page if self.script else self.twin()
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            drawn = (page.evaluate(DRAWN), width, scheme)
            assert self.axe(page, contrast=drawn not in CONTRASTED) == [], (page.url, width, scheme)
            CONTRASTED.add(drawn)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
        if page is not self.page:
            page.context.close()
        page = self.page
        page.set_viewport_size({"width": self.width, "height": 800})
        page.emulate_media(color_scheme="light")

    def close(self) -> None:
        """Put the browser away, and look at what it noted."""
        self.context.close()
        assert [url for url in self.asked if not url.startswith((self.clinic.address, "data:"))] == []
        assert self.complaints == self.expected

    def twin(self) -> Page:
        """The page as it stands, where axe, which is script, can look at it: without the page's own script."""
        shown = re.sub(r"<script.*?</script>", "", self.page.content()).replace("noscript>", "div>")
        page = self._context().new_page()
        page.route(self.page.url, lambda route: route.fulfill(body=shown, content_type="text/html"))
        page.goto(self.page.url)
        return page

    def _context(self, **options: bool) -> BrowserContext:
        return self.browser.new_context(
            viewport={"width": self.width, "height": 800},
            base_url=self.clinic.address,
            reduced_motion="reduce",
            **options,
        )

    def _note_request(self, request: Request) -> None:
        self.asked.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.text.startswith("[DOM]"):  # advice to whoever writes the page, not a fault of it
            return
        refused = REFUSED.match(message.text)
        if refused:
            self.complaints.add(f"{refused[1] or refused[2]} {urlsplit(message.location['url']).path}")
        else:
            self.complaints.add(message.text)


@pytest.fixture(scope="session")
def live_clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveClinic]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clinic = LiveClinic(tmp_path_factory.mktemp("clinic"), port)
    try:
        clinic.wait()
        yield clinic
    finally:
        clinic.stop()


@pytest.fixture
def somebody_new(live_clinic: LiveClinic) -> tuple[str, str]:
    """A person's fresh code for the first occasion, and the address of their page for staff."""
    code, person_id = live_clinic.run(SOMEBODY_NEW).split()
    return code, f"/staff/people/p/{person_id}/"


@pytest.fixture
def visit(
    live_clinic: LiveClinic, browser: Browser, axe_violations: Callable[..., list[str]]
) -> Iterator[Callable[..., Visitor]]:
    """``visit(width=..., **context)``: a browser of its own, put away at the end; ``within`` another one if named."""
    visitors: list[Visitor] = []

    def visit(width: int = 1280, *, within: Browser = browser, **options: bool) -> Visitor:
        visitors.append(Visitor(live_clinic, within, axe_violations, width, **options))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.close()

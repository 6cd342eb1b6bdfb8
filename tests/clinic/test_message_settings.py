"""What carries messages is said in the environment; what is malformed stops the start with help, without secrets."""

import stat
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from starting import python_run, settings_read

from reconnect.clinic.outbox.carriers.carrier import Outgoing, Problem
from reconnect.clinic.outbox.carriers.folder import Folder
from reconnect.clinic.outbox.carriers.mail_server import MailServer
from reconnect.clinic.outbox.carriers.notify import NOTIFY, Notify
from reconnect.clinic.outbox.channel import Channel

TEMPLATE, SERVICE, SECRET = "1a2b3c4d-0000-4000-8000-00000000000a", str(uuid4()), str(uuid4())
KEY = f"live-{SERVICE}-{SECRET}"
HIDDEN = "hunter2secret"


def carried(**told: str) -> dict[Channel, object]:
    found: dict[Channel, object] = settings_read(**told)["CARRIERS"]
    return found


def test_without_a_word_nothing_is_carried_and_letters_are_printed() -> None:
    assert carried() == carried(RECONNECT_EMAIL=" ", RECONNECT_NOTIFY_KEY="") == {}


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "smtp+starttls://us%40er:p%2Fw@mail.example:2587?from=post@trust.example",
            MailServer("mail.example", 2587, "starttls", "post@trust.example", "us@er", "p/w"),
        ),
        ("smtps://u:p@mail.example?from=a@b.example", MailServer("mail.example", 465, "tls", "a@b.example", "u", "p")),
        ("smtp+starttls://mail.example/?from=a@b.example", MailServer("mail.example", 587, "starttls", "a@b.example")),
        ("smtp://127.0.0.1:2525?from=a@b.example", MailServer("127.0.0.1", 2525, "none", "a@b.example")),
    ],
)
def test_a_mail_server_is_read_with_its_escapes(url: str, server: MailServer) -> None:
    assert carried(RECONNECT_EMAIL=url) == {Channel.EMAIL: server}


def test_a_certificate_of_ones_own_can_be_named(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    url = f"smtps://u:{HIDDEN}@mail.example?from=a@b.example&ca={file}"
    with pytest.raises(ImproperlyConfigured, match="cannot be found"):
        carried(RECONNECT_EMAIL=url)
    file.touch()
    assert carried(RECONNECT_EMAIL=url)[Channel.EMAIL].trusted == str(file)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "url",
    [
        HIDDEN,
        f"http://u:{HIDDEN}@mail.example?from=a@b.example",
        f"smtps://u:{HIDDEN}@?from=a@b.example",
        f"smtps://u:{HIDDEN}@mail.example",
        f"smtps://u:{HIDDEN}@mail.example?from=a@b.example,c@d.example",
        f"smtps://u:{HIDDEN}@mail.example?from=Name <a@b.example>",
        f"smtps://u:{HIDDEN}@mail.example?from=a@b.example&bcc=c@d.example",
        f"smtps://u:{HIDDEN}@mail.example/path?from=a@b.example",
        f"smtps://u:{HIDDEN}@mail.example:port?from=a@b.example",
        f"smtps://u:{HIDDEN}@mail.example:99999?from=a@b.example",
        f"smtps://{HIDDEN}@mail.example?from=a@b.example",
        f"smtps://:{HIDDEN}@mail.example?from=a@b.example",
        f"smtp://u:{HIDDEN}@127.0.0.1?from=a@b.example",
        f"smtp://mail.example?from={HIDDEN}@b.example",
        f"smtps://u:{HIDDEN}@[mail.example?from=a@b.example",
    ],
)
def test_a_mail_server_that_is_malformed_or_not_safe_stops_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"RECONNECT_EMAIL must be a mail server, such as") as refused:
        carried(RECONNECT_EMAIL=url)
    assert HIDDEN not in str(refused.value)


def test_notify_carries_what_it_has_a_template_for() -> None:
    told = {"RECONNECT_NOTIFY_KEY": KEY, "RECONNECT_NOTIFY_TEMPLATES": f"sms={TEMPLATE}, letter={TEMPLATE}"}
    assert carried(**told) == {
        channel: Notify(channel, TEMPLATE, KEY, base_url=NOTIFY) for channel in (Channel.SMS, Channel.LETTER)
    }
    both = carried(**told, RECONNECT_EMAIL="smtps://mail.example?from=a@b.example")
    assert set(both) == set(Channel)


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"RECONNECT_NOTIFY_KEY": ""}, "RECONNECT_NOTIFY_KEY"),
        ({"RECONNECT_NOTIFY_KEY": HIDDEN}, "RECONNECT_NOTIFY_KEY"),
        ({"RECONNECT_NOTIFY_KEY": HIDDEN * 7}, "RECONNECT_NOTIFY_KEY"),
        ({"RECONNECT_NOTIFY_TEMPLATES": ""}, "RECONNECT_NOTIFY_TEMPLATES"),
        ({"RECONNECT_NOTIFY_TEMPLATES": "sms"}, "RECONNECT_NOTIFY_TEMPLATES"),
        ({"RECONNECT_NOTIFY_TEMPLATES": f"fax={TEMPLATE}"}, "RECONNECT_NOTIFY_TEMPLATES"),
        ({"RECONNECT_NOTIFY_TEMPLATES": f"sms={TEMPLATE},sms={TEMPLATE}"}, "RECONNECT_NOTIFY_TEMPLATES"),
        ({"RECONNECT_NOTIFY_TEMPLATES": "sms=template"}, "RECONNECT_NOTIFY_TEMPLATES"),
        ({"RECONNECT_NOTIFY_URL": "http://notify.example"}, "RECONNECT_NOTIFY_URL"),
    ],
)
def test_notify_half_set_up_stops_the_start(told: dict[str, str], named: str) -> None:
    complete = {"RECONNECT_NOTIFY_KEY": KEY, "RECONNECT_NOTIFY_TEMPLATES": f"sms={TEMPLATE}"}
    assert carried(**complete)
    with pytest.raises(ImproperlyConfigured, match=f"{named} must be") as refused:
        carried(**complete | told)
    assert not any(secret in str(refused.value) for secret in (HIDDEN, SECRET, KEY))


def test_two_ways_for_one_channel_stop_the_start() -> None:
    notify = {"RECONNECT_NOTIFY_KEY": KEY, "RECONNECT_NOTIFY_TEMPLATES": f"email={TEMPLATE}"}
    with pytest.raises(ImproperlyConfigured, match="leave one of them out"):
        carried(**notify, RECONNECT_EMAIL="smtps://mail.example?from=a@b.example")
    for other in (notify, {"RECONNECT_EMAIL": "smtps://mail.example?from=a@b.example"}):
        with pytest.raises(ImproperlyConfigured, match="where nothing is sent"):
            carried(**other, RECONNECT_MESSAGES_FOLDER="/var/messages")


def test_a_folder_takes_all_but_letters_and_is_named_in_full() -> None:
    folder = Folder(Path("/var/messages"))
    assert carried(RECONNECT_MESSAGES_FOLDER="/var/messages") == {Channel.EMAIL: folder, Channel.SMS: folder}
    with pytest.raises(ImproperlyConfigured, match="whole path"):
        carried(RECONNECT_MESSAGES_FOLDER="messages")


def test_the_start_warns_where_messages_reach_nobody(settings: "pytest_django.Settings") -> None:  # noqa: F821
    def warned() -> list[str]:
        return [each.id for each in run_checks(tags=["messages"], include_deployment_checks=True)]

    settings.CARRIERS = {Channel.EMAIL: Folder(Path("/var/messages"))}
    assert warned() == ["reconnect.W004"]
    settings.CARRIERS = {}
    assert warned() == []


def test_the_start_says_what_is_wrong_without_the_secret() -> None:
    ran = python_run(
        "-c",
        "import sys; from reconnect.cli import main; sys.exit(main(['tick']))",
        RECONNECT_EMAIL=f"smtps://u:{HIDDEN}@mail.example",
    )
    assert ran.returncode == 2
    assert ran.stderr.startswith("RECONNECT_EMAIL must be a mail server")
    assert HIDDEN not in ran.stderr + ran.stdout


def test_a_file_of_the_folder_is_ones_own_and_its_name_says_nothing(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "messages")
    message = Outgoing(str(uuid4()), "My pages", "umber@example.org", "For you", "Something waits.")
    assert folder.find(message) is None
    name = folder.send(message)
    assert (name, folder.find(message)) == (f"{message.id}.txt", name)
    assert folder.send(message) == name  # the same message is the same file
    (file,) = (tmp_path / "messages").iterdir()
    assert file.read_text("utf-8") == "From: My pages\nTo:\number@example.org\nSubject: For you\n\nSomething waits.\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_written_to_can_be_later(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(Problem, match="folder not writable"):
        Folder(tmp_path / "taken").send(Outgoing(str(uuid4()), "a", "b", "c", "d"))

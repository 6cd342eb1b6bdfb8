"""A message has one recipient: a list of them cannot be written, and what could be read as one is refused."""

import ast
import inspect
import re
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reconnect.clinic.outbox as room
from reconnect.clinic.outbox.actions import queue_message
from reconnect.clinic.outbox.addresses import REFUSED, one_address
from reconnect.clinic.outbox.carriers.carrier import Carrier, Outgoing
from reconnect.clinic.outbox.carriers.folder import Folder
from reconnect.clinic.outbox.carriers.mail_server import MailServer
from reconnect.clinic.outbox.carriers.notify import Notify
from reconnect.clinic.outbox.channel import Channel
from reconnect.errors import ActionDenied

ONE = {
    Channel.EMAIL: ["umber@example.org", "u.m+b_er'o@mail.example.co.uk", "a@b.xn--p1ai", "0@1.example"],
    Channel.SMS: ["07700 900123", "+44 (0)7700 900-123", "0044 7700 900123", "07624 900123", "+1 202 555 0123"],
    Channel.LETTER: ["Umber Sample\n1 Sample Street\nZZ99 9ZZ", "U. Sample\nFlat 2, Rose House\nSample\nIreland"],
}
NOT_ONE = {
    Channel.EMAIL: [
        "",
        "umber",
        "@example.org",
        "umber@",
        "umber@example",
        "umber@-a.example",
        "umber@1.2",
        ".umber@example.org",
        "um..ber@example.org",
        "umber@example.org ",
        " umber@example.org",
        "umber@example.org\n",
        "umber@example.org\r\nBcc: b@example.org",
        "a@example.org,b@example.org",
        "a@example.org;b@example.org",
        "a@example.org b@example.org",
        "a@b@example.org",
        "a%b.example@example.org",
        "b.example!a@example.org",
        '"a, b"@example.org',
        "Umber <umber@example.org>",
        "umber@example.org(b@example.org)",
        "team: a@example.org, b@example.org;",
        "umber@[192.0.2.1]",
        "umbér@example.org",
        "umber@exämple.org",
        "u" * 65 + "@example.org",
        "u@" + "a" * 64 + ".org",
        "u@" + "a.b." * 63 + "org",
        "umber@example.org\x00",
        "umber\u2028@example.org",
    ],
    Channel.SMS: [
        "",
        "123",
        "020 7946 0123",
        "07000 900123",
        "07600 900123",
        "07700 900123, 07700 900124",
        "07700900123;07700900124",
        "07700900123 07700900124",
        "07700900123\n07700900124",
        "+447700900123+447700900124",
        "0770090012٣",
        "+0123456789",
        "++447700900123",
        "+44770090012",
        "+4477009001234",
        "umber",
        "07700900123x1",
    ],
    Channel.LETTER: [
        "",
        "Umber Sample, 1 Sample Street, ZZ99 9ZZ",
        "Umber\nZZ99 9ZZ",
        "A\nB\nC\nD\nE\nF\nG\nZZ99 9ZZ",
        "Umber Sample\n1 Sample Street\nZZ99 9ZZ\nAda Sample\n2 Sample Street\nYY99 9YY",
        "Umber Sample\n\nZZ99 9ZZ",
        "Umber Sample\n1 Sample Street\nZZ99 9ZZ YY99 9YY",
        "Umber Sample; Ada Sample\n1 Sample Street\nZZ99 9ZZ",
        "umber@example.org\n1 Sample Street\nZZ99 9ZZ",
        "Umber\r\n1 Sample Street\r\nZZ99 9ZZ",
        "Umber\x0b\n1 Sample Street\nZZ99 9ZZ",
        "Umber\u2028Ada\n1 Sample Street\nZZ99 9ZZ",
        "\u202eUmber\n1 Sample Street\nZZ99 9ZZ",
        "Umber\n" + "S" * 81 + "\nZZ99 9ZZ",
    ],
}
PAIRS = [(channel, to) for channel, listed in ONE.items() for to in listed]
WRONG = [(channel, to) for channel, listed in NOT_ONE.items() for to in listed]
SEPARATORS = st.sampled_from([",", ";", "\n", "\r\n", " ", ", ", "\t", "|", "\x00", "\u2028", "/", "", ":", "+", "<>"])


@pytest.mark.parametrize(("channel", "to"), PAIRS)
def test_one_address_is_taken(channel: Channel, to: str) -> None:
    taken = one_address(channel, to)
    assert one_address(channel, taken) == taken


@pytest.mark.parametrize(("channel", "to"), WRONG)
def test_what_is_not_one_address_is_refused_without_being_told(channel: Channel, to: str) -> None:
    with pytest.raises(ActionDenied) as refused:
        one_address(channel, to)
    assert str(refused.value) == REFUSED[channel]


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize(
    "several", [["a@example.org"], ("a@example.org",), {"a@example.org"}, b"a@example.org", None, 7]
)
def test_a_list_is_no_address(channel: Channel, several: object) -> None:
    with pytest.raises(ActionDenied):
        one_address(channel, several)  # type: ignore[arg-type]


@given(
    channel=st.sampled_from([Channel.EMAIL, Channel.SMS]),
    places=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    between=SEPARATORS,
    before=SEPARATORS,
)
def test_two_addresses_however_they_are_joined_are_refused(
    channel: Channel, places: tuple[int, int], between: str, before: str
) -> None:
    first, second = (one_address(channel, ONE[channel][place]) for place in places)
    for joined in (f"{first}{between}{second}", f"{first}{between}{before}{second}"):
        with pytest.raises(ActionDenied):
            one_address(channel, joined)


@given(channel=st.sampled_from(list(Channel)), to=st.text(max_size=60))
def test_whatever_is_taken_is_one_plain_address(channel: Channel, to: str) -> None:
    try:
        taken = one_address(channel, to)
    except ActionDenied:
        return
    if channel is Channel.EMAIL:
        assert taken.isascii()
        assert taken.count("@") == 1
        assert not re.search(r"[\s,;:<>()\[\]\"\\%!\x00-\x20]", taken)
    elif channel is Channel.SMS:
        assert re.fullmatch(r"\+[0-9]{7,15}", taken)
    else:
        assert 3 <= len(taken.split("\n")) == len(taken.splitlines()) <= 7


@given(
    local=st.text(st.sampled_from("abcXYZ019._+'-,;:@ <>\n\r\t\x00"), min_size=1, max_size=12),
    domain=st.text(st.sampled_from("abz01.-,;@ \n"), min_size=1, max_size=12),
)
def test_no_sign_that_parts_lists_gets_into_an_e_mail_address(local: str, domain: str) -> None:
    to = f"{local}@{domain}.org"
    if re.search(r"[,;:@ <>\n\r\t\x00]", local) or re.search(r"[,;@ \n]", domain):
        with pytest.raises(ActionDenied):
            one_address(Channel.EMAIL, to)


def test_one_text_is_all_that_can_be_said_of_whom_it_is_for() -> None:
    assert get_type_hints(inspect.unwrap(queue_message))["to"] is str
    assert get_type_hints(Outgoing)["to"] is str
    assert set(get_type_hints(Outgoing)) == {"id", "sender", "to", "subject", "text"}
    for carrier in (Carrier, MailServer, Notify, Folder):
        signature = inspect.signature(carrier.send)
        assert list(signature.parameters) == ["self", "message"]
        assert get_type_hints(carrier.send)["message"] is Outgoing


def names_of(source: str) -> set[str]:
    """Every name, attribute, keyword and text of a program, in small letters."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        for field in ("id", "attr", "arg", "value", "name"):
            told = getattr(node, field, None)
            if isinstance(told, str):
                found.add(told.lower())
    return found


def several_recipients(source: str) -> set[str]:
    """What a program names that could address more than one."""
    several = {"cc", "bcc", "resent-to", "sendmail", "send_message", "to_addrs", "recipients", "send_mass_mail"}
    return names_of(source) & several


def test_nothing_in_the_room_names_a_copy_or_a_list() -> None:
    files = sorted(Path(room.__file__).parent.rglob("*.py"))
    assert len(files) > 15
    assert {file.name: several_recipients(file.read_text("utf-8")) for file in files} == {
        file.name: set() for file in files
    }


@pytest.mark.parametrize(
    "program", ['m["Bcc"] = x', "server.sendmail(a, [b], c)", "f(to_addrs=[a])", "server.send_message(m)"]
)
def test_a_copy_or_a_list_would_be_noticed(program: str) -> None:
    assert several_recipients(program)

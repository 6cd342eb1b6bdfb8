"""Where wrong codes are counted: a household's own network, and never the proxy that everybody comes through."""

import pytest
from django.test import RequestFactory
from starting import settings_read
from universe import Universe

from reconnect.clinic.questionnaires.codes import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("no address", "unknown"),
    ],
)
def test_an_ipv6_house_is_its_first_64_bits_and_an_ipv4_address_is_itself(address: str, network: str) -> None:
    assert network_of(RequestFactory().post("/", REMOTE_ADDR=address)) == network


def test_an_address_that_the_caller_wrote_is_not_believed() -> None:
    request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert network_of(request) == "192.0.2.7"


def test_behind_our_proxy_the_last_address_is_the_callers_and_earlier_ones_are_not_believed(settings: object) -> None:
    settings.BEHIND_PROXY = True
    request = RequestFactory().post("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.1")
    assert network_of(request) == "198.51.100.1"
    assert network_of(RequestFactory().post("/", REMOTE_ADDR="127.0.0.1")) == "127.0.0.1"


@pytest.mark.parametrize(("said", "believed"), [("yes", True), ("no", False), (None, False)])
def test_that_a_proxy_stands_in_front_is_said_in_the_environment(said: str | None, *, believed: bool) -> None:
    read = settings_read(RECONNECT_BEHIND_PROXY=said)
    assert read["BEHIND_PROXY"] is believed
    assert (read["SECURE_PROXY_SSL_HEADER"] is not None) is believed


def test_two_services_are_built_by_actions_alone(universe: Universe) -> None:
    assert universe.north.service.name != universe.south.service.name

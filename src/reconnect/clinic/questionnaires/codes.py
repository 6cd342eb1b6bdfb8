"""The text of entry codes: short enough to type from paper, too many to guess."""

import hashlib
import hmac
import ipaddress
import secrets

from django.conf import settings
from django.http import HttpRequest

from reconnect.clinic.sealing.keys import derived_key

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O or U
LENGTH = 12  # 60 bits
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Twelve random characters in three groups."""
    return spaced("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def spaced(code: str) -> str:
    """The code in groups of four, for reading."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def code_mac(typed: str) -> str | None:
    """The HMAC of what was typed, whatever its case, gaps and look-alikes; None where it is no code at all."""
    code = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_ALIKE)
    if len(code) != LENGTH or any(letter not in ALPHABET for letter in code):
        return None
    return hmac.new(derived_key("entry-codes"), code.encode(), hashlib.sha256).hexdigest()


def network_of(request: HttpRequest) -> str:
    """The /64 of the caller's IPv6 address, or the IPv4 address itself: one household, one counter.

    Behind a proxy of ours the caller is the last address that the proxy noted; earlier ones anybody can write.
    """
    address = str(request.META["REMOTE_ADDR"])
    if settings.BEHIND_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rpartition(",")[2].strip()
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    known = getattr(known, "ipv4_mapped", None) or known  # or every IPv4 caller of a dual-stack server were one house
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network(f"{known}/64", strict=False))

"""The master key, and the keys made from it for each purpose."""

import base64
import binascii
from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured

VERSION = 1


@cache
def derived_key(purpose: str) -> bytes:
    """32 bytes for ``purpose`` by HKDF-SHA256 (RFC 5869) from the master key. Raises ImproperlyConfigured."""
    try:
        master = base64.b64decode(settings.KEY_FILE.read_text("ascii").strip(), validate=True)
    except (OSError, binascii.Error, UnicodeDecodeError):
        master = b""
    if len(master) != 32:
        raise ImproperlyConfigured(
            "RECONNECT_KEY_FILE must name a readable file with 32 random bytes in base64: `openssl rand -base64 32`."
        )
    return HKDF(SHA256(), 32, salt=None, info=f"reconnect/{VERSION}/{purpose}".encode()).derive(master)


@register("key")
def key_is_usable(**_: object) -> list[Error]:
    """The start-up check: without the key nobody's name can be read, and nothing should be written."""
    try:
        derived_key("start")
    except ImproperlyConfigured as missing:
        return [Error(str(missing), id="reconnect.E003")]
    return []

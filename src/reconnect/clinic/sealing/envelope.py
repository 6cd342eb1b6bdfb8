"""Text sealed by AES-256-GCM, bound to where it stands."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reconnect.clinic.sealing.keys import VERSION, derived_key

NONCE = 12


def sealed(text: str, context: bytes) -> bytes:
    """Key version, nonce, and ``text`` encrypted with ``context`` as the additional data."""
    nonce = os.urandom(NONCE)
    return bytes([VERSION]) + nonce + _cipher().encrypt(nonce, text.encode(), context)


def opened(envelope: bytes, context: bytes) -> str:
    """The text. Raises InvalidTag where the envelope was changed, or stands elsewhere than it was sealed for."""
    nonce, text = envelope[1 : 1 + NONCE], envelope[1 + NONCE :]
    return _cipher().decrypt(nonce, text, context).decode()


def _cipher() -> AESGCM:
    return AESGCM(derived_key("sealed-text"))

"""Search tokens: words and their beginnings, made unreadable but comparable within one service."""

import hashlib
import hmac
import re
import unicodedata
from uuid import UUID

from reconnect.clinic.sealing.keys import derived_key

PREFIX = 3
_WORD = re.compile(r"[^\W_]+")


def token(service_id: UUID, text: str, purpose: str = "search") -> str:
    """HMAC-SHA256 of ``text`` under the service's own key, 128 bits in hex: two services' tokens never match."""
    key = hmac.digest(derived_key(purpose), service_id.bytes, "sha256")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


def search_tokens(service_id: UUID, *texts: str) -> set[str]:
    """Tokens of every word and of every beginning of three letters or more."""
    return {
        token(service_id, word[:length])
        for text in texts
        for word in words(text)
        for length in range(min(PREFIX, len(word)), len(word) + 1)
    }


def whole_name_token(service_id: UUID, name: str) -> str:
    """The token of all of a name at once, by which somebody else of that very name is found at any size of service."""
    return token(service_id, " ".join(words(name)), "whole-names")


def words(text: str) -> list[str]:
    """The words of ``text``: lower-cased, accents and punctuation gone, so that O'Brien is found as obrien."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", ""))
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))

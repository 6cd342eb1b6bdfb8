"""The code of a room: six characters that somebody types from the wall.

Thirty characters to the power of six are 729 million codes, of a room that is open for six hours at most. Whoever tries
a hundred every second for all that time finds one open room with a chance of 1 in 337, and finds in it what hangs on
the wall. So guesses are not counted: counting would mean keeping from where they came.
"""

import secrets

ALPHABET = "0123456789BCDFGHJKMNPQRSTVWXYZ"  # Crockford's without A and E: no word hangs on the wall by chance
LENGTH = 6
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Six random characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def plain_code(typed: str) -> str:
    """What was typed, whatever its case, gaps and look-alikes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_ALIKE)


def spaced(code: str) -> str:
    """The code in two groups, for reading."""
    return f"{code[:3]} {code[3:]}"

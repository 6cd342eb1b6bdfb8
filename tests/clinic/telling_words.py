"""Words that tell whoever stands beside somebody, or opens their post, what the service is for.

Nothing that leaves the service may hold one: no message, subject, sender, header, file name, address or title.
"""

import re
from collections.abc import Iterable

# Beginnings of words, so that Essex, Painter and nobody say nothing; with "-" before it, anywhere in a word.
BEGINNINGS = """
    abuse arous bladder bowel clinic couple cystitis dyspareunia endometrio erecti follow-up fibromyalg genit group
    gynaecolog gynecolog handout health hospital intercourse intima intimacy libido link links masturbat measure
    medication medicine meeting menopaus nhs orgasm outcome partner patient pelvi penetrat penis programme prostat psych
    questionnaire reconnect rehab relationship sensate survey symptom tablet touch trauma treatment urolog vagin vulv
    -therap -algia
"""
WHOLE = "body bodies pain pains painful sex sexual sexuality sexy lover lovers spouse wife husband boyfriend girlfriend"
SOFTWARE = "django python gunicorn smtplib jinja typst"  # who uses these says what they use
WORDS = re.compile(
    "|".join(
        (
            *(
                rf"\w*{each[1:]}\w*" if each[0] == "-" else rf"(?<![a-z]){each}\w*"
                for each in f"{BEGINNINGS} {SOFTWARE}".split()
            ),
            rf"(?<![a-z])(?:{'|'.join(WHOLE.split())})(?![a-z])",
        )
    ),
    re.IGNORECASE,
)


def telling(text: str, names: Iterable[str] = (), apart_from: Iterable[str] = ()) -> list[str]:
    """Every telling word in the text, in its order; [] where there is none.

    ``names`` must not stand there either, such as the service's own and those of its staff. ``apart_from`` is what
    somebody chose who answers for it, such as the host's name, and is taken out of the text first.
    """
    for chosen in apart_from:
        text = text.replace(chosen, " ")
    found = [name for name in names if name and name.casefold() in text.casefold()]
    return WORDS.findall(text) + found

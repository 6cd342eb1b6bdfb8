"""What a person reads can be read at nine to eleven: Flesch-Kincaid's grade (Kincaid 1975) plus five is an age."""

import re
from html import escape, unescape

import pytest
import textstat
from crawling import Crawl

from reconnect.model.load import shipped_library
from reconnect.model.questionnaire import Questionnaire, Use

OLDEST = 11
LONGEST = 25  # words of a sentence
HIDDEN = re.compile(r"<(script|style|head|svg)\b.*?</\1>", re.DOTALL)
BREAK = re.compile(r"</(p|h1|h2|h3|li|legend|label|summary|a|button|div)>")


def sentences(page: str) -> list[str]:
    """The page's sentences as a reader meets them; what stands alone, such as a button, is one."""
    text = BREAK.sub(". ", HIDDEN.sub("", page))
    plain = unescape(re.sub(r"<[^>]+>", " ", text)).replace("–", "-")
    found = [re.sub(r"\s+", " ", part).strip(" .:") for part in re.split(r"(?<=[.?!:])\s", plain)]
    return [part for part in found if len(part.split()) > 2]


def reading_age(page: str) -> float:
    """The age at which the page's sentences together can be read."""
    return textstat.flesch_kincaid_grade(". ".join(sentences(page)) + ".") + 5


def pages_of_people(crawled: Crawl) -> dict[str, str]:
    """Every page that the holder of a code, or anybody at all, gets to read, the staff's own sign-in left out."""
    return {
        str(visit): visit.response.content.decode()
        for visit in crawled.visits
        if visit.who in {"person", "at home", "anonymous"}
        and not visit.row.route.startswith("/staff/")
        and visit.response.status_code in {200, 403, 404, 422}
        and "<main" in visit.response.content.decode()
    }


def test_every_page_of_theirs_is_read_at_eleven_at_most(crawled: Crawl) -> None:
    ages = {name: reading_age(page) for name, page in pages_of_people(crawled).items()}
    assert len(ages) > 10
    assert {name: age for name, age in ages.items() if age > OLDEST} == {}


def test_no_sentence_of_theirs_is_long(crawled: Crawl) -> None:
    found = {each for page in pages_of_people(crawled).values() for each in sentences(page)}
    assert [each for each in found if len(each.split()) > LONGEST] == []


def page_of(questionnaire: Questionnaire) -> str:
    """Everything that a person reads of ``questionnaire``, as the page's paragraphs."""
    questions = [line for item in questionnaire.items for line in (item.text, *item.labels.values())]
    return "".join(f"<p>{escape(line)}</p>" for line in (*questionnaire.before, *questions, *questionnaire.after))


TOOLS = [
    each for each in shipped_library().questionnaires.newest.values() if each.use in {Use.ASSESSMENT, Use.WORKSHEET}
]


@pytest.mark.parametrize("questionnaire", TOOLS, ids=lambda questionnaire: questionnaire.id)
def test_every_block_and_worksheet_is_read_at_eleven_at_most(questionnaire: Questionnaire) -> None:
    page = page_of(questionnaire)
    assert reading_age(page) <= OLDEST
    assert [each for each in sentences(page) if len(each.split()) > LONGEST] == []


@pytest.mark.parametrize(
    ("text", "too_hard"),
    [
        ("<p>You may stop at any time. You may come back with your code.</p>", False),
        (
            "<p>Participants are respectfully requested to complete the questionnaire in its entirety, notwithstanding "
            "any reservations regarding the confidentiality of information.</p>",
            True,
        ),
    ],
)
def test_a_page_that_is_too_hard_is_noticed(text: str, too_hard: bool) -> None:  # noqa: FBT001
    assert (reading_age(text) > OLDEST) is too_hard

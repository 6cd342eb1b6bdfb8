"""The list of telling words finds what it must, and leaves ordinary words alone."""

import pytest
from telling_words import telling


@pytest.mark.parametrize(
    "text",
    [
        "Your pelvic pain group",
        "Pain_Clinic.pdf",
        "Subject: intimacy",
        "X-Mailer: ReConnect 0.1",
        "list-unsubscribe: <https://host.example/sexual-health>",
        "SEX",
        "Physiotherapy",
        "The Link session",
        "A questionnaire for you",
        "User-Agent: Python/3.11",
    ],
)
def test_a_telling_word_is_found_wherever_it_stands(text: str) -> None:
    assert telling(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hello. Something is waiting for you at https://host.example/. Your code is 7KQ4-PQ2M.",
        "Essex House, Painswick, Sussex",
        "A parcel from Mr Painter is with nobody. Blinking.",
        "",
    ],
)
def test_ordinary_words_say_nothing(text: str) -> None:
    assert telling(text) == []


def test_names_are_found_in_any_case_and_what_was_chosen_is_taken_out_first() -> None:
    assert telling("From the NORTH TEAM", names=["North Team"]) == ["North Team"]
    assert telling("https://clinic.example/", apart_from=["clinic.example"]) == []
    assert telling("https://clinic.example/ at the clinic", apart_from=["clinic.example"]) == ["clinic"]

"""The check figure of an NHS number."""

import pytest

from reconnect.clinic.people.nhs_number import figures_of, is_nhs_number, spaced

GIVEN_OUT_AS_EXAMPLES = ["9434765919", "4010232137", "9990009996"]


@pytest.mark.parametrize("number", GIVEN_OUT_AS_EXAMPLES)
def test_no_other_last_figure_and_no_two_figures_exchanged_pass(number: str) -> None:
    assert is_nhs_number(number)
    assert [last for last in "0123456789" if is_nhs_number(number[:9] + last)] == [number[9]]
    for place in range(9):
        exchanged = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert is_nhs_number(exchanged) is (exchanged == number)


def test_a_number_whose_check_would_be_ten_is_never_given_out() -> None:
    assert sum(is_nhs_number(f"{stem:09d}{last}") for stem in range(1000) for last in range(10)) < 1000
    assert not any(is_nhs_number(f"000000006{last}") for last in range(10))  # 2 times 6 is 12: remainder 1


@pytest.mark.parametrize("text", ["", "943476591", "94347659190", "94347659l9", "943 476 5919", "٩٤٣٤٧٦٥٩١٩"])
def test_what_is_not_ten_plain_figures_is_none(text: str) -> None:
    assert not is_nhs_number(text)


def test_blanks_of_any_kind_go_and_come_back_in_their_places() -> None:
    assert spaced(figures_of(" 943\u00a0476\t5919\n")) == "943 476 5919"

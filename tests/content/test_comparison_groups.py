"""What other groups of people score, as context: figures typed here by hand, and no line that anybody has to reach."""

from reconnect.model.comparison_groups import ComparisonGroup
from reconnect.model.load import shipped_library
from reconnect.model.source import Confidence

STUDENTS = "msq-anxiety-students"


def test_students_score_five_and_six_on_msq_anxiety_as_edwards_2019_reports() -> None:
    students = shipped_library().comparison_groups.newest[STUDENTS]
    assert students.measure == "msq_anxiety"
    assert students.groups == (ComparisonGroup("woman", "women", 5), ComparisonGroup("man", "men", 6))
    assert [type(group.mean) for group in students.groups] == [int, int], "digits as reported: no 5.0"


def test_that_the_study_itself_was_not_read_is_said() -> None:
    students = shipped_library().comparison_groups.newest[STUDENTS]
    assert [source.confidence for source in students.sources] == [
        Confidence.SECONDARY,
        Confidence.READ,
        Confidence.DESIGN,
    ]
    study, report, _ = students.sources
    assert "Snell" in study.citation
    assert "1993" in study.citation
    assert "Edwards" in report.citation


def test_every_group_is_on_a_known_measure_and_says_that_it_is_no_line_to_reach() -> None:
    library = shipped_library()
    for each in library.comparison_groups:
        assert each.measure in library.measures
        assert "no line to reach" in " ".join(each.caution)


def test_a_measure_gets_its_own_groups_and_no_others() -> None:
    library = shipped_library()
    assert [each.id for each in library.compared_with("msq_anxiety")] == [STUDENTS]
    assert library.compared_with("avoid_touch") == ()

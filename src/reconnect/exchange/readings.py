"""From slots to readings: numbers checked against their scale, each person, measure and occasion once."""

from datetime import date

from reconnect.analysis.outcomes import Reading
from reconnect.exchange.layouts import LAYOUTS
from reconnect.exchange.mapping import MeasureMap
from reconnect.exchange.number import Decimal, parse_date, parse_number
from reconnect.exchange.people_found import PeopleFound
from reconnect.exchange.progress import Watch, unwatched
from reconnect.exchange.sheet import Sheet
from reconnect.exchange.slot import Slot
from reconnect.exchange.table import Row
from reconnect.model.answer_basis import AnswerBasis
from reconnect.model.measure import Measure
from reconnect.model.occasion import Occasion

BASES = {basis.value: basis for basis in AnswerBasis}
USUAL_CODES = frozenset({-9, 99, 999})
MISSING_HELP = "if it stands for no answer, declare it in the mapping file, such as missing = ["


def read_readings(
    sheet: Sheet, people: PeopleFound, watch: Watch = unwatched
) -> tuple[list[Reading], dict[str, set[Occasion]]]:
    """Every value of ``sheet``, and for each measure the occasions that the table has slots for.

    Adds to the sheet's problems; people of rows that hold no value are noted too.
    """
    columns = sheet.columns
    about = {name: getattr(columns, name) for name in ("person_id", "gender", "service_id", "cohort_id")}
    persons = {row.number: people.note(row, about) for row in sheet.table.rows}
    circumstances = {row.number: (_day(sheet, row), _basis(sheet, row)) for row in sheet.table.rows}
    readings: list[Reading] = []
    first_row: dict[tuple[str, str, Occasion], int] = {}
    occasions: dict[str, set[Occasion]] = {}
    slots = LAYOUTS[sheet.mapping.layout](sheet) if sheet.mapping.layout else ()
    for slot in watch(slots, "Checking values", None):
        person = persons[slot.row.number]
        occasions.setdefault(slot.measure, set()).add(slot.occasion)
        value = _value(sheet, slot)
        if person is None:
            continue
        earlier = first_row.setdefault((person, slot.measure, slot.occasion), slot.row.number)
        if earlier != slot.row.number:
            message = f"row {earlier} is of the same person, measure and occasion: keep one of them"
            sheet.refuse(message, slot.row, slot.column)
        elif value is not None:
            readings.append(Reading(person, slot.measure, slot.occasion, value, *circumstances[slot.row.number]))
    return readings, occasions


def _value(sheet: Sheet, slot: Slot) -> int | float | None:
    text = slot.row.cells[slot.column]
    if text in sheet.missing_scores[slot.measure]:
        return None
    number = parse_number(text, sheet.mapping.decimal)
    measure = sheet.measures[slot.measure]
    if number is None:
        message = _not_a_number(text, sheet.mapping.decimal)
    elif not measure.holds(number):
        message = _off_the_scale(measure)
    elif number in USUAL_CODES and not sheet.mapping.measures.get(measure.id, MeasureMap()).codes_are_scores:
        message = _perhaps_a_code(measure)
    else:
        return number
    sheet.refuse(message, slot.row, slot.column)
    return None


def _not_a_number(text: str, decimal: Decimal) -> str:
    other = Decimal.COMMA if decimal is Decimal.POINT else Decimal.POINT
    if parse_number(text, other) is not None:
        return (
            f'not a number with "{decimal}" before its decimals; if "{other}" stands there, say decimal = "{other}" '
            "at the top of the mapping file"
        )
    return f'not a number; {MISSING_HELP}"NA"]'


def _off_the_scale(measure: Measure) -> str:
    return (
        f"outside the range {measure.low:g} to {measure.high:g}. "
        f"Codes such as -9, 99 or 999 are no values: {MISSING_HELP}99]"
    )


def _perhaps_a_code(measure: Measure) -> str:
    return (
        "may be a code, as -9, 99 and 999 often are: in the mapping file, under "
        f"[measures.{measure.id}], say missing = [99], or codes_are_scores = true"
    )


def _day(sheet: Sheet, row: Row) -> date | None:
    column = sheet.columns.answered_on
    text = "" if column is None else row.cells[column]
    day = parse_date(text)
    if day is None and text not in sheet.missing:
        sheet.refuse("not a date written as 2026-01-31", row, column)
    return day


def _basis(sheet: Sheet, row: Row) -> AnswerBasis | None:
    column = sheet.columns.answer_basis
    text = "" if column is None else row.cells[column]
    basis = BASES.get(text.lower())
    if basis is None and text not in sheet.missing:
        sheet.refuse(f"not an answer basis; there are: {', '.join(BASES)}", row, column)
    return basis

"""From cells to readings: numbers checked against their scale, each person, measure and occasion once."""

from datetime import date

from reconnect.analysis.outcomes import Reading
from reconnect.exchange.cells import Cell, Sheet
from reconnect.exchange.layouts import LAYOUTS
from reconnect.exchange.number import Decimal, parse_date, parse_number
from reconnect.exchange.people_found import PeopleFound
from reconnect.exchange.table import Row
from reconnect.model.measure import Measure
from reconnect.model.occasion import AnswerBasis, Occasion

BASES = {basis.value: basis for basis in AnswerBasis}
MISSING_HELP = "if it stands for no answer, declare it in the mapping file, such as missing = ["


def read_readings(sheet: Sheet, people: PeopleFound) -> tuple[list[Reading], dict[str, set[Occasion]]]:
    """Every value of ``sheet``, and for each measure the occasions that the table has cells for.

    Adds to the sheet's problems; people of rows that hold no value are noted too.
    """
    columns = sheet.columns
    about = {name: getattr(columns, name) for name in ("person_id", "gender", "service_id", "cohort_id")}
    persons = {row.number: people.note(row, about) for row in sheet.table.rows}
    circumstances = {row.number: (_day(sheet, row), _basis(sheet, row)) for row in sheet.table.rows}
    readings: list[Reading] = []
    first_row: dict[tuple[str, str, Occasion], int] = {}
    occasions: dict[str, set[Occasion]] = {}
    for cell in LAYOUTS[sheet.mapping.layout](sheet) if sheet.mapping.layout else ():
        person = persons[cell.row.number]
        occasions.setdefault(cell.measure, set()).add(cell.occasion)
        value = _value(sheet, cell)
        if person is None:
            continue
        earlier = first_row.setdefault((person, cell.measure, cell.occasion), cell.row.number)
        if earlier != cell.row.number:
            message = f"row {earlier} is of the same person, measure and occasion: keep one of them"
            sheet.refuse(message, cell.row, cell.column)
        elif value is not None:
            readings.append(Reading(person, cell.measure, cell.occasion, value, *circumstances[cell.row.number]))
    return readings, occasions


def _value(sheet: Sheet, cell: Cell) -> int | float | None:
    text = cell.row.cells[cell.column]
    if text in sheet.missing:
        return None
    number = parse_number(text, sheet.mapping.decimal)
    measure = sheet.measures[cell.measure]
    if number is None:
        sheet.refuse(_not_a_number(text, sheet.mapping.decimal), cell.row, cell.column)
    elif not measure.holds(number):
        sheet.refuse(_off_the_scale(measure), cell.row, cell.column)
        return None
    return number


def _not_a_number(text: str, decimal: Decimal) -> str:
    other = Decimal.COMMA if decimal is Decimal.POINT else Decimal.POINT
    if parse_number(text, other) is not None:
        return f'not a number with "{decimal}" before its decimals; if "{other}" stands there, say decimal = "{other}"'
    return f'not a number; {MISSING_HELP}"NA"]'


def _off_the_scale(measure: Measure) -> str:
    return (
        f"outside the range {measure.low:g} to {measure.high:g}. "
        f"Codes such as -9, 99 or 999 are no values: {MISSING_HELP}99]"
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

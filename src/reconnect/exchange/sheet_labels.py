"""The data table with its labelled codes put as each column's use needs them."""

from dataclasses import replace

from reconnect.exchange.fit import named_columns
from reconnect.exchange.labels import Books, with_labels
from reconnect.exchange.layouts.codes import ignored_codes, measure_codes, occasion_codes
from reconnect.exchange.sheet import Sheet

WORDS = {"gender", "answer_basis", "service_id", "cohort_id"}
NO_LABELS = {"person_id", "answered_on"}


def labelled_sheet(sheet: Sheet) -> Sheet:
    """``sheet`` with its table so; as it is where the file gives no labels."""
    if not sheet.table.labels:
        return sheet
    codes: dict[str, Books] = {
        sheet.columns.occasion or "": (occasion_codes(sheet), ignored_codes(sheet)),
        sheet.columns.measure or "": (measure_codes(sheet),),
    }
    uses = [(field.split(".")[-1], column) for field, column in named_columns(sheet.mapping)]
    words = [column for use, column in uses if use in WORDS]
    numbers = [column for use, column in uses if use not in WORDS | NO_LABELS and column not in codes]
    missing = [sheet.missing, *sheet.missing_scores.values()]
    return replace(sheet, table=with_labels(sheet.table, words, numbers, codes, missing))

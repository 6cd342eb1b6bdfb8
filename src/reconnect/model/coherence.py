"""What a single content file cannot tell: ids in their place, references that resolve, ranges that add up."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from math import sqrt

from reconnect.errors import Problem
from reconnect.model.card_coherence import card_complaints
from reconnect.model.comparison_groups import ComparisonGroups
from reconnect.model.guidance_coherence import guidance_complaints, rehearsal_complaints
from reconnect.model.help_coherence import help_complaints
from reconnect.model.letter_coherence import letter_complaints
from reconnect.model.library import Library
from reconnect.model.measure import Measure
from reconnect.model.medicine_class_coherence import medicine_class_complaints
from reconnect.model.message_coherence import message_complaints
from reconnect.model.myth import myth_complaints
from reconnect.model.pattern_coherence import pattern_complaints
from reconnect.model.phrases_coherence import phrases_complaints
from reconnect.model.piece_coherence import piece_complaints
from reconnect.model.place_coherence import place_complaints
from reconnect.model.published import PublishedPaper
from reconnect.model.questionnaire import ItemKind, Method, Questionnaire, Scoring, Use
from reconnect.model.readers import recalled_for_people
from reconnect.model.safety_coherence import calendar_complaints, route_complaints, unserved_kinds
from reconnect.model.scoring import combine
from reconnect.model.session_coherence import (
    order_complaints,
    programme_complaints,
    session_complaints,
    session_references,
)
from reconnect.model.shelf import CONTENT_ID, Edition
from reconnect.model.stage_coherence import ground_rules_complaints, practice_complaints, stage_complaints
from reconnect.model.step_idea_coherence import groups_complaints, step_idea_complaints
from reconnect.model.suggestion_coherence import suggestion_complaints
from reconnect.model.transcript.coherence import transcript_complaints

COMPARED = "comparison-groups"
ENDINGS = {"transcripts": "yaml"}  # of a kind's files, where it is not toml
MEASURE_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def incoherences(library: Library, unsettled: Collection[str] = ()) -> Iterator[Problem]:
    """Every problem between or within the library's pieces, as Problems of their files.

    ``unsettled`` are files with problems of their own: nothing that their pieces may yet resolve is a problem here.
    """
    for field in fields(library):
        for edition in getattr(library, field.name):
            kind = field.name.replace("_", "-")
            if not CONTENT_ID.fullmatch(edition.id):
                yield _problem(kind, edition, "id", "use lower-case words joined by hyphens")
            if not getattr(edition, "sources", ()):
                yield _problem(kind, edition, "sources", "name at least one source")
    for kind, edition, message in recalled_for_people(library):
        yield _problem(kind, edition, "sources", message)
    yield from _techniques(library, unsettled)
    yield from _worksheets(library, unsettled)
    of_measures = [each for questionnaire in library.questionnaires for each in _questionnaire(questionnaire)]
    of_measures += _measure_ids(library)
    yield from of_measures
    for paper in library.published:
        yield from _paper(paper)
    yield from _compared(
        library, settled=not of_measures and not any(file.startswith("questionnaires/") for file in unsettled)
    )
    if not any(file.startswith("questionnaires/") for file in unsettled):
        yield from _words_for_staff(library)
    yield from _pages_of_people(library, unsettled)
    yield from _words_to_pick_from(library)
    yield from _each_by_itself(library)
    yield from _among_each_other(library, unsettled)
    yield from _sensations(library)
    yield from _sessions(library, unsettled)


def place(kind: str, edition: Edition) -> str:
    """The file where ``edition`` belongs, below the content's folder."""
    return f"{kind}/{edition.id}/{edition.version}.{ENDINGS.get(kind, 'toml')}"


def _problem(kind: str, edition: Edition, field: str, message: str) -> Problem:
    return Problem(place(kind, edition), message, field=field)


def _problems(kind: str, edition: Edition, complaints: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    return (_problem(kind, edition, field, message) for field, message in complaints)


def _each_by_itself(library: Library) -> Iterator[Problem]:
    for transcript in library.transcripts:
        yield from _problems("transcripts", transcript, transcript_complaints(transcript))
    for template in library.letters:
        yield from _problems("letters", template, letter_complaints(template))
    for message in library.messages:
        yield from _problems("messages", message, message_complaints(message))
    for route in library.routes:
        yield from _problems("routes", route, route_complaints(route))
    for calendar in library.calendars:
        yield from _problems("calendars", calendar, calendar_complaints(calendar))
    for myth in library.myths:
        yield from _problems("myths", myth, myth_complaints(myth))
    for told in library.medicine_classes:
        yield from _problems("medicine-classes", told, medicine_class_complaints(told))
    for page in library.help_pages:
        yield from _problems("help-pages", page, help_complaints(page))


def _among_each_other(library: Library, unsettled: Collection[str]) -> Iterator[Problem]:
    settled = not any(file.startswith(("questionnaires/", "patterns/")) for file in unsettled)
    for pattern, path, message in pattern_complaints(library, settled=settled):
        yield _problem("patterns", pattern, path, message)
    for suggestion, path, message in suggestion_complaints(library.suggestions):
        yield _problem("suggestions", suggestion, path, message)
    for piece, path, message in piece_complaints(library, settled=settled):
        yield _problem("pieces", piece, path, message)
    if not any(file.startswith("routes/") for file in unsettled):
        for kind in unserved_kinds(library.routes):
            yield Problem("routes", f"no route leads anywhere from flags of {kind}")


def _pages_of_people(library: Library, unsettled: Collection[str]) -> Iterator[Problem]:
    if any(file.startswith(("questionnaires/", "techniques/")) for file in unsettled):
        return
    for each in library.places:
        yield from _problems("places", each, place_complaints(each, library))
    for card in library.cards:
        yield from _problems("cards", card, card_complaints(card, library))


def _words_to_pick_from(library: Library) -> Iterator[Problem]:
    for group in library.step_ideas:
        for path, message in step_idea_complaints(group):
            yield _problem("step-ideas", group, path, message)
    for complaint in groups_complaints(library.step_ideas.newest.values()):
        yield Problem("step-ideas", complaint)
    for each in library.phrases:
        for path, message in phrases_complaints(each):
            yield _problem("phrases", each, path, message)


def _techniques(library: Library, unsettled: Collection[str]) -> Iterator[Problem]:
    components = library.components.newest
    expected = {file.split("/")[1] for file in unsettled if file.startswith("components/")}
    for technique in library.techniques:
        if technique.component not in components.keys() | expected:
            known = ", ".join(components)
            yield _problem("techniques", technique, "component", f"no such component; there are: {known}")
        if not technique.lead.disciplines:
            yield _problem("techniques", technique, "lead.disciplines", "name at least one discipline")
    if any(file.startswith(("components/", "techniques/")) for file in unsettled):
        return
    used = {technique.component for technique in library.techniques}
    for component in components.values():
        if component.id not in used:
            yield _problem("components", component, "id", "no technique belongs to this component")


def _worksheets(library: Library, unsettled: Collection[str]) -> Iterator[Problem]:
    if any(file.startswith("techniques/") for file in unsettled):
        return
    for questionnaire in library.questionnaires:
        known = library.techniques.newest
        if questionnaire.technique and questionnaire.use is not Use.WORKSHEET:
            yield _problem("questionnaires", questionnaire, "technique", "only a worksheet names one")
        elif questionnaire.technique and questionnaire.technique not in known:
            names = ", ".join(known)
            yield _problem("questionnaires", questionnaire, "technique", f"no such technique; there are: {names}")


def _words_for_staff(library: Library) -> Iterator[Problem]:
    asked = library.questionnaires.newest.values()
    blocks = [each.id for each in asked if each.use is Use.ASSESSMENT]
    skills = [item.id for each in asked if each.use is Use.CONFIDENCE for item in each.items]
    for guidance in library.guidance:
        yield from _problems("guidance", guidance, guidance_complaints(guidance, blocks))
    for rehearsal in library.rehearsals:
        yield from _problems("rehearsals", rehearsal, rehearsal_complaints(rehearsal, skills))


def _sensations(library: Library) -> Iterator[Problem]:
    for practice in library.practices:
        for path, message in practice_complaints(practice):
            yield _problem("practices", practice, path, message)
    for stage, path, message in stage_complaints(library.stages):
        yield _problem("stages", stage, path, message)
    for rules in library.ground_rules:
        for path, message in ground_rules_complaints(rules):
            yield _problem("ground-rules", rules, path, message)


def _sessions(library: Library, unsettled: Collection[str]) -> Iterator[Problem]:
    for session in library.sessions:
        yield from _problems("sessions", session, session_complaints(session))
    for programme, complaint in order_complaints(library.programmes):
        yield from _problems("programmes", programme, [complaint])
    if not any(file.startswith(("techniques/", "myths/")) for file in unsettled):
        techniques, myths = library.techniques.newest, library.myths.newest
        for session in library.sessions:
            yield from _problems("sessions", session, session_references(session, techniques, myths))
    if not any(file.startswith("sessions/") for file in unsettled):
        for programme in library.programmes:
            complaints = programme_complaints(programme, library.sessions.newest)
            yield from _problems("programmes", programme, complaints)


def _questionnaire(questionnaire: Questionnaire) -> Iterator[Problem]:
    for item_id, times in Counter(item.id for item in questionnaire.items).items():
        if times > 1:
            yield _problem("questionnaires", questionnaire, f"items.{item_id}", "two items have this id")
    yield from _item_problems(questionnaire)
    if questionnaire.measures and questionnaire.use is not Use.MEASURE:
        yield _problem("questionnaires", questionnaire, "measures", "only a measure is scored")
    for item in questionnaire.items if questionnaire.locked else ():
        if not item.sealed:  # whatever reads what was told leaves sealed answers out; no reader knows what is locked
            yield _problem("questionnaires", questionnaire, f"items.{item.id}.sealed", "seal what is locked")
    for scoring in questionnaire.measures:
        yield from _scoring(questionnaire, scoring)


def _item_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    for item in questionnaire.items:
        steps = {str(step) for step in range(item.low, item.high + 1)}
        if item.kind is ItemKind.TEXT:
            complaint = "a text item has no steps" if item.labels or item.low or item.high or item.flag else ""
        elif item.kind is ItemKind.SCALE:
            ends = {str(item.low), str(item.high)}
            complaint = "" if ends <= item.labels.keys() <= steps else "label both ends, and only steps"
        else:
            whole = steps == item.labels.keys() and 0 <= item.low < item.high <= 30
            complaint = "" if whole else "label every step, from 0 or more to 30 at most"
        if complaint:
            yield _problem("questionnaires", questionnaire, f"items.{item.id}.labels", complaint)


def _scoring(questionnaire: Questionnaire, scoring: Scoring) -> Iterator[Problem]:
    where = f"measures.{scoring.id}"
    if not MEASURE_ID.fullmatch(scoring.id):
        yield _problem("questionnaires", questionnaire, where, "use lower-case words joined by underscores")
    items = [questionnaire.item(item_id) for item_id in scoring.items]
    known = [item for item in items if item is not None]
    if len(known) < len(items) or not items:
        yield _problem("questionnaires", questionnaire, f"{where}.items", "name items of this questionnaire")
        return
    if len(set(scoring.items)) < len(scoring.items):
        yield _problem("questionnaires", questionnaire, f"{where}.items", "an item is named twice: it counts once")
    if scoring.method is Method.SINGLE and len(items) != 1:
        yield _problem("questionnaires", questionnaire, f"{where}.method", "'single' takes exactly one item")
        return
    lows, highs = [item.low for item in known], [item.high for item in known]
    reach = (combine(scoring.method, lows), combine(scoring.method, highs))
    if scoring.range != reach:
        yield _problem("questionnaires", questionnaire, f"{where}.range", f"the items reach {reach[0]} to {reach[1]}")


def _measure_ids(library: Library) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for questionnaire in library.questionnaires.newest.values():
        for scoring in questionnaire.measures:
            if scoring.id in owner:
                message = f"{owner[scoring.id]} has a measure of this id already"
                yield _problem("questionnaires", questionnaire, f"measures.{scoring.id}", message)
            owner[scoring.id] = questionnaire.id


def _paper(paper: PublishedPaper) -> Iterator[Problem]:
    for table in paper.tables:
        if len({len(row) for row in (*table.header, *table.rows)}) > 1:
            yield _problem("published", paper, f"tables.{table.number}", "its rows differ in length")


def _compared(library: Library, *, settled: bool) -> Iterator[Problem]:
    for compared in library.comparison_groups:
        if compared.measure in library.measures:
            yield from _comparison_groups(compared, library.measures[compared.measure])
        elif settled:
            known = ", ".join(library.measures)
            yield _problem(COMPARED, compared, "measure", f"no such measure; there are: {known}")


def _comparison_groups(compared: ComparisonGroups, measure: Measure) -> Iterator[Problem]:
    if not compared.groups:
        yield _problem(COMPARED, compared, "groups", "give at least one group")
    for stratum, times in Counter(group.stratum for group in compared.groups).items():
        where = f"groups.{stratum}"
        if times > 1:
            yield _problem(COMPARED, compared, where, "two groups have this stratum")
        if stratum != stratum.strip().lower() or not stratum:
            yield _problem(COMPARED, compared, where, "use lower-case words, as outcomes do for a gender")
    for group in compared.groups:
        where = f"groups.{group.stratum}"
        if not measure.holds(group.mean):
            yield _problem(COMPARED, compared, f"{where}.mean", f"outside the scale, {measure.low} to {measure.high}")
        largest = (measure.high - measure.low) / sqrt(2)  # of two people, one at each end
        if group.sd is not None and not 0 <= group.sd <= largest:
            yield _problem(COMPARED, compared, f"{where}.sd", f"an SD on this scale lies in 0 to {largest:.2f}")
        if group.n is not None and group.n < 1:
            yield _problem(COMPARED, compared, f"{where}.n", "a number of people is 1 or more")

"""What a database holds, read without the application: is it whole, and does it keep what was promised?"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from uuid import UUID

from awaited import Promise

from reconnect.model.answer import Answer, AnswerState
from reconnect.model.load import shipped_library
from reconnect.model.scoring import score

Answers = dict[str, tuple[str, int | None]]  # item to state and value
PAPER = ("enter_from_paper", "correct_response")


class Ledger:
    """The responses of a database; ``problems`` says what is damaged or half written."""

    def __init__(self, database: Path) -> None:
        self.answers: dict[str, Answers] = defaultdict(dict)
        self.submitted: set[str] = set()
        self.problems: list[str] = []
        connection = sqlite3.connect(database)
        try:
            self._read(connection)
        except sqlite3.DatabaseError as error:
            self.problems.append(str(error))
        finally:
            connection.close()

    def keeps(self, promise: Promise) -> bool:
        """Whether every answer promised is there as given, and submitted where that was promised."""
        held = self.answers.get(promise.response, {})
        return all(held.get(item) == ("value", value) for item, value in promise.answers.items()) and (
            promise.response in self.submitted or not promise.sent
        )

    def lost(self, promises: Iterable[Promise]) -> list[Promise]:
        """The promises that it does not keep."""
        return [promise for promise in promises if not self.keeps(promise)]

    def _read(self, connection: sqlite3.Connection) -> None:
        ask = connection.execute
        ask("PRAGMA synchronous=OFF")
        self.problems += [text for (text,) in ask("PRAGMA integrity_check") if text != "ok"]
        self.problems += [f"dangling row in {row[0]}" for row in ask("PRAGMA foreign_key_check")]
        for response, *answer in ask("SELECT response_id, item_id, state, value FROM questionnaires_answer"):
            self.answers[response][answer[0]] = (answer[1], answer[2])
        scores: dict[str, set[tuple[object, ...]]] = defaultdict(set)
        for response, *each in ask('SELECT response_id, measure_id, value, missing, "of" FROM questionnaires_score'):
            scores[response].add(tuple(each))
        rows = ask("SELECT id, questionnaire_id, version, submitted_at FROM questionnaires_response").fetchall()
        for response, name, version, submitted in rows:
            if submitted:
                self.submitted.add(response)
            expected = _scores(name, version, frozenset(self.answers[response].items())) if submitted else set()
            if scores[response] != expected:
                self.problems.append(f"{response}: {'answers' if expected is None else 'scores'} are incomplete")
        self._read_events(connection)

    def _read_events(self, connection: sqlite3.Connection) -> None:
        """Exactly one event for everything submitted, and none for what was not; a chain without a gap."""
        events = connection.execute(
            "SELECT number, actor, action, target, previous_mac, mac FROM audit_auditevent ORDER BY number"
        ).fetchall()
        for place, (before, event) in enumerate(zip([None, *events], events, strict=False), 1):
            if event[0] != place or event[4] != (before[5] if before else ""):
                self.problems.append(f"event {place}: the chain is broken")
        noted = Counter(
            event[1] if event[2] == "submit_responses" else event[3]
            for event in events
            if event[2] in {"submit_responses", *PAPER}
        )
        held: Counter[str] = Counter()
        for (person,) in connection.execute(
            "SELECT person_id FROM questionnaires_response WHERE entered_by_id IS NOT NULL"
        ):
            held[f"person:{UUID(person)}"] += 1
        for (code,) in connection.execute("SELECT id FROM questionnaires_entrycode WHERE used_at IS NOT NULL"):
            held[f"code:{UUID(code)}"] += 1
        self.problems += [
            f"{each}: submits and events differ" for each in noted.keys() | held if noted[each] != held[each]
        ]
        self.problems += [
            f"{response}: submitted, its code still open, or the reverse"
            for (response,) in connection.execute(
                "SELECT r.id FROM questionnaires_response r JOIN questionnaires_entrycode c USING (occasion_id) "
                "WHERE r.entered_by_id IS NULL AND (c.used_at IS NULL) != (r.submitted_at IS NULL)"
            )
        ]


@cache
def _scores(
    name: str, version: int, answers: frozenset[tuple[str, tuple[str, int | None]]]
) -> set[tuple[object, ...]] | None:
    """What a submitted response must have as scores; None where an item has no answer at all."""
    questionnaire = shipped_library().questionnaires.editions[name, version]
    if {item for item, _ in answers} != {item.id for item in questionnaire.items}:
        return None
    told = [Answer(name, version, item, AnswerState(state), value) for item, (state, value) in answers]
    return {(each.measure_id, each.value, each.missing, each.of) for each in score(questionnaire, told)}

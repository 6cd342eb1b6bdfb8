"""The disk is full at every step of a visit: the person is told, nothing is half written, and it works again after."""

import json
from collections import Counter
from pathlib import Path

from awaited import Promise
from clinic_folder import ClinicFolder
from ledger import Ledger

PEOPLE = 24  # so that tables, indexes and the trail each come to the end of a page at some step


def test_a_full_disk_is_told_and_loses_nothing(quick_disk: Path) -> None:
    folder = ClinicFolder.prepared(quick_disk, PEOPLE)
    told = json.loads(folder.run("full_disk.py"))
    refusals, promises = told["refusals"], [Promise(**each) for each in told["promises"]]
    ledger = Ledger(folder.database)
    print(f"{len(refusals)} refusals for want of room: {dict(Counter(each['asked'] for each in refusals))}")

    assert {each["asked"] for each in refusals} >= {"POST /", "POST /done/"}
    for each in refusals:
        assert each["status"] == 503, each
        assert "not saved" in each["text"], each
        assert "Thank you" not in each["text"], each
        assert each["problems"] == [], each
        assert not each["sent"], each
    assert ledger.problems == []
    assert len(ledger.submitted) == 2 * PEOPLE
    assert ledger.lost(promises) == []

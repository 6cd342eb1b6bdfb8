"""placeholder"""

import pytest
from browsing import visiting

pytestmark = pytest.mark.furnished


def test_pages(universe):
    b = visiting(universe.north.parts["home_code"], leads_to="/h/")
    p = universe.north.parts
    for path in (
        "/h/b/",
        f"/h/b/p/{p['practice_address']}/",
        "/h/b/s/",
        f"/h/b/s/{p['stone_at']}/",
        f"/h/b/s/{p['later_at']}/open/",
    ):
        r = b.get(path)
        print(path, r.status_code, len(r.content))
        assert r.status_code == 200
    r = b.post(f"/h/b/s/{p['later_at']}/open/", {})
    assert r.status_code == 422
    r = b.post(f"/h/b/s/{p['later_at']}/open/", {"comfortable": "no", "relaxed": "yes", "here": "easy-places"})
    assert r.status_code == 200
    assert b"stays closed" in r.content
    r = b.post("/h/b/rest/")
    r = b.get("/h/b/s/")
    assert b"Not now" in r.content
    from browsing import signed_in

    r = signed_in(universe.north.clinician).get(f"/staff/sensations/p/{universe.north.answered.person.pk}/")
    assert r.status_code == 200

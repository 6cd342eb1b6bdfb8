"""A page of answers that arrived after its visit was over: held, sealed, in the page that asks for the code again."""

import json
from base64 import b64decode, b64encode
from binascii import Error

from cryptography.exceptions import InvalidTag
from django.http import QueryDict
from django.utils import timezone

from reconnect.clinic.library.questionnaires import edition
from reconnect.clinic.questionnaires.answering import save_answers, save_basis
from reconnect.clinic.questionnaires.forms import read_basis, read_items
from reconnect.clinic.questionnaires.models import EntryCode, Response
from reconnect.clinic.sealing.envelope import opened, sealed

CONTEXT = b"held answers"
LONGEST = 2 * 60 * 60  # as long as a visit: what is older must not overwrite what was said since
MOST = 60  # fields of a page; a questionnaire's part has five


def hold(sent: QueryDict) -> str:
    """What a form sent, readable only here; "" where it holds no answer."""
    answers = {name: said for name, said in sent.lists() if name == "basis" or name.startswith("item-")}
    if not any(any(said) for said in answers.values()) or len(answers) > MOST:
        return ""
    told = {"at": timezone.now().timestamp(), "response": sent.get("response", ""), "answers": answers}
    return b64encode(sealed(json.dumps(told), CONTEXT)).decode()


def save_held(*, held: str, code: EntryCode) -> None:
    """Save them as an earlier visit's, as far as they belong to the code's own drafts. What is not ours is dropped."""
    try:
        told = json.loads(opened(b64decode(held, validate=True), CONTEXT))
    except (Error, ValueError, InvalidTag):
        return
    if timezone.now().timestamp() - told["at"] > LONGEST:
        return
    drafts = Response.objects.live().opened_by(code).drafts()
    response = next((each for each in drafts if str(each.pk) == told["response"]), None)
    if response is None:
        return
    basis = read_basis("".join(told["answers"].get("basis", ())))
    if basis is not None and code.occasion_id is not None:
        save_basis(code=code, basis=basis)
    else:
        questionnaire = edition(code.service, response.questionnaire_id, response.version)
        given, _ = read_items(questionnaire.items, told["answers"])
        save_answers(response=response, given=given, code=code, visit=code.visit - 1)

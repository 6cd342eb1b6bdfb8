"""The words of asking: answers, reasons, levels and steps as staff read them."""

from reconnect.clinic.asking.models import Purpose, Reason, Said
from reconnect.model.answer import AnswerState
from reconnect.model.guidance import Level, Step

ANSWERS = {
    Said.YES: ("Yes", "They are happy to be asked."),
    Said.NOT_NOW: ("Not now", "Not today. Somebody may gently ask again, from the day they named."),
    Said.NO: ("No", "Final, until they bring it up. Nobody asks again."),
}
REASONS = {
    Reason.THEY_WISH: "They brought it up, or said they wish to talk about it",
    Reason.TRUST: "We know each other well enough, and they agreed to be asked",
    Reason.SAFETY: "Somebody may not be safe",
}
PURPOSES = {
    Purpose.CARE: "To plan their care",
    Purpose.SAFETY: "Somebody may not be safe",
    Purpose.WITH_THEM: "They asked me to look at it with them",
}
UNSAID = {
    AnswerState.DECLINED: "would rather not say",
    AnswerState.DOES_NOT_APPLY: "does not apply",
    AnswerState.BLANK: "left blank",
    AnswerState.NOT_SHOWN: "not asked",
}
BASES = {
    "current": "A relationship they are in now",
    "past": "A past relationship",
    "imagined": "A relationship they imagine",
    "prefer not to say": "They would rather not say which relationship they have in mind",
}

LEVELS = {
    Level.PERMISSION: "Only to know that they may speak of it",
    Level.LIMITED_INFORMATION: "Some information",
    Level.SPECIFIC_SUGGESTIONS: "Things to try that fit them",
    Level.INTENSIVE_THERAPY: "Somebody who is trained in this",
}
STEPS = {
    Step.OFFERING: "Offering closeness as a goal",
    Step.ASKING: "Asking",
    Step.SAFETY_ALONE: "Asking about safety, alone",
    Step.ASSESSING: "Going through a block",
    Step.FORMULATING: "Making sense of it together",
    Step.EXPLAINING: "Explaining",
    Step.TARGETS: "Agreeing on a target",
    Step.UNHELPFUL_WEEK: "After an unhelpful week",
    Step.NOT_NOW: "Not now, or no",
    Step.DISCLOSURE: "When somebody tells you",
    Step.CLOSING: "Closing a talk",
}
LABELS: dict[str, object] = {
    "answers": ANSWERS,
    "reasons": REASONS,
    "purposes": PURPOSES,
    "unsaid": UNSAID,
    "levels": LEVELS,
}

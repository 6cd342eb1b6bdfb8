"""TODO merge."""


def may_ask_at_home(service: object, item: object) -> bool:  # noqa: ARG001
    return True

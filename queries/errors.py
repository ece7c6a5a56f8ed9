"""What can be wrong when a catalogued query is asked for."""

from __future__ import annotations


class UnknownQuery(Exception):
    """The catalogue has no query of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no query is named {name!r}")
        self.name = name


class UnknownParameter(Exception):
    """The query declares no parameter of this name."""

    def __init__(self, parameter: str, known: tuple[str, ...]) -> None:
        declared = ", ".join(known) if known else "none"
        super().__init__(f"unknown parameter {parameter!r}; the query declares: {declared}")
        self.parameter = parameter
        self.known = known


class BadParameter(Exception):
    """A parameter's value is not of the declared kind."""

    def __init__(self, parameter: str, value: str, reason: str) -> None:
        super().__init__(f"parameter {parameter!r}: {value[:80]!r} {reason}")
        self.parameter = parameter
        self.value = value
        self.reason = reason


class BadHeader(Exception):
    """A query file's header does not describe the query."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"query {name!r}: {reason}")
        self.name = name
        self.reason = reason

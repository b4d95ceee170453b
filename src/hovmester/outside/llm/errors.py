"""EndpointError: the endpoint gave no answer that can be used (`code`: "unreachable" or "unusable")."""


class EndpointError(Exception):
    """Never shown to a guest: the built-in reader answers instead."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

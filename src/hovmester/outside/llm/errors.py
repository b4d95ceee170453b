"""EndpointError (an OutsideError): no answer that can be used; `code` is "unreachable" or "unusable"."""

from hovmester.outside.errors import OutsideError


class EndpointError(OutsideError):
    """Never shown to a guest: the built-in reader answers instead."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

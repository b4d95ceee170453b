"""Words -> what the guest means, and which words say so: `read(text, vocabulary=, now=, zone=) -> Reading`.

Not here: whether the house can do it (`promising`), answering the guest, storing anything.
"""

from hovmester.engines.reading.reader import read

__all__ = ["read"]

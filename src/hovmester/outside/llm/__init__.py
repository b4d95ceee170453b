"""A language model as a second reader, behind any OpenAI-compatible endpoint. Off until a house configures one.

`ReaderWithModel(endpoint).read(...)` gives what the built-in reader gives, made better by claims of the model whose
words stand in the text. What does not is dropped and counted; a slow or absent endpoint changes nothing.

Not here: choosing an endpoint, keeping its key, sending anything but the one message that is read.
"""

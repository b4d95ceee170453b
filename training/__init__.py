"""Rebuilds the weights that ship with the reader. Not part of the installed package.

Not here: measuring (`bench`), anything learnt from a set whose licence does not allow it.
"""

"""The House pages: what the house file says, read by everybody who works here and changed by those who may.

Every change goes the way of the file: the row is read and checked by `housefile`, the house is written by
`people.house_file`. The pages decide nothing of their own.
"""

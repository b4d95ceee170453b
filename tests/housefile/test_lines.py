from hovmester.housefile.lines import Lines

TEXT = '''\
[house]  # the house
name = "a [b] # not a comment"
story = """
[sites]
name = "inside a text"
"""

[[dishes]]
key = "one"
names.en = [
  "first",  # key = "no"
  "second",
]
make = { p50 = 1, p90 = 2 }

[dishes.pack]
p50 = 3

[[dishes]]
"key" = "two"

[[promises]]
[[promises.steps]]
kind = "make"
[[promises.steps]]
kind = "drive"
'''


def test_each_key_is_found_on_its_line() -> None:
    lines = Lines(TEXT)
    assert lines.of(("house", "name")) == 2
    assert lines.of(("dishes", 0, "key")) == 9
    assert lines.of(("dishes", 0, "names", "en")) == 10
    assert lines.of(("dishes", 0, "make", "p90")) == 14
    assert lines.of(("dishes", 0, "pack", "p50")) == 17
    assert lines.of(("dishes", 1, "key")) == 20
    assert lines.of(("promises", 0, "steps", 1, "kind")) == 26


def test_a_missing_key_is_found_at_its_table() -> None:
    lines = Lines(TEXT)
    assert lines.of(("dishes", 1, "price")) == 19
    assert lines.of(("vehicles",)) is None


def test_what_stands_inside_a_long_text_is_no_table() -> None:
    assert Lines(TEXT).of(("sites",)) is None

"""Every code and parameter of the engine is written down in its page."""

import re
from dataclasses import fields
from pathlib import Path

from hovmester.engines.promising.model import Change, Constraint, Params
from hovmester.engines.promising.suggesting import SuggestParams

PAGE = (Path(__file__).parents[3] / "docs" / "methods" / "promising.md").read_text(encoding="utf-8")


def test_the_page_has_every_code_and_parameter():
    told = set(re.findall(r"`([^`\n]+)`", PAGE))
    wanted = {str(code) for code in (*Constraint, *Change)} | {
        field.name for params in (Params, SuggestParams) for field in fields(params)
    }
    assert wanted <= told, sorted(wanted - told)

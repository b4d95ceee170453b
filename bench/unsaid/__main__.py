"""See the package's docstring."""

import argparse
from importlib import import_module

WHAT = ("worlds", "real", "bgnbd", "scale", "restaurant", "supermarket", "plots")

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.unsaid")
    commands = parser.add_subparsers(dest="what", required=True)
    modules = {what: import_module(f"bench.unsaid.{what}") for what in WHAT}
    for what, module in modules.items():
        module.options(commands.add_parser(what, help=module.__doc__.splitlines()[0]))
    asked = parser.parse_args()
    modules[asked.what].main(asked)

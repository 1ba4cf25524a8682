"""The rooms of the house: which module may import which."""

from pathlib import Path

from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]


def test_imports_keep_the_contracts_of_pyproject():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0

"""The course installed as Binder, Colab or a hub does it, from its repository and not in place."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOADS = """
from capital import data, profit
print(data.__file__)
print(data.DATA)
print(len(data.load("claims")), sum(len(data.load(name)) > 0 for name in data.tables()) == len(data.tables()))
"""


def test_an_installation_that_is_not_in_place_finds_every_table(tmp_path):
    source = tmp_path / "source"
    for part in ("lib", "data"):
        shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("*.egg-info", "__pycache__", "build"))
    for part in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / part, source)
    prefix = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "-q", "-I", "--no-deps", "--prefix", str(prefix)]
    subprocess.run([*pip, str(source)], check=True)
    shutil.rmtree(source)
    (packages,) = prefix.glob("lib/python*/site-packages")
    run = subprocess.run(
        [sys.executable, "-c", LOADS],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(packages)},
        text=True,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    module, folder, loaded = run.stdout.splitlines()
    assert Path(module).is_relative_to(packages)
    assert Path(folder) == prefix.resolve() / "share" / "capital" / "data"
    assert loaded == "84 True"
    assert json.loads((prefix / "etc/jupyter/jupyter_server_config.d/dead-labor.json").read_text("utf-8"))

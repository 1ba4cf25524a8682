"""The page of the models: every public function, from its docstring, with the chapters that call it."""

import importlib
import inspect
import re
from pathlib import Path

import pytest

from book.reference import paragraphs, reference

FOLDER = Path(__file__).parents[2] / "chapters"
NAMES = ["value", "snlt", "surplus", "machinery", "population", "depreciation", "investment", "finance", "profit"]
PAGE = (FOLDER / "models.ipynb").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_public_function_stands_there_once_with_its_chapters(name):
    module = importlib.import_module(f"capital.{name}")
    html = reference(module, FOLDER).html
    public = [
        function
        for function, value in inspect.getmembers(module, inspect.isfunction)
        if value.__module__ == module.__name__ and function[0] != "_"
    ]
    assert sorted(re.findall(rf'<section id="{name}\.(\w+)">', html)) == public
    assert html.count("Called in chapter") == len(public)
    pages = set(re.findall(r'href="([^"]+)\.html"', html))
    assert pages
    assert all((FOLDER / f"{page}.ipynb").exists() for page in pages)
    assert f"reference({name})" in PAGE


def test_a_call_in_the_text_is_no_call(tmp_path):
    cell = '{"cell_type": "%s", "source": ["finance.receipts(1, 2)"]}'
    (tmp_path / "01-one.ipynb").write_text('{"cells": [%s]}' % (cell % "markdown"), "utf-8")
    (tmp_path / "02-two.ipynb").write_text('{"cells": [%s]}' % (cell % "code"), "utf-8")
    html = reference(importlib.import_module("capital.finance"), tmp_path).html
    assert 'Called in chapter <a href="02-two.html">2</a>.' in html
    assert "01-one" not in html


def test_signs_of_html_in_a_docstring_stay_signs():
    assert paragraphs("Where a < b & `c`.") == "<p>Where a &lt; b &amp; <code>c</code>.</p>"

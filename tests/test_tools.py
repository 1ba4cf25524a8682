"""What the Makefile runs: the server finds a free port and ends cleanly, refresh leaves a failing notebook alone."""

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import paper

ROOT = Path(__file__).parents[1]
needs_book = pytest.mark.skipif(not (ROOT / "_build/html/index.html").exists(), reason="make book builds the book")


@needs_book
def test_a_busy_port_picks_the_next_and_ctrl_c_ends_cleanly():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        command = [sys.executable, str(ROOT / "tools" / "serve.py"), str(port)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
            line = server.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            assert int(address[1]) > port
            with urllib.request.urlopen(address[0]) as answer:
                assert b"html" in answer.read()
            server.send_signal(signal.SIGINT)
            out, errors = server.communicate(timeout=10)
    assert server.returncode == 0
    assert out.strip() == "Ended."
    assert "Traceback" not in errors


def test_refresh_names_the_failing_cell_and_leaves_the_notebook_as_it_was(tmp_path):
    cell = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": "1 / 0"}
    path = tmp_path / "broken.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}))
    before = path.read_bytes()
    command = [sys.executable, str(ROOT / "tools" / "refresh.py"), str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "left as it was" in run.stdout
    assert "ZeroDivisionError" in run.stdout
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["broken.ipynb"]


def test_the_lock_pins_everything_and_ends_with_the_course_itself():
    *pins, last = (ROOT / "requirements.txt").read_text().splitlines()
    assert last == "-e ."
    assert all(re.match(r"[\w.\-]+(\[[\w,]+\])?==[\w.+]+( ; .*)?$", pin) for pin in pins)


@needs_book
def test_on_paper_every_link_leads_inside_or_to_the_web_and_nothing_is_folded():
    text = paper.whole(paper.pages())
    body = text.split("</head>")[1]
    places = set(re.findall(r' id="([^"]+)"', body))
    links = set(re.findall(r'href="([^"]*)"', body))
    lost = {link for link in links if "://" not in link and link != "#" and link.removeprefix("#") not in places}
    assert not lost
    assert sum("://" in link for link in links) > 100
    assert sum(link[1:] in places for link in links) > 200
    assert "<script" not in text
    assert not re.search(r"<details(?! open)", body)
    assert [name for name in re.findall(r'<article [^>]*id="([^"]+)"', body) if name[0].isdigit()] == sorted(
        path.with_suffix(".html").name for path in (ROOT / "chapters").glob("[0-9]*.ipynb")
    )

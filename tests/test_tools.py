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

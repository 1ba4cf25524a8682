"""Measure a class on a JupyterHub of this machine: so many students at once run a chapter, as their browsers would.

Needs jupyterhub and jupyterlab beside the course in the environment, and configurable-http-proxy from npm on the path:
``python tools/hub.py 20 chapters/02-socially-necessary-labor-time.ipynb``.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import uuid
from pathlib import Path

import psutil
from websocket import create_connection

CONFIG = Path(__file__).parents[1] / "docs" / "hub" / "jupyterhub_config.py"
FIGURE = 'class="explorer"'


class Hub:
    """A hub on a free port, with a folder for every student; ended by ``close``."""

    def __init__(self):
        self.homes, self.token = Path(tempfile.mkdtemp()), secrets.token_hex(16)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        own = {"HUB_ADDRESS": f"http://127.0.0.1:{self.port}", "HUB_TOKEN": self.token, "HUB_HOMES": str(self.homes)}
        own["HUB_CACHE"] = str(self.homes / "cache")
        environment = os.environ | own | {"HUB_PASSWORD": secrets.token_hex(8), "TQDM_DISABLE": "1"}
        bring = "from explorable.live import bring_vega; bring_vega()"  # as when an image is built, before the class
        subprocess.run(
            [sys.executable, "-c", bring], env=environment | {"EXPLORABLE_CACHE": own["HUB_CACHE"]}, check=True
        )
        self.process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG), "--log-level=ERROR"],
            cwd=self.homes,
            env=environment,
        )
        for _ in range(120):
            try:
                self.ask("GET", "/hub/api/")
                return
            except OSError:
                time.sleep(0.5)
        sys.exit("The hub did not start: are jupyterhub and configurable-http-proxy installed?")

    def ask(self, method, path, body=None):
        """An answer of the hub or of a student's server."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            json.dumps(body).encode() if body is not None else None,
            {"Authorization": f"token {self.token}"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=600) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def close(self):
        """End every server and remove the folders."""
        self.process.terminate()
        self.process.wait(60)
        shutil.rmtree(self.homes, ignore_errors=True)


def student(hub, name, chapter, times):
    """Log in, open a kernel, run every cell; note when server, first figure and last cell were there."""
    began = time.monotonic()
    home = hub.homes / name
    home.mkdir()
    shutil.copy(chapter, home)
    hub.ask("POST", f"/hub/api/users/{name}")
    hub.ask("POST", f"/hub/api/users/{name}/server")
    while not hub.ask("GET", f"/hub/api/users/{name}")["servers"].get("", {}).get("ready"):
        time.sleep(1)
    times["ready"] = time.monotonic() - began
    kernel = hub.ask("POST", f"/user/{name}/api/kernels", {"name": "python3"})["id"]
    session = uuid.uuid4().hex
    channel = create_connection(
        f"ws://127.0.0.1:{hub.port}/user/{name}/api/kernels/{kernel}/channels?session_id={session}",
        header=[f"Authorization: token {hub.token}"], timeout=600,
    )  # fmt: skip
    for cell in json.loads(chapter.read_text("utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": session, "version": "5.3"}
        header["username"] = name
        content = {"code": "".join(cell["source"]), "silent": False, "allow_stdin": False}
        channel.send(
            json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"})
        )
        while True:
            said = json.loads(channel.recv())
            if said.get("parent_header", {}).get("msg_id") != header["msg_id"]:
                continue
            if said["msg_type"] == "error":
                raise RuntimeError(f"{name}: {said['content']['evalue']}")
            if FIGURE in str(said["content"].get("data", {}).get("text/html", "")):
                times.setdefault("figure", time.monotonic() - began)
            if said["msg_type"] == "status" and said["content"]["execution_state"] == "idle":
                break
    times["all"] = time.monotonic() - began


def taken(root):
    """Megabytes (PSS) and processor seconds that a process and all that it started have for themselves."""
    family = [psutil.Process(root), *psutil.Process(root).children(recursive=True)]
    memory = sum(each.memory_full_info().pss for each in family) / 2**20
    return memory, sum(sum(each.cpu_times()[:2]) for each in family)


def main(count, chapter):
    """Print what one student and all of them take."""
    hub = Hub()
    try:
        idle, used = taken(hub.process.pid)
        times = [{} for _ in range(count)]
        class_ = [threading.Thread(target=student, args=(hub, f"s{k}", chapter, times[k])) for k in range(count)]
        for each in class_:
            each.start()
        for each in class_:
            each.join()
        done = [each for each in times if "all" in each]
        print(f"{len(done)} of {count} students ran {chapter.name} on {os.cpu_count()} processors")
        for key, name in (("ready", "server ready"), ("figure", "first figure"), ("all", "all cells run")):
            values = sorted(each[key] for each in done)
            print(f"{name}: {values[len(values) // 2]:.0f} s in the middle, {values[-1]:.0f} s the last")
        memory, seconds = taken(hub.process.pid)
        print(f"memory: {(memory - idle) / count:.0f} MB a student; the hub itself {idle:.0f} MB")
        print(f"processor: {(seconds - used) / count:.1f} seconds a student")
        sys.exit(len(done) < count)
    finally:
        hub.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]).resolve())

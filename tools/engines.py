"""Open every page of the built book in Firefox and in WebKit, and do there what a reader does; print a table.

Firefox is driven over WebDriver BiDi, WebKitGTK over WebDriver, which tells of no errors while a page loads. Not a
part of ``make test``, which has Chromium.
"""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

import websocket

import browser
import serve
from pages import PAGES, all_alive, figures_on, name

PACKAGES = {"Firefox": ["firefox-esr"], "WebKit": ["webkit2gtk-driver", "xvfb"]}
PROGRAMS = {"Firefox": ["firefox-esr"], "WebKit": ["WebKitWebDriver", "Xvfb"]}
MINI = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser"
KEYS = {"ArrowRight": "\ue014", "ArrowLeft": "\ue012", "Enter": "\ue007"}
WIDTH, HEIGHT = 800, 900  # where menu and contents are panels that a button opens

FACE = """() => { const f = document.getElementById(%s);
  return [f.querySelector(".picture").innerHTML, f.querySelector("figcaption").innerText]; }"""
FOCUS = """() => { const c = document.getElementById(%s).querySelector("input[type=range]");
  if (!c) return null; c.scrollIntoView({block: "center"}); c.focus(); return c.value === c.max; }"""
PLACE = """() => { const e = document.querySelector(%s); e.scrollIntoView({block: "center"});
  const r = e.getBoundingClientRect(); return [Math.round(r.x + r.width / 2), Math.round(r.y + r.height / 2)]; }"""
SEEN = """() => { const e = document.querySelector(%s); return !!e && e.checkVisibility(); }"""


def called(script):
    """An expression that calls the script if it is a function, as Playwright's ``evaluate`` does."""
    return f"(async () => {{ const it = ({script}); return typeof it === 'function' ? await it() : it; }})()"


class Firefox:
    """One page of a Firefox, over WebDriver BiDi."""

    def __init__(self):
        self.port, self.folder, self.count, self.errors = free_port(), tempfile.mkdtemp(), 0, []
        command = ["firefox-esr", "--headless", "--no-remote", "--profile", self.folder]
        command += ["--remote-debugging-port", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.socket = patiently(
            lambda: websocket.create_connection(
                f"ws://127.0.0.1:{self.port}/session", timeout=120, suppress_origin=True
            )
        )
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.context = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        size = {"width": WIDTH, "height": HEIGHT}
        self.ask("browsingContext.setViewport", context=self.context, viewport=size)

    def ask(self, method, **given):
        """Send a command and wait for its answer; what the page complains of meanwhile is kept."""
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": given}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.errors.append(answer["params"]["text"])
            if answer.get("id") == self.count:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['message']}")
                return answer["result"]

    def open(self, url):
        """Go to an address."""
        self.ask("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def evaluate(self, script):
        """The value of an expression or function in the page, once it is there."""
        target = {"context": self.context}
        expression = f"{called(script)}.then(JSON.stringify)"
        result = self.ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if result["type"] == "exception":
            raise RuntimeError(result["exceptionDetails"]["text"])
        return json.loads(result["result"].get("value", "null"))

    def act(self, source):
        """Do what a source of input does."""
        self.ask("input.performActions", context=self.context, actions=[source])

    def close(self):
        """End the browser."""
        self.socket.close()
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class WebKit:
    """One page of WebKitGTK's MiniBrowser, over WebDriver."""

    def __init__(self):
        self.port, self.errors, display = free_port(), [], f":{90 + os.getpid() % 900}"
        self.screen = subprocess.Popen(["Xvfb", display, "-screen", "0", "1280x900x24"], stderr=subprocess.DEVNULL)
        environment = os.environ | {
            "DISPLAY": display,
            "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
            "WEBKIT_FORCE_SANDBOX": "0",
        }
        command = ["WebKitWebDriver", f"--port={self.port}"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=environment, **quiet)
        options = {"binary": next(filter(os.path.exists, MINI)), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self.session = ""
        self.session = "/session/" + patiently(lambda: self.ask("/session", **wanted))["sessionId"]
        self.ask(self.session + "/timeouts", script=120_000)
        self.ask(self.session + "/window/rect", width=WIDTH, height=HEIGHT)

    def ask(self, path, **given):
        """Send a command and return its answer."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", json.dumps(given).encode())
        try:
            with urllib.request.urlopen(request, timeout=180) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{path}: {error.read().decode()[:300]}") from None

    def open(self, url):
        """Go to an address."""
        self.ask(self.session + "/url", url=url)
        self.evaluate("void (window.complaints = [], addEventListener('error', e => complaints.push(e.message)))")

    def evaluate(self, script):
        """The value of an expression or function in the page, once it is there."""
        wrapped = f"const done = arguments[0]; {called(script)}.then(v => done([v]), e => done({{failed: String(e)}}))"
        answer = self.ask(self.session + "/execute/async", script=wrapped, args=[])
        if isinstance(answer, dict):
            raise RuntimeError(answer["failed"])
        return answer[0]

    def act(self, source):
        """Do what a source of input does."""
        self.ask(self.session + "/actions", actions=[source])

    def close(self):
        """End the browser."""
        with contextlib.suppress(OSError):
            urllib.request.urlopen(
                urllib.request.Request(f"http://127.0.0.1:{self.port}{self.session}", method="DELETE"), timeout=10
            )
        for process in (self.process, self.screen):
            process.kill()
            process.wait()


def free_port():
    """A port that nothing uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def patiently(call):
    """What the call returns, tried again while the program starts."""
    for _ in range(120):
        try:
            return call()
        except OSError:
            time.sleep(0.5)
    return call()


def ensure(engine):
    """End with a sentence unless the engine is there, installed as Chromium is for the tests."""
    if not all(map(shutil.which, PROGRAMS[engine])):
        browser.install(*PACKAGES[engine])
    missing = [program for program in PROGRAMS[engine] if not shutil.which(program)]
    if missing:
        sys.exit(f"No {', '.join(missing)} was found. On Debian: apt-get install {' '.join(PACKAGES[engine])}")


def press(engine, *keys):
    """Press keys, one after another."""
    actions = [{"type": kind, "value": KEYS.get(key, key)} for key in keys for kind in ("keyDown", "keyUp")]
    engine.act({"type": "key", "id": "keys", "actions": actions})


def click(engine, selector):
    """Click the middle of an element, as a hand would: whatever lies there gets it."""
    x, y = engine.evaluate(PLACE % json.dumps(selector))
    steps = [{"type": "pointerMove", "x": x, "y": y}, {"type": "pointerDown", "button": 0}]
    steps += [{"type": "pointerUp", "button": 0}]
    engine.act({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps})
    time.sleep(0.3)


def seen(engine, selector):
    """Whether an element is there and visible."""
    return engine.evaluate(SEEN % json.dumps(selector))


def figures(engine, path):
    """How many figures come alive."""
    try:
        all_alive(engine)
    except RuntimeError as error:
        engine.errors.append(str(error))
    return engine.evaluate("document.querySelectorAll('figure.explorer[data-alive]').length"), len(figures_on(path))


def sliders(engine, path):
    """Of how many figures with a slider do three presses of an arrow move the picture, and the caption."""
    moved = there = 0
    for figure in map(json.dumps, figures_on(path)):
        at_end = engine.evaluate(FOCUS % figure)
        if at_end is not None:
            there += 1
            picture, caption = engine.evaluate(FACE % figure)
            press(engine, *["ArrowLeft" if at_end else "ArrowRight"] * 3)
            for _ in range(20):
                time.sleep(0.1)
                now = engine.evaluate(FACE % figure)
                if now[0] != picture and now[1] != caption:
                    moved += 1
                    break
    return moved, there


def folds(engine, _path):
    """How many folds a click on their heading opens."""
    engine.evaluate("document.querySelectorAll('details.fold').forEach(fold => { fold.open = false })")
    there = engine.evaluate("document.querySelectorAll('details.fold').length")
    engine.evaluate("document.querySelectorAll('details.fold').forEach((fold, k) => { fold.dataset.place = k })")
    for place in range(there):
        click(engine, f"details.fold[data-place='{place}'] > summary")
    return engine.evaluate("document.querySelectorAll('details.fold[open]').length"), there


def panels(engine, _path):
    """Of menu and contents, how many open by a click and lead where their last link says."""
    came = there = 0
    for panel in ("contents", "menu"):
        if not seen(engine, f"#{panel}-button"):
            continue
        there += 1
        engine.evaluate(f"""() => {{ const links = [...document.querySelectorAll('#{panel} a[href]')];
          links.at(-1).classList.add('the-last') }}""")
        before = seen(engine, f"#{panel} .the-last")
        click(engine, f"#{panel}-button")
        after = seen(engine, f"#{panel} .the-last")
        aim = engine.evaluate("document.querySelector('.the-last').href")
        click(engine, f"#{panel} .the-last")
        time.sleep(1)
        came += not before and after and engine.evaluate("location.href") == aim
        engine.evaluate("document.querySelectorAll('.the-last').forEach(link => link.classList.remove('the-last'))")
    return came, there


def search(engine, _path):
    """Whether a search by the keyboard arrives at what it found."""
    if not seen(engine, ".find-button"):
        return 0, 0
    before = engine.evaluate("location.href")
    click(engine, ".find-button")
    press(engine, *"bind")
    for _ in range(40):
        time.sleep(0.1)
        if engine.evaluate("document.querySelectorAll('#search li a').length"):
            break
    click(engine, "#search li a")
    time.sleep(1)
    return int(engine.evaluate("location.href") != before), 1


CHECKS = (figures, sliders, folds, search, panels)  # in this order: the last two leave the page


def main():
    """Print the table; 1 if anything did not come off."""
    book = serve.server()
    threading.Thread(target=book.serve_forever, daemon=True).start()
    wanted, failed = [path for path in PAGES if path.stem.startswith(tuple(sys.argv[1:]) or "")], 0
    print(f"{'page':<44}{'engine':<9}{''.join(f'{check.__name__:<9}' for check in CHECKS)}errors")
    for title, kind in (("Firefox", Firefox), ("WebKit", WebKit)):
        ensure(title)
        engine = kind()
        try:
            for path in wanted:
                engine.errors.clear()
                engine.open(f"http://127.0.0.1:{book.server_port}/{name(path)}")
                row = []
                for check in CHECKS:
                    if check is panels:  # the search has left the page
                        engine.open(f"http://127.0.0.1:{book.server_port}/{name(path)}")
                    try:
                        row.append(check(engine, path))
                    except RuntimeError as error:
                        engine.errors.append(f"{check.__name__}: {error}")
                        row.append((0, 1))
                    if title == "WebKit":
                        engine.errors += engine.evaluate("(window.complaints || []).splice(0)")
                failed += bool(engine.errors) or any(came != there for came, there in row)
                cells = "".join(f"{f'{came}/{there}':<9}" for came, there in row)
                print(f"{name(path):<44}{title:<9}{cells}{'; '.join(engine.errors) or 0}", flush=True)
        finally:
            engine.close()
    book.shutdown()
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())

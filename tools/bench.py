"""Measure the book against its budgets, a figure against Panel's and labor values against pymrio's; print a table
and keep it in _build/bench.md.

Times are of this machine and this run; the budgets are for two cores. Nothing here passes or fails.
"""

import gzip
import inspect
import io
import math
import multiprocessing
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import altair as alt
import numpy as np
import pandas as pd
import scipy.sparse
from playwright.sync_api import sync_playwright
from scipy.optimize import linprog

import browser
import explorable.sphinx
import gallery
import serve
from capital import data, finance, profit, value
from explorable import Axis, Slider, explore

ROOT = Path(__file__).parents[1]
CHAPTERS = ["index", *sorted(path.stem for path in (ROOT / "chapters").glob("[0-9]*.ipynb"))]

FIRST_ALIVE = """
window.alive = new Promise(resolve => document.addEventListener('DOMContentLoaded', () => {
  document.querySelector('figure.explorer').scrollIntoView();
  new MutationObserver((_, observer) => {
    if (document.querySelector('[data-alive]')) { observer.disconnect(); resolve(performance.now()) }
  }).observe(document.body, {subtree: true, attributes: true, attributeFilter: ['data-alive']});
}))
"""
STEPS = """
async figure => {
  const times = [];
  const channel = new MessageChannel();
  const macrotask = () => new Promise(resolve => { channel.port1.onmessage = resolve; channel.port2.postMessage(0) });
  for (const control of figure.querySelectorAll("input[type='range']")) {
    const [low, high] = [Number(control.min), Number(control.max)];
    for (let k = 0; k < 40; k++) {
      await new Promise(requestAnimationFrame);
      control.value = low + (high - low) * (k % 20 + 0.5) / 20;
      const start = performance.now();
      control.dispatchEvent(new Event('input', {bubbles: true}));
      const script = performance.now() - start;
      await macrotask();  // past the frame in which the browser lays out and paints the answer
      figure.getBoundingClientRect();
      times.push([performance.now() - start, script]);
    }
  }
  return times;
}
"""


def pages(rows):
    """Time to the first live figure, time of a slider step, and weight of every chapter's page."""
    book = serve.server()
    threading.Thread(target=book.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.ensure(), args=browser.FLAGS)
        for chapter in CHAPTERS:
            address = f"http://127.0.0.1:{book.server_port}/chapters/{chapter}.html"
            waits, weight = [], 0
            for turn in range(5):
                page = chromium.new_page()
                page.add_init_script(FIRST_ALIVE)
                responses = []
                page.on("response", lambda response, kept=responses: kept.append(response))
                page.goto(address)
                waits.append(page.evaluate("window.alive"))
                if turn == 0:
                    page.wait_for_load_state("networkidle")
                    weight = sum(len(gzip.compress(response.body())) for response in responses)
                if turn < 4:
                    page.close()
            rows.append(
                (f"{chapter}: page open to first figure alive", f"{statistics.median(waits) / 1000:.2f} s", "1 s")
            )
            rows.append((f"{chapter}: page with all it loads, gzipped", f"{weight / 1000:.0f} KB", "600 KB"))
            for figure in page.locator("figure.explorer:has(input[type='range'])").all():
                figure.scroll_into_view_if_needed()
                page.wait_for_function("figure => 'alive' in figure.dataset", arg=figure.element_handle())
                name = f"{chapter} #{figure.get_attribute('id')}: slider step to drawn figure"
                rows.append((name, stepped(figure), "4 ms in script"))
        chromium.close()
    book.shutdown()


def stepped(figure):
    """How long a figure's sliders take from a step to the drawing, with and without the browser's own paint."""
    times, scripts = zip(*figure.evaluate(STEPS), strict=True)
    p95, script = statistics.quantiles(times, n=20)[-1], statistics.quantiles(scripts, n=20)[-1]
    return f"{statistics.median(times):.1f} ms, 95th percentile {p95:.1f} ms (in script {script:.1f} ms)"


def timed(command):
    """The seconds a command takes; it must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def builds(rows):
    """A clean build of the book, and strict checking of all notebooks."""
    shutil.rmtree(ROOT / "_build", ignore_errors=True)
    rows.append(("clean build of the book", f"{timed(['make', '-s', 'book']):.0f} s", "60 s"))
    rows.append(("strict nbval over all chapters", f"{timed(['make', '-s', 'nbval']):.0f} s", "120 s"))


def drift(year, composition, growth, exploitation):
    """The rate of profit, three sliders: the figure made here and by the peer."""
    return profit.rate_under_drift(year, composition, exploitation, growth, 0)


def line(chart):
    """One drawing for both."""
    return chart.mark_line().encode(x="year:Q", y="drift:Q")


def ours():
    """The figure with all its settings as one piece of HTML."""
    return explore(
        drift,
        year=Axis("Year", 0, 50),
        composition=Slider("Composition", 1, 5, value=2, step=0.5),
        growth=Slider("Growth", 0, 0.04, value=0.02, step=0.005),
        exploitation=Slider("Exploitation", 0.5, 2.5, value=1, step=0.25),
        draw=line,
        title="Drift",
        caption="From {drift.first:.1%} to {drift.last:.1%}.",
    ).html()


def panels():
    """The same with Panel, nine steps a slider, every state computed ahead and embedded."""
    import panel

    panel.extension("vega")
    widgets = {
        "composition": panel.widgets.DiscreteSlider(options=list(np.linspace(1, 5, 9)), value=2),
        "growth": panel.widgets.DiscreteSlider(options=list(np.linspace(0, 0.04, 9)), value=0.02),
        "exploitation": panel.widgets.DiscreteSlider(options=list(np.linspace(0.5, 2.5, 9)), value=1),
    }

    def view(**values):
        year = np.linspace(0, 50, 101)
        return panel.pane.Vega(line(alt.Chart(pd.DataFrame({"year": year, "drift": drift(year, **values)}))))

    page = io.StringIO()
    panel.Column(*widgets.values(), panel.bind(view, **widgets)).save(
        page, embed=True, max_states=1000, max_opts=9, progress=False, resources="cdn"
    )
    return page.getvalue()


def peer(rows):
    """Build time and payload of one figure, ours and Panel's, in the same run."""
    ours()  # both start warm
    sizes = {}
    for name, make in (("ours", ours), ("Panel save(embed=True)", panels)):
        start = time.perf_counter()
        html = make()
        sizes[name] = time.perf_counter() - start, len(html), len(gzip.compress(html.encode()))
        took, size, packed = sizes[name]
        states = html.count('["content"') or "any"
        rows.append(
            (
                f"three sliders, {name}",
                f"{took:.2f} s; {size / 1000:,.0f} KB, gzipped {packed / 1000:,.0f} KB; {states} states",
                "",
            )
        )
    (a, b, c), (x, y, z) = sizes.values()
    rows.append(("Panel over ours", f"build time {x / a:.0f}, payload {y / b:.0f}, gzipped {z / c:.0f}", ""))


def ring(size):
    """A path of as many signals: a curve of half as many points through two numbers that drive each other."""

    def model(push, pull):
        a, b, path = 0.5, 0.1, {"a": [], "b": []}
        for _ in range(size // 2):
            path["a"].append(a)
            path["b"].append(b)
            a += 0.1 * (push * b * (1 - a))
            b += 0.1 * (0.5 - pull * a)
        return path

    return explore(
        model,
        push=Slider("Push", 0.1, 1, value=0.5, step=0.05),
        pull=Slider("Pull", 0.5, 1.5, value=1, step=0.05),
        draw=lambda chart: chart.mark_line().encode(x="a:Q", y="b:Q", order="_row:Q"),
        title=f"Path of {size}",
        caption="Ends at {a.last:.3f}.",
        name=f"path-{size}",
    )


def paths(rows):
    """Steps of figures whose models run through time, on a page of their own."""
    figures = [ring(size) for size in (100, 500, 1_000)] + [gallery.cycle(), gallery.network()]
    with tempfile.TemporaryDirectory() as folder:
        page_file = Path(folder) / "page.html"
        for source in explorable.sphinx.STATIC.iterdir():
            shutil.copy(source, folder)
        (Path(folder) / "vega.js").write_text(explorable.sphinx.vega_bundle(), "utf-8")
        links = '<link rel="stylesheet" href="explorer.css"><script defer src="explorer.js"></script>'
        body = "".join(figure.html() for figure in figures)
        page_file.write_text(f"<!doctype html><meta charset='utf-8'>{links}<body>{body}", "utf-8")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser.ensure(), args=browser.FLAGS)
            page = chromium.new_page()
            page.goto(page_file.as_uri())
            for explorer, figure in zip(figures, page.locator("figure.explorer").all(), strict=True):
                count = sum(len(frame.signals) for frame in explorer.frames)
                size = len(gzip.compress(explorer.html().encode()))
                figure.scroll_into_view_if_needed()
                page.wait_for_function("figure => 'alive' in figure.dataset", arg=figure.element_handle())
                name = (
                    f"path #{explorer.name}, {count} signals, {size / 1000:.0f} KB gzipped: slider step to drawn figure"
                )
                rows.append((name, stepped(figure), "4 ms in script"))
            chromium.close()


PATH_PAGE = """
import marimo
app = marimo.App()

@app.cell
def _():
    import altair as alt, marimo as mo, pandas as pd
    growth = mo.ui.slider(steps=[0.02, 0.03], label="growth")
    labor = mo.ui.slider(steps=[0.01, 0.02], label="labor")
    resistance = mo.ui.slider(steps=[0.5, 0.6], label="resistance")
    pressure = mo.ui.slider(steps=[0.6, 0.7], label="pressure")
    return alt, growth, labor, mo, pd, pressure, resistance

@app.cell
def _(growth, labor, mo, pressure, resistance):
    mo.vstack([growth, labor, resistance, pressure])

@app.cell
def _(alt, growth, labor, pd, pressure, resistance):
    MODEL
    frame = pd.DataFrame(goodwin(growth.value, labor.value, resistance.value, pressure.value))
    alt.Chart(frame.reset_index()).mark_line().encode(x="employment:Q", y="share:Q", order="index:Q")

if __name__ == "__main__":
    app.run()
"""
PATH_BOOK = """
title: Peer
authors: [{name: peer}]
toc: [{file: content/path.py}]
precompute: {enabled: true, max_seconds_per_page: 3600, max_combinations_per_page: 1000}
"""


def path_by_panel():
    """Goodwin's cycle by Panel, two values a slider, every state embedded."""
    import panel

    panel.extension("vega")
    defaults = gallery.cycle().controls
    widgets = {
        key: panel.widgets.DiscreteSlider(options=[c.value, c.value + c.step], value=c.value)
        for key, c in defaults.items()
    }

    def view(**values):
        frame = pd.DataFrame(gallery.goodwin(**values)).reset_index()
        return panel.pane.Vega(alt.Chart(frame).mark_line().encode(x="employment:Q", y="share:Q", order="index:Q"))

    page = io.StringIO()
    panel.Column(*widgets.values(), panel.bind(view, **widgets)).save(
        page, embed=True, max_states=1000, max_opts=9, progress=False, resources="cdn"
    )
    return page.getvalue(), 16


def path_by_marimo_book():
    """The same by marimo-book's precompute, which runs the notebook again for every state."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "content").mkdir()
        model = textwrap.indent(inspect.getsource(gallery.goodwin), "    ").strip()
        (Path(folder) / "content" / "path.py").write_text(PATH_PAGE.replace("MODEL", model))
        (Path(folder) / "book.yml").write_text(PATH_BOOK)
        run = subprocess.run(
            [Path(sys.executable).with_name("marimo-book"), "build"], cwd=folder, capture_output=True, text=True
        )
        page = (Path(folder) / "_site" / "index.html").read_text("utf-8") if run.returncode == 0 else ""
        if "data-precompute-widget" not in page:
            raise RuntimeError(run.stdout + run.stderr)
        return page, 16


def path_peers(rows):
    """Goodwin's cycle, four free sliders of seven to nine steps here; two values each by the peers."""
    made = {
        "here": lambda: (gallery.cycle().html(), "any"),
        "Panel save(embed=True)": path_by_panel,
        "marimo-book precompute": path_by_marimo_book,
    }
    for name, make in made.items():
        start = time.perf_counter()
        page, states = make()
        took, packed = time.perf_counter() - start, len(gzip.compress(page.encode()))
        measured = f"{took:.1f} s; {len(page) / 1000:,.0f} KB, gzipped {packed / 1000:,.0f} KB; {states} states"
        rows.append((f"Goodwin's cycle, four sliders, {name}", measured, ""))


def united_states():
    """Inputs and hours for a dollar of output of 55 industries, 2014."""
    coefficients, industries = data.input_output(2014)
    return coefficients["total"].to_numpy(), (industries["hours_million"] / industries["gross_output_mn"]).to_numpy()


def dense(goods):
    """Drawn inputs, half of what is made, and drawn labor."""
    random = np.random.default_rng(0)
    inputs = random.random((goods, goods))
    inputs /= goods
    return inputs, random.random(goods)


def sparse(goods):
    """The same with some ten inputs a good."""
    random = np.random.default_rng(0)
    inputs = scipy.sparse.random_array((goods, goods), density=10 / goods, format="csr", rng=random) / 10
    return inputs, random.random(goods)


def by_inverse(inputs, labor):
    """Labor values by way of pymrio, which inverts in full and knows no sparse tables."""
    import pymrio

    return labor @ pymrio.calc_L(inputs.toarray() if scipy.sparse.issparse(inputs) else inputs)


def clocked(run):
    """Median seconds of a call, and what it returns."""
    times = []
    while len(times) < 25 and sum(times) < 0.5:
        start = time.perf_counter()
        result = run()
        times.append(time.perf_counter() - start)
    return statistics.median(times), result


def cost(solve, make, *size):
    """Seconds, megabytes at the peak beyond the table itself, and the labor values."""
    solve(*dense(5))  # both start warm
    table = make(*size)
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
    before = peak()
    seconds, values = clocked(lambda: solve(*table))
    return seconds, peak() - before, values


def peak():
    """Megabytes, the most this process has held; unlike ru_maxrss nothing of its parent's."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024


def labor_values(rows):
    """Labor values, ours and by pymrio's route, each in a process of its own."""
    for name, budget, *table in (
        ("55 industries of the United States", "", united_states),
        ("500 drawn industries", "", dense, 500),
        ("8,000 drawn industries", "time 5, memory 2", dense, 8_000),
        ("10,000 drawn industries, ten inputs each", "time 5, memory 2", sparse, 10_000),
    ):
        costs = []
        for solve in (value.labor_values, by_inverse):
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as fresh:
                costs.append(fresh.submit(cost, solve, *table).result())
        (a, b, ours), (x, y, theirs) = costs
        np.testing.assert_allclose(ours, theirs, rtol=1e-9)
        digits = 2 if x < 0.1 else 0
        measured = (
            f"{a * 1000:,.{digits}f} ms, {b:,.0f} MB; pymrio.calc_L {x * 1000:,.{digits}f} ms, {y:,.0f} MB; "
            f"pymrio over ours: time {x / a:,.1f}, memory {max(y, 1) / max(b, 1):,.1f}"
        )
        rows.append((f"labor values, {name}", measured, budget))


def monte_carlo(rows):
    """Ten thousand drawn paths of the rate of profit, in one call and in plain Python."""
    year = np.arange(101)
    growths = np.random.default_rng(0).uniform(0, [0.04, 0.02], (10_000, 2))

    def at_once():
        return profit.rate_under_drift(year, 2, 1, *np.hsplit(growths, 2))

    def one_by_one():
        return [[math.exp(h * t) / (1 + 2 * math.exp(g * t)) for t in range(101)] for g, h in growths.tolist()]

    (a, ours), (x, theirs) = clocked(at_once), clocked(one_by_one)
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)
    measured = f"at once {a * 1000:.0f} ms, in a plain Python loop {x * 1000:.0f} ms; time {x / a:.0f}"
    rows.append(("10,000 paths of the rate of profit over 100 years", measured, ""))


def clearing(rows):
    """A thousand networks of two hundred firms cleared, ours and by linear programming, the same payments."""
    draw, problems = np.random.default_rng(0), []
    for _ in range(1000):
        owed = draw.uniform(1, 10, (200, 200)) * (draw.random((200, 200)) < 0.05)
        np.fill_diagonal(owed, 0)
        problems.append((owed, draw.uniform(0, 20, 200), draw.uniform(0, 40, 200)))

    def programmed(owed, outside, cash):
        total = owed.sum(axis=1) + outside
        shares = scipy.sparse.csr_array(owed / total[:, None])
        bounds = np.column_stack([np.zeros(200), total])
        return linprog(-np.ones(200), scipy.sparse.eye_array(200) - shares.T, cash, bounds=bounds).x

    (a, ours), (x, theirs) = (
        clocked(lambda solve=solve: [solve(*problem) for problem in problems])
        for solve in (finance.clearing_payments, programmed)
    )
    np.testing.assert_allclose(ours, theirs, atol=1e-5)
    failing = np.mean([np.mean(p < o.sum(axis=1) + b - 1e-9) for p, (o, b, _) in zip(ours, problems, strict=True)])
    measured = f"{a:.1f} s, {failing:.0%} of firms fail; linear programming (HiGHS) {x:.1f} s; time {x / a:.0f}"
    rows.append(("1,000 networks of 200 firms cleared", measured, ""))


def main():
    """Run everything and write the table."""
    rows = []
    builds(rows)
    pages(rows)
    paths(rows)
    peer(rows)
    path_peers(rows)
    if sys.platform == "linux":  # which tells the peak of memory
        labor_values(rows)
    monte_carlo(rows)
    clearing(rows)
    table = "| What | Measured | Budget |\n|---|---|---|\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)
    (ROOT / "_build" / "bench.md").write_text(table, "utf-8")
    print(table)


if __name__ == "__main__":
    sys.exit(main())

"""Measure the book against its budgets, and one figure against Panel's; print a table and keep it in _build/bench.md.

Times are of this machine and this run; the budgets are for two cores. Nothing here passes or fails.
"""

import gzip
import io
import shutil
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import altair as alt
import numpy as np
import pandas as pd
from playwright.sync_api import sync_playwright

import browser
import serve
from capital import profit
from capital.explore import Axis, Slider, explore

ROOT = Path(__file__).parents[1]
CHAPTERS = sorted(path.stem for path in (ROOT / "chapters").glob("[0-9]*.ipynb"))

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
                times, scripts = zip(*figure.evaluate(STEPS), strict=True)
                p95, script = statistics.quantiles(times, n=20)[-1], statistics.quantiles(scripts, n=20)[-1]
                name = f"{chapter} #{figure.get_attribute('id')}: slider step to drawn figure"
                measured = (
                    f"{statistics.median(times):.1f} ms, 95th percentile {p95:.1f} ms (in script {script:.1f} ms)"
                )
                rows.append((name, measured, "8 ms"))
        chromium.close()
    book.shutdown()


def timed(command):
    """The seconds a command takes; it must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def builds(rows):
    """A clean build of the book, and strict checking of all notebooks."""
    shutil.rmtree(ROOT / "_build", ignore_errors=True)
    rows.append(("clean build of the book", f"{timed(['make', '-s', 'book']):.0f} s", "60 s"))
    rows.append(("strict nbval over all chapters", f"{timed(['make', '-s', 'nbval']):.0f} s", "90 s"))


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


def main():
    """Run everything and write the table."""
    rows = []
    builds(rows)
    pages(rows)
    peer(rows)
    table = "| What | Measured | Budget |\n|---|---|---|\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)
    (ROOT / "_build" / "bench.md").write_text(table, "utf-8")
    print(table)


if __name__ == "__main__":
    sys.exit(main())

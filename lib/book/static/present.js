// The page as slides, for a wall: the same figures, alive; solutions and folds stay closed. Nothing is loaded for it.
(() => {
  const root = document.documentElement;
  const article = document.querySelector("article");
  const button = document.querySelector(".present-button");
  const after = (element, rule) => (element.nextElementSibling?.matches(rule) ? [element.nextElementSibling] : []);
  const before = (element) => (element.previousElementSibling?.matches("p") ? [element.previousElementSibling] : []);
  const heading = (element) => [...(element.closest("section")?.querySelectorAll(":scope > :is(h2, h3)") ?? [])];

  function* slidesOf() {
    const parts = "h1, .cell, .notice, div.math, .objection > ol, .one-sentence, .group > ol";
    const used = new Set();
    for (const part of article.querySelectorAll(parts)) {
      if (part.closest("details, .exercises") || used.has(part)) continue;
      if (part.matches("h1")) {
        const opening = [part];
        while (opening.at(-1).nextElementSibling?.matches("p")) opening.push(opening.at(-1).nextElementSibling);
        yield opening;
      } else if (part.matches(".cell:has(figure.explorer), .cell:has(table), .notice")) yield [...heading(part), part];
      else if (part.matches("div.math")) {
        const slide = [...heading(part), part, ...after(part, "div.math")];
        slide.push(...after(slide.at(-1), "p"));
        if (slide.at(-1).textContent.trim().endsWith(":")) slide.push(...after(slide.at(-1), ".cell:has(table)"));
        slide.forEach((element) => used.add(element));
        yield slide;
      } else if (part.matches(".objection > ol")) yield [...heading(part), ...before(part), part];
      else if (part.matches(".one-sentence")) yield [part];
      else if (before(part)[0]?.textContent.startsWith("Six questions")) yield [...before(part), part];
    }
  }

  const slides = [...slidesOf()];
  if (!button || slides.length < 5) return;
  button.hidden = false;
  const place = Object.assign(document.createElement("p"), { className: "slide-place" });
  place.setAttribute("role", "status");
  const controls = Object.assign(document.createElement("div"), { className: "slide-controls" });
  const control = (name, run) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: name });
    made.addEventListener("click", run);
    return made;
  };
  controls.append(control("Back", () => show(now - 1)), place, control("Next", () => show(now + 1)), control("Leave", () => present(false)));
  let now = 0;

  function mark(elements) {
    for (const old of article.querySelectorAll(".now")) old.classList.remove("now");
    for (const element of elements) element.classList.add("now");
  }

  function show(next) {
    now = Math.max(0, Math.min(next, slides.length - 1));
    mark(slides[now]);
    place.textContent = `${now + 1} of ${slides.length}`;
    fit();
    scrollTo(0, 0);
    history.replaceState(null, "", `${location.pathname}?present=${now + 1}${location.hash}`);
  }

  // Words as large as the wall allows; a figure sees to itself.
  function fit() {
    for (let size = 100; size >= 60; size -= 5) {
      article.style.fontSize = size < 100 ? `calc(var(--slide) * ${size / 100})` : "";
      if (slides[now].some((element) => element.matches(":has(figure)")) || root.scrollHeight <= innerHeight) return;
    }
  }

  function present(on) {
    root.classList.toggle("presenting", on);
    if (on) {
      document.body.append(controls);
      show(now);
    } else {
      controls.remove();
      article.style.fontSize = "";
      history.replaceState(null, "", location.pathname + location.hash);
      slides[now][0].scrollIntoView();
      mark([]);
      button.focus({ preventScroll: true });
    }
  }

  button.addEventListener("click", () => {
    const read = slides.findLastIndex(([first]) => first.getClientRects().length && first.getBoundingClientRect().top < 150);
    now = Math.max(0, read); // from where the reader is
    present(true);
  });
  // The keys of a keyboard and of a hand-held clicker; those of a slider or a list stay its own.
  addEventListener("keydown", (event) => {
    if (!root.classList.contains("presenting") || (document.fullscreenElement && event.key === "Escape")) return;
    const taken = event.target.closest?.("input, select, button, summary, a") && !/^Page|^Escape/.test(event.key);
    const step = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (event.key === "Escape") present(false);
    else if (step && !taken) {
      event.preventDefault();
      if (document.fullscreenElement) document.exitFullscreen();
      show(now + step);
    }
  });
  // A link to a figure or its setting turns to its slide.
  addEventListener("hashchange", () => {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)).split(/[.=]/)[0]);
    const found = slides.findIndex((slide) => slide.some((element) => named && element.contains(named)));
    if (root.classList.contains("presenting") && found >= 0) show(found);
  });
  const asked = new URLSearchParams(location.search).get("present");
  if (asked !== null) {
    now = Math.max(0, Number(asked) - 1 || 0);
    present(true);
  }
})();

// The page as slides, for a wall: the same figures, alive; solutions and folds stay closed. Nothing is loaded for it.
(() => {
  const root = document.documentElement;
  const article = document.querySelector("article");
  const button = document.querySelector(".present-button");
  const after = (element, rule) => (element.nextElementSibling?.matches(rule) ? [element.nextElementSibling] : []);
  const before = (element) => (element.previousElementSibling?.matches("p") ? [element.previousElementSibling] : []);
  const heading = (element) => [...(element.closest("section")?.querySelectorAll(":scope > :is(h2, h3)") ?? [])];

  function* slidesOf() {
    const parts = "h1, .admonition.short, .cell, div.math, .objection > ol, .one-sentence, .group > ol";
    for (const part of article.querySelectorAll(parts)) {
      if (part.closest("details, .exercises")) continue;
      if (part.matches("h1")) {
        const opening = [part];
        while (opening.at(-1).nextElementSibling?.matches("p")) opening.push(opening.at(-1).nextElementSibling);
        yield opening;
      } else if (part.matches(".cell:has(figure.explorer)")) yield [...heading(part), part, ...after(part, ".notice")];
      else if (part.matches(".cell:has(table)")) yield [...heading(part), part];
      else if (part.matches("div.math")) yield [...heading(part), part, ...after(part, "p")];
      else if (part.matches(".objection > ol")) yield [...heading(part), ...before(part), part];
      else if (part.matches(".short, .one-sentence")) yield [part];
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

  function show(next) {
    now = Math.max(0, Math.min(next, slides.length - 1));
    for (const old of article.querySelectorAll(".now")) old.classList.remove("now");
    for (const element of slides[now]) element.classList.add("now");
    place.textContent = `${now + 1} of ${slides.length}`;
    scrollTo(0, 0);
  }

  function present(on) {
    root.classList.toggle("presenting", on);
    if (on) {
      document.body.append(controls);
      show(now);
    } else {
      controls.remove();
      slides[now][0].scrollIntoView();
      for (const old of article.querySelectorAll(".now")) old.classList.remove("now");
      button.focus({ preventScroll: true });
    }
  }

  button.addEventListener("click", () => {
    const read = slides.findLastIndex((slide) => slide[0].getBoundingClientRect().top < 150);
    now = Math.max(0, read); // from where the reader is
    present(true);
  });
  // The keys of a keyboard and of a hand-held clicker; those of a slider or a list stay its own.
  addEventListener("keydown", (event) => {
    if (!root.classList.contains("presenting") || document.fullscreenElement) return;
    const taken = event.target.closest?.("input, select, button, summary, a") && !/^Page|^Escape/.test(event.key);
    const step = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (event.key === "Escape") present(false);
    else if (step && !taken) {
      event.preventDefault();
      show(now + step);
    }
  });
  if (new URLSearchParams(location.search).has("present")) present(true);
})();

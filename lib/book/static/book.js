// Opens what is folded for whoever is sent inside, says what a term means, and fits a meeting sheet on one side.
(() => {
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a damaged escape names nothing
    }
  };

  // What a fragment names: a part of the page, or the figures of a setting as #drift.growth=0.03&deep.power=2.
  function named(hash) {
    const whole = document.getElementById(decoded(hash.slice(1)));
    if (whole) return [whole];
    const names = hash.slice(1).split("&").filter((part) => part.includes("."));
    return names.map((part) => document.getElementById(decoded(part.split(".")[0]))).filter(Boolean);
  }

  // Opens every fold around a place, and the fold that a heading begins; says whether one was closed.
  function unfold(place) {
    let opened = false;
    const folds = [place.querySelector(":scope > details.fold")];
    for (let each = place.closest("details"); each; each = each.parentElement.closest("details")) folds.push(each);
    for (const fold of folds) {
      if (!fold || fold.open) continue;
      fold.open = true;
      opened = true;
    }
    return opened;
  }

  function arrive() {
    const places = named(location.hash);
    const opened = places.map(unfold);
    if (opened[0]) places[0].scrollIntoView();
  }

  // Before the browser, and before the figures, look for the place: what is folded has none.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href]");
      if (link && link.hash && link.href.split("#")[0] === location.href.split("#")[0]) {
        if (link.closest("summary")) return;
        const places = named(link.hash);
        places.forEach(unfold);
        if (link.hash === location.hash) places[0]?.scrollIntoView(); // nobody will be told of a change
      }
    },
    true,
  );
  window.addEventListener("hashchange", arrive, true);
  arrive();

  // A term says what it means where it stands; the link to the glossary is in the note.
  const note = document.createElement("div");
  note.id = "term-note";
  note.setAttribute("role", "status");
  note.popover = "auto";
  document.addEventListener("click", (event) => {
    const term = event.target.closest?.("a.term[title]");
    if (!term || event.ctrlKey || event.metaKey || event.shiftKey || !note.showPopover) return;
    event.preventDefault();
    const more = document.createElement("a");
    more.href = term.href;
    more.textContent = "All terms";
    note.replaceChildren(term.title, " ", more);
    if (!note.isConnected) document.querySelector("article").append(note);
    note.showPopover({ source: term }); // so that Tab goes on to it from there
    const { left, bottom } = term.getBoundingClientRect();
    note.style.left = `${Math.max(8, Math.min(left, innerWidth - note.offsetWidth - 8))}px`;
    note.style.top = `${bottom + note.offsetHeight + 12 < innerHeight ? bottom + 6 : Math.max(8, bottom - note.offsetHeight - 30)}px`;
  });

  // A meeting sheet is 190 mm wide; its type shrinks until it is no taller than what A4 and Letter both hold.
  const root = document.documentElement;
  root.classList.add("measured");
  for (const sheet of document.querySelectorAll(".sheet")) {
    const millimeter = sheet.getBoundingClientRect().width / 190;
    for (let size = 10; size >= 6.5; size -= 0.1) {
      sheet.style.setProperty("--size", `${size.toFixed(1)}pt`);
      if (sheet.scrollHeight <= 257 * millimeter) break;
    }
  }
  root.classList.remove("measured");
})();

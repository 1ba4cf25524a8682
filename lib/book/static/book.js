// Opens what is folded for whoever is sent inside, and fits a meeting sheet on one side.
(() => {
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a damaged escape names nothing
    }
  };

  // What a fragment names: a part of the page, or the figure of a setting as #drift.growth=0.03.
  const named = (hash) => {
    const whole = decoded(hash.slice(1));
    return document.getElementById(whole) ?? document.getElementById(decoded(hash.slice(1).split(".")[0]));
  };

  // Opens every fold around what a fragment names, or the fold that it names; says whether one was closed.
  function unfold(hash) {
    const target = hash.length > 1 && named(hash);
    if (!target) return null;
    let opened = false;
    const around = [target.querySelector(":scope > details.fold")];
    for (let each = target; each; each = each.parentElement) around.push(each.closest("details"));
    for (const fold of around) {
      if (!fold || fold.open || (fold === target && !fold.matches(".fold"))) continue;
      fold.open = true;
      opened = true;
    }
    return opened ? target : null;
  }

  const arrive = () => unfold(location.hash)?.scrollIntoView();

  // Before the browser, and before the figures, look for the place: what is folded has none.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[href]");
      if (link && link.hash && link.href.split("#")[0] === location.href.split("#")[0]) {
        if (!link.closest("summary")) unfold(link.hash);
      }
    },
    true,
  );
  window.addEventListener("hashchange", arrive, true);
  arrive();

  // A meeting sheet is 190 mm wide; its type shrinks until it is no taller than what A4 and Letter both hold.
  const sheet = document.querySelector("main.sheet");
  if (!sheet) return;
  const root = document.documentElement;
  root.classList.add("measured");
  const millimeter = sheet.getBoundingClientRect().width / 190;
  for (let size = 10; size >= 6.5; size -= 0.1) {
    root.style.setProperty("--size", `${size.toFixed(1)}pt`);
    if (sheet.scrollHeight <= 257 * millimeter) break;
  }
  root.classList.remove("measured");
})();

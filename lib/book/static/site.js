// The shell of every page: colors, code, the two panels, the search. Without it the page stands and reads.
(() => {
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  // Where storage is blocked, what was chosen holds until the page is left.
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* nothing is kept */ } };
  root.classList.add("js");

  // Colors: as the system, light, dark; on paper always light.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paper = matchMedia("print");
  const NAMES = { auto: "as the system", light: "light", dark: "dark" };
  let mode = kept("mode") in NAMES ? kept("mode") : "auto";
  let printing = false;
  const paint = () => {
    const theme = printing || paper.matches ? "light" : mode === "auto" ? (dark.matches ? "dark" : "light") : mode;
    root.dataset.mode = mode;
    if (root.dataset.theme !== theme) root.dataset.theme = theme;
    find(".theme-switch-button").setAttribute("aria-label", `Colors: ${NAMES[mode]}`);
  };
  find(".theme-switch-button").addEventListener("click", () => {
    const order = dark.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    mode = order[(order.indexOf(mode) + 1) % 3];
    keep("mode", mode);
    paint();
  });
  dark.addEventListener("change", paint);
  paper.addEventListener("change", paint);
  addEventListener("beforeprint", () => { printing = true; paint(); });
  addEventListener("afterprint", () => { printing = false; paint(); });
  paint();

  // Code: away until asked for. Whatever the reader looks at stays where it is.
  const codeButton = find(".code-button");
  const article = find("article");
  const CODE = ".cell_input:not(.shown *)";
  const bar = find(".bar");
  const inView = () => {
    const edge = bar.getBoundingClientRect().bottom;
    for (const block of article.querySelectorAll("p, li, h1, h2, h3, h4, figure, table, pre, summary, .math")) {
      const box = block.getBoundingClientRect();
      if (box.bottom > edge && (block.checkVisibility?.() ?? true) && !block.closest(`${CODE}, .scroll`)) return block;
    }
    return null;
  };
  const addCopyButtons = () => {
    for (const cell of article.querySelectorAll(".cell_input:not(:has(.copy))")) {
      const code = cell.querySelector("pre");
      const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: "Copy" });
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(code.textContent);
          button.textContent = "Copied";
        } catch {
          getSelection().selectAllChildren(code);
          button.textContent = "Selected";
        }
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
      cell.append(button);
    }
  };
  const showCode = (on) => {
    root.dataset.code = on ? "on" : "off";
    codeButton.setAttribute("aria-pressed", on);
    if (on) addCopyButtons();
  };
  codeButton.hidden = !article.querySelector(CODE);
  codeButton.addEventListener("click", () => {
    const on = root.dataset.code !== "on";
    const block = inView();
    const before = block?.getBoundingClientRect().top;
    root.classList.add("holding");
    showCode(on);
    if (block && scrollY) scrollBy({ top: block.getBoundingClientRect().top - before, behavior: "instant" });
    requestAnimationFrame(() => requestAnimationFrame(() => root.classList.remove("holding")));
    keep("code", on ? "on" : "off");
  });
  showCode(kept("code") === "on");

  // What a link leads to may lie in something closed: open it, then go there.
  const target = (hash) => {
    try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch { return null; }
  };
  const reveal = (element) => {
    let closed = false;
    for (let around = element?.closest("details"); around; around = around.parentElement.closest("details")) {
      closed ||= !around.open;
      around.open = true;
    }
    return closed;
  };
  const arrive = () => {
    const element = target(location.hash);
    if (reveal(element)) element.scrollIntoView();
  };
  addEventListener("hashchange", arrive);
  arrive();
  const focusOn = (element) => {
    const heading = element.matches("section") ? element.querySelector("h1, h2, h3, h4, h5, h6") || element : element;
    if (!heading.matches("a[href], button, input, summary")) heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };

  // A figure whose script did not arrive stands as a picture, with its answer.
  addEventListener("load", () => {
    for (const figure of document.querySelectorAll("figure.explorer:not(.asking)")) figure.classList.add("answered");
  });

  // The panels: beside the text where there is room, else over it.
  const panel = (name, room) => {
    const side = find(`#${name}`);
    const button = find(`#${name}-button`);
    if (!side) return;
    const wide = matchMedia(`(min-width: ${room}em)`);
    const floats = "popover" in side;
    const over = () => floats && side.matches(":popover-open");
    const tell = () => {
      button.setAttribute("aria-expanded", wide.matches ? root.dataset[name] !== "off" : over());
    };
    button.addEventListener("click", (event) => {
      if (wide.matches) {
        event.preventDefault(); // stay beside the text
        const on = root.dataset[name] === "off";
        root.dataset[name] = on ? "on" : "off";
        keep(name, root.dataset[name]);
        tell();
      } else if (!floats) {
        side.scrollIntoView(); // an old browser has it at the foot of the page
      }
    });
    wide.addEventListener("change", () => {
      if (over()) side.hidePopover();
      tell();
    });
    side.addEventListener("toggle", (event) => {
      tell();
      if (event.newState === "open") {
        const here = side.querySelector("[aria-current], .current > a") || side.querySelector("a");
        here.focus({ preventScroll: true });
        here.scrollIntoView({ block: "nearest" });
      }
    });
    // Some phones do not close a popover by a tap beside it.
    document.addEventListener("pointerdown", (event) => {
      if (over() && !side.contains(event.target) && !button.contains(event.target)) side.hidePopover();
    });
    side.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link) return;
      const element = link.pathname === location.pathname && target(link.hash);
      if (over()) side.hidePopover();
      if (element) setTimeout(() => focusOn(element));
    });
    tell();
  };
  panel("menu", 62.5);
  panel("contents", 75);

  // Everything that is folded, for who wants all of it, or all of it on paper.
  const openFolds = find(".open-folds");
  if (openFolds) {
    const folds = article.querySelectorAll("details.fold");
    openFolds.hidden = !folds.length;
    openFolds.addEventListener("click", () => {
      const all = [...folds].every((fold) => fold.open);
      for (const fold of folds) fold.open = !all;
      openFolds.textContent = all ? "Open all folds" : "Close all folds";
    });
  }

  // What is wider than its box can be scrolled by keys, too.
  for (const box of article.querySelectorAll("div.math, .pst-scrollable-table-container, .cell_output > .output")) {
    if (box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX === "auto") {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", "Scrolls sideways");
    }
  }

  // Where the reader is, in the contents.
  const links = new Map([...document.querySelectorAll("#contents a[href^='#']")].map((link) => [target(link.hash), link]));
  links.delete(null);
  if (links.size) {
    let last;
    const mark = () => {
      const edge = innerHeight / 3;
      const now = [...links.keys()].filter((section) => section.getBoundingClientRect().top < edge).pop();
      if (now === last) return;
      links.get(last)?.removeAttribute("aria-current");
      links.get(now)?.setAttribute("aria-current", "location");
      last = now;
    };
    let due = false;
    addEventListener("scroll", () => {
      if (!due) requestAnimationFrame(() => { due = false; mark(); });
      due = true;
    }, { passive: true });
    mark();
  }

  // The search: an index of sections, loaded when it is asked for. It works from a disk, too.
  const search = find("#search");
  const input = search.querySelector("input");
  const list = search.querySelector("ol");
  const count = search.querySelector(".count");
  const SHOWN = 30;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();
  const words = (text) => (plain(text).match(/[\p{L}\p{N}]+/gu) || []).map((word) => word.length > 4 ? word.replace(/e?s$/, "") : word);
  let index;
  const load = () => new Promise((done) => {
    if (window.bookIndex) return done();
    const script = document.createElement("script");
    script.src = `${root.dataset.content_root}book/search-index.js`;
    script.onload = done;
    script.onerror = () => { count.textContent = "The index of the course was not found."; };
    document.head.append(script);
  });
  const results = (query) => {
    index ||= window.bookIndex.map(([url, page, heading, text]) => ({ url, page, heading, text, low: plain(text), head: plain(heading), title: plain(page) }));
    const asked = words(query).map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, "gu"));
    if (!asked.length) return [];
    const hits = (text, word) => Math.min(text.match(word)?.length || 0, 5);
    const whole = plain(query).trim();
    return index.map((entry) => {
      const points = asked.map((word) => hits(entry.low, word) + 10 * hits(entry.head, word) + 2 * hits(entry.title, word));
      const said = asked.length > 1 && (entry.low.includes(whole) || entry.head.includes(whole)) ? 20 : 0;
      return { entry, asked, points: points.includes(0) ? 0 : points.reduce((a, b) => a + b) + said };
    }).filter((result) => result.points).sort((a, b) => b.points - a.points);
  };
  const excerpt = ({ entry, asked }) => {
    const found = asked.map((word) => { word.lastIndex = 0; return word.exec(entry.low)?.index; }).filter((at) => at !== undefined);
    const middle = found.length ? Math.min(...found) : 0;
    const start = middle < 70 ? 0 : entry.text.indexOf(" ", middle - 70) + 1;
    const end = entry.text.length < start + 200 ? entry.text.length : entry.text.lastIndexOf(" ", start + 200);
    const paragraph = document.createElement("p");
    const spans = asked.flatMap((word) => [...entry.low.slice(start, end).matchAll(word)].map((m) => [start + m.index, start + m.index + m[0].length]));
    let at = start;
    if (start) paragraph.append("… ");
    for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
      if (from < at) continue;
      const marked = document.createElement("mark");
      marked.textContent = entry.text.slice(from, to);
      paragraph.append(entry.text.slice(at, from), marked);
      at = to;
    }
    paragraph.append(entry.text.slice(at, end), end < entry.text.length ? " …" : "");
    return paragraph;
  };
  const show = async () => {
    const query = input.value.trim();
    try { sessionStorage.setItem("query", query); } catch { /* nothing is kept */ }
    if (query.length < 2) {
      list.replaceChildren();
      count.textContent = "";
      return;
    }
    await load();
    if (query !== input.value.trim()) return;
    const found = results(query);
    const places = found.length === 1 ? "1 place" : `${found.length} places`;
    count.textContent = !found.length ? "Nothing found." : found.length > SHOWN ? `${places}, the first ${SHOWN}` : places;
    list.replaceChildren(...found.slice(0, SHOWN).map((result) => {
      const { url, page, heading } = result.entry;
      const link = Object.assign(document.createElement("a"), { href: root.dataset.content_root + url, textContent: heading });
      const item = document.createElement("li");
      item.append(link, ...(heading === page ? [] : [Object.assign(document.createElement("span"), { textContent: page })]), excerpt(result));
      return item;
    }));
  };
  const openSearch = () => {
    if (search.open) return;
    try { input.value ||= sessionStorage.getItem("query") || ""; } catch { /* nothing was kept */ }
    search.showModal();
    input.select();
    show();
  };
  find(".find-button").addEventListener("click", openSearch);
  let wait;
  input.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(show, 120); });
  search.addEventListener("submit", (event) => {
    if (event.submitter?.matches(".close")) return;
    event.preventDefault();
    show();
  });
  search.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (event.target === search) search.close();
    if (!link) return;
    search.close();
    const element = link.pathname === location.pathname && target(link.hash);
    if (element) setTimeout(() => { reveal(element); focusOn(element); element.scrollIntoView(); });
  });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openSearch();
    }
  });
})();

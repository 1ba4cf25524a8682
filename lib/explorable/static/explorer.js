// Brings every figure of a static page to life: no kernel, no network, no other script but Vega beside it.
// A figure is complete as HTML already; its plan (Vega specification, caption, tables) is JSON inside it.
(() => {
  const vegaSource = new URL("vega.js", document.currentScript.src).href;
  const TOKEN = /\{([\p{L}_][\p{L}\p{N}_]*)(?:\.(\w+))?(?::([^}]*))?\}/gu;
  const NARROW = 600; // pixels of a page on which no drawing is higher than LOW
  const LOW = 190;
  const REDUCE = {
    first: (rows, name) => rows[0][name],
    last: (rows, name) => rows[rows.length - 1][name],
    min: (rows, name) => extreme(rows, name, (a, b) => a < b)?.[name],
    max: (rows, name) => extreme(rows, name, (a, b) => a > b)?.[name],
    argmin: (rows, name, key) => extreme(rows, name, (a, b) => a < b)?.[key],
    argmax: (rows, name, key) => extreme(rows, name, (a, b) => a > b)?.[key],
  };
  let vega, mayCompile;
  try {
    mayCompile = Boolean(new Function("return true"));
  } catch {
    mayCompile = false; // a strict content security policy: Vega then interprets its expressions, four times slower
  }

  function loadVega() {
    vega ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = vegaSource;
      script.onload = () =>
        window.vegaEmbed ? resolve(window.vegaEmbed) : reject(new Error("vega.js is incomplete: build the book again"));
      script.onerror = () => reject(new Error("vega.js, which stands beside explorer.js, did not load"));
      document.head.append(script);
    });
    return vega;
  }

  function extreme(rows, name, better) {
    return rows
      .filter((row) => row[name] != null && !Number.isNaN(row[name]))
      .reduce((best, row) => (best && !better(row[name], best[name]) ? best : row), undefined);
  }

  // As explorable.caption.number does: cut to 15 digits, rounded half away from zero, with a true minus sign.
  function number(value, format) {
    if (!format) return plain(value);
    const [, plus, comma, digits, kind] = /^(\+?)(,?)\.(\d+)([f%])$/.exec(format);
    const cut = value == null ? NaN : Number((kind === "%" ? value * 100 : value).toPrecision(15));
    if (!(Math.abs(cut) < 1e21)) return "n/a";
    const text = Math.abs(cut).toFixed(digits);
    const [whole, fraction] = text.split(".");
    const grouped = comma ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
    const sign = cut < 0 && Number(text) !== 0 ? "−" : plus;
    return sign + grouped + (fraction ? "." + fraction : "") + (kind === "%" ? "%" : "");
  }

  function plain(value) {
    if (value == null || Number.isNaN(value)) return "n/a";
    if (typeof value === "boolean") return value ? "yes" : "no";
    return String(value).replace(/T00:00:00$/, "");
  }

  function download(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // ---- one figure -------------------------------------------------------------------------------

  function figureOf(element) {
    const plan = JSON.parse(element.querySelector("script[type='application/json']").textContent);
    const controls = [...element.querySelectorAll("form [name]:not(button)")];
    const part = (selector) => element.querySelector(selector);
    const [notice, caption, spoken, picture] = [".message", "figcaption", ".spoken", ".picture"].map(part);
    const [title, details, question] = [".title", ".tools details", ".question"].map(part);
    let view, live, life, pause;
    let scale = 1;

    const valueOf = (control) =>
      control.type === "checkbox" ? control.checked : control.type === "range" ? control.valueAsNumber : control.value;
    const initial = (control) =>
      control.type === "checkbox"
        ? control.defaultChecked
        : control.type === "range"
          ? Number(control.defaultValue)
          : [...control.options].find((option) => option.defaultSelected).value;
    const isInitial = (control) => valueOf(control) === initial(control);

    function set(control, value) {
      if (control.type === "checkbox") control.checked = value;
      else control.value = value;
    }

    const rowsOf = (frame) => view.data(frame);
    const frameWith = (column) => plan.frames.find((frame) => column in (rowsOf(frame)[0] ?? {}));
    const tabled = plan.frames.filter((frame) => frame in plan.tables);

    function sentence() {
      const values = Object.fromEntries(controls.map((control) => [control.name, valueOf(control)]));
      return plan.caption.replace(TOKEN, (_, name, reduction, format) => {
        if (!reduction) return number(values[name], format);
        const frame = frameWith(name);
        return number(REDUCE[reduction](rowsOf(frame), name, plan.keys[frame]), format);
      });
    }

    // ---- its numbers ------------------------------------------------------------------------------------

    function fillTables() {
      const bodies = details.querySelectorAll("tbody");
      tabled.forEach((frame, k) => {
        const [columns, rows, body] = [plan.tables[frame], rowsOf(frame), bodies[k]];
        while (body.rows.length > rows.length) body.deleteRow(-1);
        while (body.rows.length < rows.length) body.append(body.rows[0].cloneNode(true));
        rows.forEach((row, i) => {
          const cells = body.rows[i].cells;
          columns.forEach(([name, , format], j) => (cells[j].textContent = number(row[name], format)));
        });
      });
      for (const some of details.querySelectorAll(".some")) some.textContent = "";
    }

    function saveCsv(k) {
      const columns = plan.tables[tabled[k]];
      const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const cell = (value) => (value == null || Number.isNaN(value) ? "" : quoted(String(value)));
      const lines = [columns.map(([, label]) => quoted(label))];
      for (const row of rowsOf(tabled[k])) lines.push(columns.map(([name]) => cell(row[name])));
      const text = lines.map((line) => line.join(",") + "\n").join("");
      download(`${element.id}${k ? `-${k + 1}` : ""}.csv`, new Blob([text], { type: "text/csv" }));
    }

    // ---- its controls -----------------------------------------------------------------------------------

    function readout(control) {
      const output = control.type === "range" && control.nextElementSibling;
      if (!output) return;
      const unit = control.dataset.unit ? ` ${control.dataset.unit}` : "";
      output.value = number(control.valueAsNumber, control.dataset.format) + unit;
      control.setAttribute("aria-valuetext", output.value);
    }

    function update() {
      for (const control of controls) {
        view.signal(control.name, valueOf(control));
        readout(control);
      }
      view.run();
      caption.textContent = sentence();
      if (details?.open) fillTables();
      reading.remove();
    }

    function moved() {
      update();
      clearTimeout(pause); // spoken once, when the hand has rested
      pause = setTimeout(() => (spoken.textContent = caption.textContent), 900);
    }

    async function enliven() {
      const embed = await loadVega();
      live = document.createElement("div");
      live.className = "live waiting";
      live.tabIndex = -1; // it scrolls where it must, and is no stop
      live.setAttribute("aria-hidden", "true"); // the picture's description, the caption and the table speak for it
      picture.append(live);
      ({ view } = await embed(live, plan.spec, {
        mode: "vega",
        renderer: "svg",
        actions: false,
        ast: !mayCompile,
        defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
      }));
      fit();
      update();
      live.classList.remove("waiting");
      picture.replaceChildren(live);
      for (const control of controls) control.addEventListener("input", moved);
      details?.addEventListener("toggle", () => details.open && fillTables());
      part("fieldset")?.removeAttribute("disabled");
      for (const buttons of element.querySelectorAll(".buttons")) buttons.hidden = false;
      new ResizeObserver(fit).observe(picture);
      element.dataset.alive = "";
    }

    // The drawing as wide as its box, whatever changed that: a turned phone, a sidebar, a fold, the whole screen.
    function fit() {
      if (!picture.clientWidth) return;
      const asked = getComputedStyle(element); // a page may ask for larger letters, and for a part of the window's height
      const ofWindow = isFull() ? 0.6 : Number(asked.getPropertyValue("--explorer-part"));
      scale = isFull()
        ? Math.max(1, Math.min(innerWidth / 800, innerHeight / 550))
        : Number(asked.getPropertyValue("--explorer-scale")) || 1;
      live.style.zoom = scale;
      const own = plan.spec.signals.some((signal) => signal.name === "width" && signal.init);
      if (own) view.signal("width", Math.floor(picture.clientWidth / scale));
      const { height } = plan.spec;
      if (Number.isFinite(height)) {
        view.height(ofWindow ? Math.max(120, (innerHeight * ofWindow) / scale) : innerWidth < NARROW ? Math.min(height, LOW) : height);
      }
      view.run();
      reading.remove();
    }

    // ---- a value read off the drawing, by mouse or finger --------------------------------------------------

    const reading = document.createElement("div");
    reading.className = "reading";
    reading.setAttribute("aria-hidden", "true"); // the table says the same

    function along(name, value) {
      const axis = view.scale(name);
      return axis(value) + (axis.bandwidth ? axis.bandwidth() / 2 : 0);
    }

    function nearest(x, y) {
      let best;
      for (const [frame, [across, up]] of Object.entries(plan.read)) {
        for (const row of rowsOf(frame)) {
          const [u, v] = [along("x", row[across]), along("y", row[up])];
          const far = (u - x) ** 2 + 0.05 * (v - y) ** 2;
          if (far < (best?.far ?? 80 ** 2)) best = { far, u, v, frame, row };
        }
      }
      return best;
    }

    function read(event) {
      const box = live?.querySelector("svg")?.getBoundingClientRect();
      if (!box) return;
      const [left, top] = view.origin();
      let best;
      try {
        best = nearest((event.clientX - box.left) / scale - left, (event.clientY - box.top) / scale - top);
      } catch {
        return; // a drawing without two plain axes
      }
      if (!best) return reading.remove();
      const columns = plan.tables[best.frame] ?? plan.read[best.frame].map((name) => [name, name, ""]);
      reading.textContent = columns
        .slice(0, 4)
        .map(([name, label, format]) => `${label}: ${number(best.row[name], typeof best.row[name] === "number" ? format : "")}`)
        .join(" · ");
      picture.append(reading);
      const [x, y] = [(best.u + left) * scale, (best.v + top) * scale];
      const room = picture.clientWidth - reading.offsetWidth;
      reading.style.left = `${Math.max(0, Math.min(x - reading.offsetWidth / 2, room))}px`;
      reading.style.top = `${y > reading.offsetHeight + 10 ? y - reading.offsetHeight - 10 : y + 14}px`;
    }

    picture.addEventListener("pointermove", read);
    picture.addEventListener("pointerdown", read);
    picture.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && reading.remove());

    // ---- the whole screen, and a picture to keep -----------------------------------------------------------

    const isFull = () => document.fullscreenElement === element || element.classList.contains("full");

    function sized() {
      fit();
      element.style.setProperty("--scale", scale);
      part("[name='full']").textContent = isFull() ? "Leave full screen" : "Full screen";
    }

    // Over the page, and the only thing that keys and fingers reach.
    function alone(on) {
      element.classList.toggle("full", on);
      for (let inside = element; inside !== document.body; inside = inside.parentElement) {
        for (const other of inside.parentElement.children) if (other !== inside) other.inert = on;
      }
    }

    async function toggleFull() {
      if (!isFull()) {
        await element.requestFullscreen?.().catch(() => {});
        if (!isFull()) alone(true); // a phone that gives a figure no screen of its own
      } else {
        alone(false);
        if (document.fullscreenElement) await document.exitFullscreen();
      }
      sized();
    }

    async function drawn() {
      const style = getComputedStyle(element);
      const ink = style.getPropertyValue("--explorer-ink").trim() || "#1f2933";
      const colored = (text) =>
        text.replace(/var\((--[\w-]+), *([^()]+)\)/g, (_, name, other) => style.getPropertyValue(name).trim() || other);
      const own = colored(colored(await view.toSVG()));
      const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(own).map(Number);
      const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
      const line = (y, size, text) =>
        `<text x="8" y="${y}" font-family="Helvetica, Arial, sans-serif" font-size="${size}" fill="${ink}">` +
        `${text.replace(/[&<>]/g, (sign) => signs[sign])}</text>`;
      const source = `${document.title} · ${addressed()}`;
      const text =
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + 60}">` +
        `<rect width="100%" height="100%" fill="${getComputedStyle(document.body).backgroundColor}"/>` +
        `${line(22, 16, title.textContent)}<g transform="translate(0 32)">${own}</g>${line(height + 50, 11, source)}</svg>`;
      return { text, width, height: height + 60 };
    }

    async function saveSvg() {
      download(`${element.id}.svg`, new Blob([(await drawn()).text], { type: "image/svg+xml" }));
    }

    async function savePng() {
      const { text, width, height } = await drawn();
      const image = new Image();
      image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [2 * width, 2 * height];
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => download(`${element.id}.png`, blob));
    }

    // A heading one step below the section's, so that a figure breaks no outline.
    const above = [...document.querySelectorAll("h1, h2, h3, h4, h5")].filter(
      (heading) => heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const level = above.length ? Number(above.at(-1).tagName[1]) + 1 : 2;
    for (const heading of element.querySelectorAll("[role='heading']")) heading.setAttribute("aria-level", level);

    // ---- the question before the figure ---------------------------------------------------------------------

    const verdict = question?.querySelector(".verdict");
    const finding = verdict?.textContent;
    if (question) {
      element.classList.add("asking");
      verdict.dataset.finding = finding;
      verdict.textContent = "";
      question.querySelector(".answers").hidden = false;
      for (const button of question.querySelectorAll("button")) {
        button.addEventListener("click", () => answer(button.value));
      }
    }

    function answer(said) {
      const { answer: right, because } = question.dataset;
      reveal();
      verdict.textContent =
        said === "" ? finding : said === right ? `Right: ${right}. ${because}` : `You said: ${said}. It is: ${right}. ${because}`;
      verdict.focus({ preventScroll: true });
    }

    function reveal() {
      if (!element.classList.contains("asking")) return;
      element.classList.replace("asking", "answered");
      question.querySelector(".answers").hidden = true;
      start();
    }

    // ---- its address ------------------------------------------------------------------------------------------

    // The setting that a link asks for; what it cannot have is said aloud and left as it was.
    function restore(asked) {
      const refused = [];
      for (const control of controls) set(control, initial(control));
      for (const [name, text] of asked) {
        const control = controls.find((each) => each.name === name);
        const value = control && parse(control, text);
        if (value === undefined) refused.push(`${name} = ${text}`);
        else set(control, value);
      }
      notice.textContent = refused.length ? `The link asks for what this figure cannot show: ${refused.join(", ")}.` : "";
      if (asked.length) reveal();
      if (view) update();
    }

    function parse(control, text) {
      if (control.type === "checkbox") return { on: true, off: false }[text];
      if (control.type !== "range") return [...control.options].find((option) => option.value === text)?.value;
      const value = text.trim() === "" ? NaN : Number(text);
      return value >= Number(control.min) && value <= Number(control.max) ? value : undefined;
    }

    const setting = () =>
      controls
        .filter((control) => !isInitial(control))
        .map((control) => {
          const value = valueOf(control);
          const text = control.type === "checkbox" ? (value ? "on" : "off") : String(value);
          return `${element.id}.${control.name}=${encodeURIComponent(text)}`;
        });
    const addressed = () => location.href.split("#")[0] + "#" + (setting().join("&") || element.id);

    async function copyLink() {
      try {
        await navigator.clipboard.writeText(addressed());
        notice.textContent = "Link copied.";
      } catch {
        notice.textContent = `Copy this link: ${addressed()}`;
      }
    }

    function reset() {
      restore([]);
      saveSettings();
    }

    const press = { reset, copy: copyLink, full: toggleFull, png: savePng, svg: saveSvg };
    for (const [name, run] of Object.entries(press)) {
      part(`.tools [name='${name}']`)?.addEventListener("click", () => start().then(run));
    }
    element.querySelectorAll("[name='csv']").forEach((button, k) => button.addEventListener("click", () => saveCsv(k)));
    element.addEventListener("fullscreenchange", () => view && sized());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && element.classList.contains("full")) toggleFull();
    });
    for (const control of controls) control.addEventListener("change", saveSettings);
    part("form")?.addEventListener("submit", (event) => event.preventDefault());

    function start() {
      if (element.classList.contains("asking")) return loadVega();
      return (life ??= enliven().catch((error) => {
        notice.textContent = `This figure stays a picture: ${error.message}.`;
        console.error(error);
      }));
    }
    return { element, title, start, restore, setting };
  }

  // ---- the page: one fragment for all its figures, each alive when it comes near ---------------------

  const figures = [...document.querySelectorAll("figure.explorer")].map(figureOf);
  let saving;

  // At most once in a third of a second: WebKit throws at a hundred in ten.
  function saveSettings() {
    saving ??= setTimeout(() => {
      saving = undefined;
      const all = figures.flatMap((figure) => figure.setting());
      history.replaceState(null, "", all.length ? "#" + all.join("&") : location.pathname + location.search);
    }, 300);
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a damaged escape is shown as it came
    }
  }

  function readSettings() {
    const asked = new Map(figures.map((figure) => [figure.element.id, []]));
    let first;
    for (const each of location.hash.slice(1).split("&")) {
      const match = /^([^.=]+)\.([^=]+)=(.*)$/.exec(each);
      const id = match && decoded(match[1]);
      if (!asked.has(id)) continue;
      asked.get(id).push([decoded(match[2]), decoded(match[3])]);
      first ??= figures.find((figure) => figure.element.id === id);
    }
    if (!first) return;
    for (const figure of figures) figure.restore(asked.get(figure.element.id));
    first.start().then(() => {
      first.element.scrollIntoView();
      first.title.focus({ preventScroll: true });
    });
  }

  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter((each) => each.isIntersecting)) {
        near.unobserve(entry.target);
        figures.find((figure) => figure.element === entry.target).start();
      }
    },
    { rootMargin: "400px" },
  );
  for (const figure of figures) near.observe(figure.element);
  window.addEventListener("hashchange", readSettings);
  readSettings();
})();

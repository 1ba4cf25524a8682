// Brings every figure of a static page to life: no kernel, no network, no other script but Vega beside it.
// A figure is complete as HTML already; its plan (Vega specification, caption, tables) is JSON inside it.
(() => {
  const vegaSource = new URL("vega.js", document.currentScript.src).href;
  const TOKEN = /\{([A-Za-z_]\w*)(?:\.(\w+))?(?::([^}]*))?\}/g;
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
      script.onload = () => resolve(window.vegaEmbed);
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

  // As explorable.caption.number does: rounded half away from zero, with a true minus sign.
  function number(value, format) {
    if (!format) return String(value);
    if (value == null || !Number.isFinite(value)) return "n/a";
    const [, plus, comma, digits, kind] = /^(\+?)(,?)\.(\d+)([f%])$/.exec(format);
    const text = Math.abs(kind === "%" ? value * 100 : value).toFixed(digits);
    const [whole, fraction] = text.split(".");
    const grouped = comma ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
    const sign = value < 0 && Number(text) !== 0 ? "−" : plus;
    return sign + grouped + (fraction ? "." + fraction : "") + (kind === "%" ? "%" : "");
  }

  // ---- one figure -------------------------------------------------------------------------------

  function figureOf(element) {
    const plan = JSON.parse(element.querySelector("script[type='application/json']").textContent);
    const controls = [...element.querySelectorAll("form [name]:not(button)")];
    const notice = element.querySelector(".notice");
    const caption = element.querySelector("figcaption");
    const details = element.querySelector("details");
    let view;

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

    function sentence() {
      const values = Object.fromEntries(controls.map((control) => [control.name, valueOf(control)]));
      return plan.caption.replace(TOKEN, (_, name, reduction, format) => {
        if (!reduction) return number(values[name], format);
        const frame = frameWith(name);
        return number(REDUCE[reduction](rowsOf(frame), name, plan.keys[frame]), format);
      });
    }

    function fillTables() {
      const bodies = details.querySelectorAll("tbody");
      const shownFrames = plan.frames.filter((frame) => frame in plan.tables);
      shownFrames.forEach((frame, k) => {
        const columns = plan.tables[frame];
        const rows = rowsOf(frame);
        const shown = bodies[k].rows.length;
        [...bodies[k].rows].forEach((line, i) => {
          const row = rows[shown > 1 ? Math.floor((i * (rows.length - 1)) / (shown - 1) + 0.5) : 0];
          columns.forEach(([name, , format], j) => (line.cells[j].textContent = number(row[name], format)));
        });
      });
    }

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
    }

    async function enliven() {
      const live = document.createElement("div");
      live.className = "live waiting";
      live.setAttribute("aria-hidden", "true"); // the figure's name, caption and table speak for the drawing
      const picture = element.querySelector(".picture");
      picture.append(live);
      const embed = await loadVega();
      ({ view } = await embed(live, plan.spec, {
        mode: "vega",
        renderer: "svg",
        actions: false,
        ast: !mayCompile,
        defaultStyle: false,
        tooltip: { disableDefaultStyle: true },
      }));
      update();
      live.classList.remove("waiting");
      picture.replaceChildren(live);
      for (const control of controls) control.addEventListener("input", update);
      details?.addEventListener("toggle", () => details.open && fillTables());
      element.querySelector("fieldset")?.removeAttribute("disabled");
      element.dataset.alive = "";
    }

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

    async function copyLink() {
      const address = location.href.split("#")[0] + "#" + (setting().join("&") || element.id);
      try {
        await navigator.clipboard.writeText(address);
        notice.textContent = "Link copied.";
      } catch {
        notice.textContent = `Copy this link: ${address}`;
      }
    }

    element.querySelector("[name='copy']")?.addEventListener("click", copyLink);
    element.querySelector("[name='reset']")?.addEventListener("click", () => {
      restore([]);
      saveSettings();
    });
    for (const control of controls) control.addEventListener("change", saveSettings);
    element.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());

    let life;
    const start = () =>
      (life ??= enliven().catch((error) => {
        notice.textContent = `This figure stays a picture: ${error.message}.`;
        console.error(error);
      }));
    return { element, start, restore, setting };
  }

  // ---- the page: one fragment for all its figures, each alive when it comes near ---------------------

  const figures = [...document.querySelectorAll("figure.explorer")].map(figureOf);

  function saveSettings() {
    const all = figures.flatMap((figure) => figure.setting());
    history.replaceState(null, "", all.length ? "#" + all.join("&") : location.pathname + location.search);
  }

  function readSettings() {
    const asked = new Map(figures.map((figure) => [figure.element.id, []]));
    let first;
    for (const part of location.hash.slice(1).split("&")) {
      const match = /^([^.=]+)\.([^=]+)=(.*)$/.exec(part);
      if (!match || !asked.has(match[1])) continue;
      let text = match[3];
      try {
        text = decodeURIComponent(text);
      } catch {
        // a damaged escape is shown as it came
      }
      asked.get(match[1]).push([match[2], text]);
      first ??= figures.find((figure) => figure.element.id === match[1]);
    }
    if (!first) return;
    for (const figure of figures) figure.restore(asked.get(figure.element.id));
    first.start().then(() => first.element.scrollIntoView());
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

(() => {
  const root = document.documentElement;
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const mode = ["light", "dark"].includes(kept("mode")) ? kept("mode") : "auto";
  root.dataset.mode = mode;
  root.dataset.theme = mode !== "auto" ? mode : matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.code = kept("code") === "on" ? "on" : "off";
  for (const side of ["menu", "contents"]) if (kept(side) === "off") root.dataset[side] = "off";
  root.classList.add("js");
})();

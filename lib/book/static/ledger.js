// Filters the ledger of claims by status and section; without it the whole list stands.
(() => {
  for (const ledger of document.querySelectorAll(".ledger")) {
    const filters = [...ledger.querySelectorAll("select")];
    const claims = [...ledger.querySelectorAll("li")];
    const count = ledger.querySelector(".count");
    const show = () => {
      for (const claim of claims) {
        claim.hidden = filters.some((filter) => filter.value && claim.dataset[filter.name] !== filter.value);
      }
      count.textContent = `${claims.filter((claim) => !claim.hidden).length} of ${claims.length} claims`;
    };
    // A link to one claim shows it whatever the filters say.
    const find = () => {
      const target = claims.find((claim) => `#${claim.id}` === location.hash);
      if (!target) return;
      for (const filter of filters) filter.value = "";
      show();
      target.scrollIntoView();
    };
    ledger.querySelector("fieldset").disabled = false;
    ledger.addEventListener("input", show);
    window.addEventListener("hashchange", find);
    show();
    find();
  }
})();

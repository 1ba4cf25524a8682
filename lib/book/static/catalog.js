// Searches the catalog of tables; without it the whole catalog stands.
(() => {
  for (const catalog of document.querySelectorAll(".catalog")) {
    const search = catalog.querySelector("input");
    const cards = [...catalog.querySelectorAll(".table-card")];
    const count = catalog.querySelector(".count");
    const texts = cards.map((card) => `${card.id} ${card.textContent}`.toLowerCase());
    const show = () => {
      const words = search.value.toLowerCase().split(/\s+/);
      cards.forEach((card, i) => (card.hidden = !words.every((word) => texts[i].includes(word))));
      count.textContent = `${cards.filter((card) => !card.hidden).length} of ${cards.length} tables`;
    };
    // A link to one table shows and opens it whatever the search says.
    const find = () => {
      const target = cards.find((card) => `#${card.id}` === location.hash);
      if (!target) return;
      search.value = "";
      show();
      target.querySelector("details").open = true;
      target.scrollIntoView();
    };
    catalog.querySelector("fieldset").disabled = false;
    catalog.addEventListener("input", show);
    catalog.addEventListener("submit", (event) => event.preventDefault());
    catalog.addEventListener("click", (event) => {
      if (event.target.closest(".contents a")?.hash === location.hash) find();
    });
    window.addEventListener("hashchange", find);
    show();
    find();
  }
})();

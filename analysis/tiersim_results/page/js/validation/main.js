// Puts it all on the page.
function start() {
  const find = (id) => document.getElementById(id);
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  state.subjects = new Set(store.subjects.keys());
  buildFilters();
  find("bars").addEventListener("change", (event) => {
    state.bars = Number(event.target.value);
    changed();
  });
  summarise();
  keepPanels(find("scatter"), comparedKind);
  keepPanels(find("part-errors"), partErrorsKind);
  stepKeys(find("steps"));
  watchTheScreen(find("controls"));
}
start();

// Puts it all on the page.
function start() {
  const find = (id) => document.getElementById(id);
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  buildControls();
  summarise();
  keepPanels(find("scatter"), scatterKind);
  lazily(find("scatter-table"), scatterTable);
  if (paths.length) {
    keepPanels(find("curves"), curvesKind);
    crossoverList(find("crossovers"));
    lazily(find("curves-table"), curvesTable);
  } else {
    find("sweep").remove();
  }
  keepPanels(find("waterfalls"), waterfallKind);
  stepKeys(find("steps"));
  lazily(find("waterfall-table"), waterfallTable);
  buildProfiles();
  watchTheScreen(find("controls"));
}
start();

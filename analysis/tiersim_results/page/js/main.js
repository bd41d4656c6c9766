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

  const box = find("controls");
  const wide = matchMedia("(min-width: 62rem)");
  const fold = () => { box.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
  for (const query of [darkQuery, narrowQuery]) query.addEventListener("change", redrawAll);
  const paper = (on) => () => {
    printing = on;
    document.documentElement.classList.toggle("paper", on);
    redrawAll();
    for (const panels of allPanels) {
      for (const { chart } of panels.values()) if (chart) chart.resize();
    }
  };
  addEventListener("beforeprint", paper(true));
  addEventListener("afterprint", paper(false));
  document.documentElement.classList.add("ready");
}
start();

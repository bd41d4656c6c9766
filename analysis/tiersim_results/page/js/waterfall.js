// Where the time goes: mean of every step, in the order in which a request passes them.
function partsOf(row) {
  const means = new Array(store.parts.length).fill(0);
  const sparse = rows.parts[row];
  for (let i = 0; i < sparse.length; i += 2) means[sparse[i]] = sparse[i + 1];
  return means;
}

function totalOf(row) {
  return partsOf(row).reduce((sum, part) => sum + part, 0);
}

// Fastest first; what has no request has no parts.
function waterfallRows(subject) {
  return rowsHere(subject).filter((row) => rows.parts[row].length)
    .sort((a, b) => totalOf(a) - totalOf(b));
}

// Names on the bars' pieces that are wide enough to hold them, and each bar's length at its end.
function totals(chart) {
  const context = chart.ctx;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = ink("muted");
  (chart.data.totals || []).forEach((text, bar) => {
    const ends = chart.data.datasets.map((_, index) => chart.getDatasetMeta(index).data[bar].x);
    const { y } = chart.getDatasetMeta(0).data[bar];
    context.fillText(text, Math.max(...ends) + 6, y + 0.5);
  });
}

const pieceNamesPlugin = {
  id: "pieceNames",
  afterDatasetsDraw(chart) {
    const context = chart.ctx;
    context.save();
    context.font = `11px ${Chart.defaults.font.family}`;
    totals(chart);
    context.textAlign = "center";
    context.textBaseline = "middle";
    chart.data.datasets.forEach((dataset, index) => {
      if (!dataset.pieceName) return;
      for (const bar of chart.getDatasetMeta(index).data) {
        const width = Math.abs(bar.x - bar.base);
        if (context.measureText(dataset.pieceName).width + 10 > width) continue;
        context.fillStyle = dataset.pieceInk;
        context.fillText(dataset.pieceName, (bar.x + bar.base) / 2, bar.y + 0.5);
      }
    });
    context.restore();
  },
};
chartPlugins.push(pieceNamesPlugin);

function barLabel(row, narrow) {
  const deployment = store.deployments[rows.deployment[row]].name;
  const operator = store.operators[rows.operator[row]];
  const marked = remarks(row).length ? " *" : "";
  return narrow ? [operator, `on ${deployment}${marked}`] : `${operator} on ${deployment}${marked}`;
}

const waterfallKind = {
  title: "Where the time goes",
  hint: hint("a piece of a bar", "walk over the pieces with the left and right arrow keys, over the bars with up and down"),
  picture(subject) {
    const all = waterfallRows(subject);
    const bars = all.slice(0, state.bars);
    const starred = bars.filter((row) => remarks(row).length);
    const late = bars.filter((row) => rows.in_time[row] < 1)
      .map((row) => `${curveName(row)} (${percent(rows.in_time[row])})`);
    const note = [
      all.length ? "" : "No scenario with figures is left here by the filters.",
      all.length > bars.length ? `The ${bars.length} fastest of ${all.length}.` : "",
      late.length ? `Not every request was answered in time: ${late.join(", ")}.` : "",
      starred.length ? `* ${[...new Set(starred.flatMap(remarks))].join(" or ")}.` : "",
    ].filter((text) => text).join(" ");
    if (!bars.length) return { note };
    const narrow = narrowQuery.matches;
    const means = bars.map(partsOf);
    const used = store.parts.map((part, i) => ({ part, i }))
      .filter(({ i }) => means.some((parts) => parts[i] > 0));
    const textOf = (bar, { part, i }) => `${curveName(bars[bar])}${remarkText(bars[bar])}: `
      + `${part.label} ${milliseconds(means[bar][i])} of ${milliseconds(totalOf(bars[bar]))}`;
    return {
      note,
      height: bars.length * (narrow ? 40 : 32) + 64,
      series: bars.map((_, bar) => used.map((use, datasetIndex) => (
        { datasetIndex, index: bar, text: textOf(bar, use), value: means[bar][use.i] }))
        .filter(({ value }) => value > 0)),
      config: {
        type: "bar",
        data: {
          labels: bars.map((row) => barLabel(row, narrow)),
          totals: bars.map((row) => milliseconds(totalOf(row))),
          datasets: used.map(({ part, i }) => ({
            label: part.label, data: means.map((parts) => parts[i]),
            backgroundColor: partColour(part), borderColor: ink("paper"),
            borderWidth: { left: 0, right: 1.5, top: 0, bottom: 0 }, borderSkipped: false,
            hoverBackgroundColor: edgeColour(part.colour),
            barPercentage: 0.82, categoryPercentage: 0.95,
            pieceName: pieceName(part), pieceInk: readableOn(partColour(part)),
          })),
        },
        options: {
          indexAxis: "y",
          scales: {
            x: axis("mean time of a request [ms]", "linear",
              { min: 0, max: totalOf(bars.at(-1)) * (narrow ? 1.3 : 1.1) }, { stacked: true }),
            y: { stacked: true, grid: { display: false, drawBorder: false },
              ticks: { color: ink("ink"), font: { size: 12 }, autoSkip: false } },
          },
          plugins: {
            legend: { display: false },
            tooltip: tooltip((item) => curveName(bars[item.dataIndex]) + remarkText(bars[item.dataIndex]),
              (item) => textOf(item.dataIndex, used[item.datasetIndex]).split(": ").slice(-1)[0]),
          },
        },
      },
    };
  },
};

function waterfallTable() {
  return shownSubjects().map((subject) => {
    const all = waterfallRows(subject);
    const used = store.parts.map((part, i) => ({ part, i }))
      .filter(({ i }) => all.some((row) => partsOf(row)[i] > 0));
    return table(
      `${[store.subjects[subject], placeText()].filter((text) => text).join(", ")}: mean of each step`,
      ["operator", "deployment", ...used.map(({ part }) => `#${part.label}`), "#all", "remarks"],
      all.map((row) => [store.operators[rows.operator[row]],
        store.deployments[rows.deployment[row]].name,
        ...used.map(({ i }) => (partsOf(row)[i] > 0 ? milliseconds(partsOf(row)[i]) : "")),
        milliseconds(totalOf(row)), remarks(row).join(", ")]),
    );
  });
}

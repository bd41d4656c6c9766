// By how much the mean of each part of a latency is off, in percent of the real mean latency.
function partErrors(row) {
  const errors = new Array(store.parts.length).fill(0);
  const sparse = rows.parts[row];
  for (let i = 0; i < sparse.length; i += 2) errors[sparse[i]] = sparse[i + 1];
  return errors;
}

function sumOf(row) {
  return partErrors(row).reduce((sum, error) => sum + error, 0);
}

function sizeOf(row) {
  return partErrors(row).reduce((sum, error) => sum + Math.abs(error), 0);
}

// A diamond on the sum of each bar's pieces.
const sumsPlugin = {
  id: "sums",
  afterDatasetsDraw(chart) {
    const bars = chart.getDatasetMeta(0).data;
    (chart.data.sums || []).forEach((sum, bar) => {
      drawMark(chart.ctx, { shape: SHAPES[2], colour: dark() ? "#ffffff" : "#000000" },
        chart.scales.x.getPixelForValue(sum), bars[bar].y, 4);
    });
  },
};
chartPlugins.push(sumsPlugin);

function errorRange(all) {
  const ends = all.flatMap((errors) => [
    errors.filter((e) => e < 0).reduce((a, b) => a + b, 0),
    errors.filter((e) => e > 0).reduce((a, b) => a + b, 0),
  ]);
  const room = 0.06 * Math.max(Math.max(...ends) - Math.min(...ends), 1);
  return { min: Math.min(...ends, -1) - room, max: Math.max(...ends, 1) + room };
}

const partErrorsKind = {
  title: "Error by part",
  hint: hint("a piece of a bar", "walk over the pieces with the left and right arrow keys, over the bars with up and down"),
  picture(subject) {
    const all = chosenRows(subject).sort((a, b) => sizeOf(b) - sizeOf(a));
    const bars = all.slice(0, state.bars);
    if (!bars.length) return { note: "No scenario with figures is left here by the filters." };
    const narrow = narrowQuery.matches;
    const errors = bars.map(partErrors);
    const used = store.parts.map((part, i) => ({ part, i }))
      .filter(({ i }) => errors.some((own) => own[i] !== 0));
    if (!used.length) return { note: "No part is off." };
    const textOf = (bar, { part, i }) => `${rowName(bars[bar])}: ${part.label} `
      + `${signedPercent(errors[bar][i])} of the mean latency, all parts ${signedPercent(sumOf(bars[bar]))}`;
    return {
      note: all.length > bars.length
        ? `The ${bars.length} with the largest errors of ${all.length}.` : "",
      height: bars.length * (narrow ? 40 : 30) + 64,
      series: bars.map((_, bar) => used.map((use, datasetIndex) => (
        { datasetIndex, index: bar, text: textOf(bar, use), value: errors[bar][use.i] }))
        .filter(({ value }) => value !== 0)).filter((points) => points.length),
      config: {
        type: "bar",
        data: {
          labels: bars.map((row) => (narrow
            ? [curveName(row), rows.place[row]].filter((text) => text) : rowName(row))),
          sums: bars.map(sumOf),
          datasets: used.map(({ part, i }) => ({
            label: part.label, data: errors.map((own) => own[i]),
            backgroundColor: partColour(part), borderWidth: 0,
            hoverBackgroundColor: edgeColour(part.colour),
            barPercentage: 0.8, categoryPercentage: 0.95,
          })),
        },
        options: {
          indexAxis: "y",
          scales: {
            x: axis(`simulated - ${store.reference} [% of the ${store.reference} mean]`, "linear",
              errorRange(errors), { stacked: true }),
            y: { stacked: true, grid: { display: false, drawBorder: false },
              ticks: { color: ink("ink"), font: { size: 12 }, autoSkip: false } },
          },
          plugins: {
            legend: { display: false },
            tooltip: tooltip((item) => rowName(bars[item.dataIndex]),
              (item) => textOf(item.dataIndex, used[item.datasetIndex]).split(": ").slice(-1)[0].split(", ")),
          },
        },
      },
    };
  },
};

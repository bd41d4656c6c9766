// Simulated against real latencies: on the line, both are equal.
function figureOf(half, row) {
  return rows[`${half}_${state.statistic}`][row];
}

function boundsOf(half, row) {
  return { low: rows[`${half}_${state.statistic}_low`][row], high: rows[`${half}_${state.statistic}_high`][row] };
}

function errorOf(row) {
  return 100 * rows[`${state.statistic}_error`][row];
}

function halfText(half, name, row) {
  const { low, high } = boundsOf(half, row);
  return `${name} ${milliseconds(figureOf(half, row))} (95 % interval ${interval(low, high)})`;
}

function comparedText(row) {
  return `${state.statistic} ${halfText("simulated", "simulated", row)}, `
    + `${halfText("reference", store.reference, row)}, error ${signedPercent(errorOf(row))}, `
    + `${rows.verdict[row]}`;
}

// A line through the whole picture, on which simulated = factor x reference.
function ratioLine(area, factor, dash) {
  return {
    type: "line", data: [area.min, area.max].map((x) => ({ x, y: factor * x })),
    borderColor: ink("muted"), borderWidth: dash.length ? 1 : 1.5, borderDash: dash,
    pointRadius: 0, pointHitRadius: 0, pointHoverRadius: 0,
  };
}

// Both axes have one range, of a factor of four at least, so that small errors look small.
function squareRange(values) {
  const range = logRange(values);
  const middle = Math.sqrt(range.min * range.max);
  const half = Math.max(Math.sqrt(range.max / range.min), 2);
  return { min: middle / half, max: middle * half };
}

const comparedKind = {
  title: "Simulated against real latency",
  hint: hint("a mark", "walk over the marks with the arrow keys"),
  picture(subject) {
    const here = chosenRows(subject)
      .filter((row) => figureOf("simulated", row) > 0 && figureOf("reference", row) > 0)
      .sort((a, b) => figureOf("reference", a) - figureOf("reference", b));
    if (!here.length) return { note: "No scenario with figures is left here by the filters." };
    const area = squareRange(here.flatMap((row) => ["simulated", "reference"]
      .flatMap((half) => [figureOf(half, row), boundsOf(half, row).low, boundsOf(half, row).high])));
    const data = here.map((row) => ({ x: figureOf("reference", row), y: figureOf("simulated", row) }));
    const still = { type: "scatter", data, pointRadius: 0, pointHoverRadius: 0 };
    const points = {
      ...still, pointHitRadius: 12,
      marks: here.map((row) => ({
        shape: operatorShape(rows.operator[row]), colour: deploymentColour(rows.deployment[row]),
        hollow: rows.verdict[row] === "off",
      })),
      intervals: here.map((row) => boundsOf("reference", row)), intervalAxis: "x",
      names: here.map((row) => (rows.verdict[row] === "off" ? rowName(row) : "")),
    };
    const upright = {
      ...still, pointHitRadius: 0,
      intervals: here.map((row) => boundsOf("simulated", row)), intervalAxis: "y",
    };
    const limit = store.limits[store.statistics.indexOf(state.statistic)];
    const lines = [ratioLine(area, 1, []),
      ...(limit ? [1 - limit, 1 + limit].map((factor) => ratioLine(area, factor, [4, 4])) : [])];
    const title = (half) => `${half} ${statisticName()} [ms]`;
    return {
      series: [here.map((row, index) => (
        { datasetIndex: 0, index, text: `${rowName(row)}: ${comparedText(row)}` }))],
      config: {
        type: "scatter",
        data: { datasets: [points, upright, ...lines] },
        options: {
          scales: {
            x: axis(title(store.reference), "logarithmic", area),
            y: axis(title("simulated"), "logarithmic", area),
          },
          plugins: {
            legend: { display: false },
            tooltip: {
              ...tooltip((item) => rowName(here[item.dataIndex]),
                (item) => comparedText(here[item.dataIndex]).split(", ")),
              filter: (item) => item.datasetIndex === 0,
            },
          },
        },
      },
    };
  },
};

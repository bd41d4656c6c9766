// Latency against one swept path, a curve per operator and deployment.
const CURVES_AT_FIRST = 9;

function pathTitle(path) {
  return path.unit ? `${path.path} [${path.unit}]` : path.path;
}

// The curves that the filters leave: {key, row (any of it), along (a row per value), invalid (rows without figures)}.
function curvesOf(subject) {
  const found = new Map();
  for (let row = 0; row < rowCount; ++row) {
    if (rows.subject[row] === subject && chosen(row)) {
      const key = curveKey(row);
      if (!found.has(key)) found.set(key, { key, row });
    }
  }
  return [...found.values()].map((curve) => {
    const all = rowsAlong(curve.key, state.axis, state.at);
    const along = all.map((row) => (rows.drawn[row] ? row : -1));
    const invalid = all.filter((row) => row >= 0 && !rows.drawn[row]);
    return { ...curve, along, invalid, row: all.find((row) => row >= 0) };
  }).filter((curve) => curve.row !== undefined)
    .sort((a, b) => rows.deployment[a.row] - rows.deployment[b.row]
      || rows.operator[a.row] - rows.operator[b.row]);
}

function fastest(candidates) {
  return candidates.reduce((a, b) => (valueOf(b) < valueOf(a) ? b : a), candidates[0]);
}

// At first: all, where they are few; else what is fastest somewhere in the sweep, then what is most often the fastest of its
// deployment or on the Pareto front.
function defaultCurves(curves) {
  if (curves.length <= CURVES_AT_FIRST) return new Set(curves.map((curve) => curve.key));
  const merit = new Map(curves.map((curve) => [curve.key, 0]));
  const count = paths[state.axis].labels.length;
  const add = (row, points) => merit.set(curveKey(row), merit.get(curveKey(row)) + points);
  for (let i = 0; i < count; ++i) {
    const here = curves.map((curve) => curve.along[i])
      .filter((row) => row >= 0 && Number.isFinite(valueOf(row)));
    if (!here.length) continue;
    add(fastest(here), 2 * count);
    for (const deployment of state.deployments) {
      const own = here.filter((row) => rows.deployment[row] === deployment);
      if (own.length) add(fastest(own), 1);
    }
    for (const row of paretoFront(here)) add(row, 1);
  }
  return new Set([...curves].filter((curve) => merit.get(curve.key) > 0)
    .sort((a, b) => merit.get(b.key) - merit.get(a.key))
    .slice(0, CURVES_AT_FIRST).map((curve) => curve.key));
}

function shownCurves(curves) {
  const first = defaultCurves(curves);
  return curves.filter(({ key }) => (state.curves.has(key) ? state.curves.get(key) : first.has(key)));
}

function curveText(row) {
  const path = paths[state.axis];
  return `${curveName(row)}${remarkText(row)} at ${path.labels[path.of[row]]}: ${describeLatency(row)}`;
}

function curveDataset(curve) {
  const path = paths[state.axis];
  const colour = deploymentColour(rows.deployment[curve.row]);
  const at = curve.along.map((row, i) => ({ row, i, x: path.text ? path.labels[i] : path.values[i] }))
    .filter(({ row, x }) => row >= 0 && x !== null && Number.isFinite(valueOf(row)));
  return {
    rows: at.map(({ row }) => row),
    dataset: {
      type: "line",
      data: at.map(({ row, x }) => ({ x, y: valueOf(row) })),
      borderColor: shownColour(colour), borderWidth: 2,
      borderDash: operatorDash(rows.operator[curve.row]), showLine: !path.text,
      pointRadius: 0, pointHoverRadius: 0, pointHitRadius: 10,
      marks: at.map(({ row }) => ({
        shape: operatorShape(rows.operator[row]), colour, hollow: remarks(row).length > 0,
      })),
      markRadius: at.length > 30 ? 3 : 4.5,
      intervals: at.map(({ row }) => intervalOf(row)), intervalAxis: "y",
      bandColour: path.text ? undefined : translucent(shownColour(colour), 0.2),
    },
  };
}

// A line where the slider stands.
const herePlugin = {
  id: "here",
  beforeDatasetsDraw(chart) {
    const { here } = chart.options;
    if (here === undefined || here === null) return;
    const x = chart.scales.x.getPixelForValue(here);
    const { top, bottom } = chart.chartArea;
    const context = chart.ctx;
    context.save();
    context.strokeStyle = ink("muted");
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, bottom);
    context.stroke();
    context.restore();
  },
};
chartPlugins.push(herePlugin);

function sweepAxis(path) {
  if (path.text) {
    return { type: "category", labels: path.labels, offset: true,
      title: { display: true, text: path.path, color: ink("muted"), font: { size: 13 } },
      grid: { color: ink("rule"), drawBorder: false }, ticks: { color: ink("muted") } };
  }
  const known = path.values.filter((value) => value !== null);
  const range = path.log ? logRange(known, 0.03)
    : { min: Math.min(...known), max: Math.max(...known) };
  return axis(pathTitle(path), path.log ? "logarithmic" : "linear", range);
}

function curvesNote(curves, shown, lines) {
  const notes = [];
  if (!curves.length) notes.push("No scenario with figures is left here by the filters.");
  else if (!shown.length) notes.push("No curve is ticked below.");
  const silent = shown.filter((curve, i) => lines[i].rows.length
    < curve.along.filter((row) => row >= 0).length);
  if (silent.length) {
    notes.push("Gaps, where too few requests were answered: "
      + `${silent.map((curve) => curveName(curve.row)).join(", ")}.`);
  }
  if (lines.some(({ rows: own }) => own.some((row) => !Number.isFinite(intervalOf(row).high)))) {
    notes.push("No band where the requests are too few to bound the interval.");
  }
  const invalid = shown.filter((curve) => curve.invalid.length);
  if (invalid.length) {
    notes.push(`Crosses, where a scenario is not valid: ${invalid.map((curve) => curveName(curve.row)).join(", ")}.`);
  }
  const others = placeText(state.axis);
  if (others) notes.push(`Held: ${others}.`);
  return notes.join(" ");
}

const curvesKind = {
  title: "Latency over the sweep",
  hint: hint("a mark", "walk along a curve with the left and right arrow keys, to the next with up and down"),
  picture(subject, panel) {
    const path = paths[state.axis];
    const curves = curvesOf(subject);
    const shown = shownCurves(curves);
    curveKeys(panel, curves, shown);
    const lines = shown.map(curveDataset);
    const note = curvesNote(curves, shown, lines);
    const rings = crossoverDataset(subject, shown);
    const found = lines.flatMap(({ dataset }) => dataset.data.map((point) => point.y));
    if (!found.length) return { note };
    const values = withGoal(found, latencyGoal());
    const wide = Math.max(...values) / Math.min(...values) >= 10;
    const ends = lines.flatMap(({ dataset }) => dataset.intervals
      .flatMap(({ low, high }) => [low, high]));
    const range = wide ? logRange([...values, ...ends])
      : { min: 0, max: 1.06 * Math.max(...[...values, ...ends].filter(Number.isFinite)) };
    const invalid = invalidDataset(shown, range.max);
    const all = [...lines, rings, invalid].filter((each) => each);
    const textOf = (datasetIndex, index) => (all[datasetIndex].texts
      ? all[datasetIndex].texts[index] : curveText(all[datasetIndex].rows[index]));
    return {
      note,
      series: all.map(({ dataset }, datasetIndex) => dataset.data.map((_, index) => (
        { datasetIndex, index, text: textOf(datasetIndex, index) })))
        .filter((points) => points.length),
      config: {
        type: "line",
        data: { datasets: all.map(({ dataset }) => dataset) },
        options: {
          goal: { y: latencyGoal() },
          here: path.text ? path.labels[state.at[state.axis]] : path.values[state.at[state.axis]],
          scales: {
            x: sweepAxis(path),
            y: axis(`${statisticName()} [ms]`, wide ? "logarithmic" : "linear", range),
          },
          plugins: {
            legend: { display: false },
            tooltip: tooltip(
              (item) => textOf(item.datasetIndex, item.dataIndex).split(": ")[0],
              (item) => textOf(item.datasetIndex, item.dataIndex).split(": ").slice(1).join(": ").split(", "),
            ),
          },
        },
      },
    };
  },
};

function curvesTable() {
  const path = paths[state.axis];
  return shownSubjects().map((subject) => {
    const shown = shownCurves(curvesOf(subject));
    return table(
      `${store.subjects[subject]}: ${statisticName()} with its 95 % interval`,
      [path.path, ...shown.map((curve) => `#${curveName(curve.row)}${remarkText(curve.row)}`)],
      path.labels.map((label, i) => [label, ...shown.map(({ along }) => (along[i] < 0 ? ""
        : `${milliseconds(valueOf(along[i]))} (${interval(intervalOf(along[i]).low, intervalOf(along[i]).high)})`))]),
    );
  });
}

// Accuracy against latency at the selected place, with the Pareto front.
function scatterText(row) {
  return `${curveName(row)}${remarkText(row)}: accuracy ${accuracyText(row)}, ${describeLatency(row)}`;
}

// By the size of the test set; two models that saw the same items compare better than that.
function accuracyBounds(row) {
  const [low, high] = [rows.accuracy_low[row], rows.accuracy_high[row]];
  return Number.isFinite(low) ? `${percent(low)} to ${percent(high)}` : "unknown";
}

function accuracyText(row) {
  return `${percent(rows.accuracy[row])} (95 % interval ${accuracyBounds(row)})`;
}

function scatterNote(subject, here, drawn) {
  const notes = [];
  const unrated = here.filter((row) => !Number.isFinite(rows.accuracy[row]));
  const silent = here.filter((row) => !Number.isFinite(valueOf(row)));
  if (!here.length) notes.push("No scenario with figures is left here by the filters.");
  else if (!drawn.length) notes.push("Nothing to draw:");
  if (unrated.length) {
    notes.push(`${plural(unrated.length, "scenario")} of unknown accuracy cannot be placed.`);
  }
  if (silent.length) {
    notes.push(`Answered too few requests to have this latency: ${silent.map(curveName).join(", ")}.`);
  }
  const invalid = invalidHere(subject);
  if (invalid.length) notes.push(`Not valid here: ${invalid.map(curveName).join(", ")}.`);
  if (drawn.some((row) => !Number.isFinite(intervalOf(row).high))) {
    notes.push("Arrows: the requests are too few to bound that end of the interval.");
  }
  return notes.join(" ");
}

function frontLine(front, area) {
  if (!front.length) return [];
  const points = front.map((row) => ({ x: valueOf(row), y: 100 * rows.accuracy[row] }));
  return [{ x: points[0].x, y: area.y.min }, ...points, { x: area.x.max, y: points.at(-1).y }];
}

const scatterKind = {
  title: "Accuracy against latency",
  hint: hint("a mark", "walk over the marks with the arrow keys"),
  picture(subject) {
    const here = rowsHere(subject);
    const drawn = here.filter((row) => Number.isFinite(valueOf(row))
      && Number.isFinite(rows.accuracy[row])).sort((a, b) => valueOf(a) - valueOf(b));
    const note = scatterNote(subject, here, drawn);
    if (!drawn.length) return { note };
    const ends = withGoal(
      drawn.flatMap((row) => [valueOf(row), intervalOf(row).low, intervalOf(row).high]), latencyGoal());
    const accuracies = withGoal(drawn.map((row) => 100 * rows.accuracy[row]), store.goal.accuracy);
    const area = { x: logRange(ends), y: accuracyRange(accuracies) };
    const front = paretoFront(drawn);
    const points = {
      type: "scatter",
      data: drawn.map((row) => ({ x: valueOf(row), y: 100 * rows.accuracy[row] })),
      pointRadius: 0, pointHoverRadius: 0, pointHitRadius: 12,
      marks: drawn.map((row) => ({
        shape: operatorShape(rows.operator[row]),
        colour: deploymentColour(rows.deployment[row]),
        hollow: remarks(row).length > 0,
      })),
      intervals: drawn.map(intervalOf), intervalAxis: "x",
      names: drawn.map((row) => (front.includes(row) ? curveName(row) + remarkText(row) : "")),
    };
    const line = {
      type: "line", data: frontLine(front, area), stepped: "before", borderColor: ink("muted"),
      borderWidth: 1.5, borderDash: [], pointRadius: 0, pointHitRadius: 0, pointHoverRadius: 0,
    };
    return {
      note,
      series: [drawn.map((row, index) => ({ datasetIndex: 0, index, text: scatterText(row) }))],
      config: {
        type: "scatter",
        data: { datasets: [points, line] },
        options: {
          goal: { x: latencyGoal(), y: store.goal.accuracy },
          scales: {
            x: axis(`${statisticName()} [ms]`, "logarithmic", area.x),
            y: axis("top-1 accuracy [%]", "linear", area.y),
          },
          plugins: {
            legend: { display: false },
            tooltip: {
              ...tooltip((item) => curveName(drawn[item.dataIndex]) + remarkText(drawn[item.dataIndex]),
                (item) => [`accuracy ${accuracyText(drawn[item.dataIndex])}`,
                  ...describeLatency(drawn[item.dataIndex]).split(", ")]),
              filter: (item) => item.datasetIndex === 0,
            },
          },
        },
      },
    };
  },
};

function scatterTable() {
  return shownSubjects().map((subject) => {
    const here = rowsHere(subject).sort((a, b) => valueOf(a) - valueOf(b));
    const front = new Set(paretoFront(here));
    return table(
      [store.subjects[subject], placeText()].filter((text) => text).join(", "),
      ["operator", "deployment", "#accuracy", "#95 % interval of the accuracy", ...store.statistics.flatMap((s) => [`#${s}`,
        `#95 % interval of the ${s}`]), "#profiles known to", "#answered in time", "on the front",
        "remarks"],
      here.map((row) => [
        store.operators[rows.operator[row]], store.deployments[rows.deployment[row]].name,
        percent(rows.accuracy[row]), accuracyBounds(row),
        ...store.statistics.flatMap((s) => [milliseconds(rows[s][row]),
          interval(rows[`${s}_low`][row], rows[`${s}_high`][row])]),
        Number.isFinite(rows.resolution[row]) ? `± ${milliseconds(rows.resolution[row], 2)}` : "unknown",
        percent(rows.in_time[row]), front.has(row) ? "yes" : "", remarks(row).join(", "),
      ]),
    );
  });
}

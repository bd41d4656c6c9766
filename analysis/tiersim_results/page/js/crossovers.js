// Where two curves change places, as they were calculated from the requests.
function crossoversOf(subject) {
  return store.crossovers.filter((crossover) => crossover.subject === store.subjects[subject]
    && crossover.path === paths[state.axis].path && foundHere(crossover));
}

// Along one path, with the others where the sliders stand.
function foundHere(crossover) {
  return paths.every((path, i) => !(path.path in crossover.at) || tied[state.axis][i]
    || crossover.at[path.path] === path.labels[state.at[i]]);
}

function crossoverText(crossover) {
  const { low_text: low, high_text: high } = crossover;
  const bounds = low && high ? `95 % interval ${low} to ${high}`
    : "its 95 % interval is not bounded within the sweep";
  return `${crossover.a} and ${crossover.b} change places at ${crossover.value_text}, ${bounds}`;
}

// Latency of a curve at a value between two of its points, on the axes as they are drawn.
function latencyAt(curve, value) {
  const path = paths[state.axis];
  const points = curve.along.filter((row) => row >= 0 && Number.isFinite(valueOf(row)))
    .map((row) => [path.values[path.of[row]], valueOf(row)]);
  const after = points.findIndex(([x]) => x >= value);
  if (after < 0) return NaN;
  if (points[after][0] === value) return points[after][1];
  if (!after) return NaN;
  const [[x0, y0], [x1, y1]] = [points[after - 1], points[after]];
  const along = path.log ? Math.log(value / x0) / Math.log(x1 / x0) : (value - x0) / (x1 - x0);
  return y0 * (y1 / y0) ** along;
}

// Rings on the crossings of curves that are both shown; none for other statistics than medians.
function crossoverDataset(subject, shown) {
  const path = paths[state.axis];
  if (state.statistic !== "median" || path.text) return null;
  const byName = new Map(shown.map((curve) => [curveName(curve.row), curve]));
  const marked = crossoversOf(subject)
    .filter(({ a, b, value }) => value !== null && byName.has(a) && byName.has(b))
    .map((crossover) => {
      const x = crossover.value / path.divisor;
      return { crossover, x, y: latencyAt(byName.get(crossover.a), x) };
    }).filter(({ y }) => Number.isFinite(y)).sort((a, b) => a.x - b.x);
  if (!marked.length) return null;
  const scaled = (value) => (value === null ? NaN : value / path.divisor);
  return {
    texts: marked.map(({ crossover }) => `Crossover: ${crossoverText(crossover)}`),
    dataset: {
      type: "line", showLine: false, data: marked.map(({ x, y }) => ({ x, y })),
      pointRadius: 0, pointHoverRadius: 0, pointHitRadius: 10,
      marks: marked.map(() => ({ shape: RING, colour: dark() ? "#ffffff" : "#000000", hollow: true, clear: true })),
      markRadius: 8,
      intervals: marked.map(({ crossover }) => (
        { low: scaled(crossover.low), high: scaled(crossover.high) })),
      intervalAxis: "x",
    },
  };
}

function crossoverList(host) {
  const fill = () => {
    const known = shownSubjects().flatMap((subject) => crossoversOf(subject)
      .map((crossover) => [store.subjects[subject], crossover]));
    host.hidden = !known.length;
    if (!known.length) return;
    host.replaceChildren(
      element("h3", { textContent: "Where they change places" }),
      table("Crossovers of the medians", ["subject", "one", "other", paths[state.axis].path,
        "95 % interval"], known.map(([subject, c]) => [subject, c.a, c.b,
        c.value_text || "in between",
        c.low_text && c.high_text ? `${c.low_text} to ${c.high_text}` : "not bounded"])),
    );
  };
  listeners.push(fill);
  fill();
}

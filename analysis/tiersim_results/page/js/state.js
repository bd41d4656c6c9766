// What the reader has chosen, and who wants to know when it changes.

// The quantile that the study's goal asks for first; without a goal, the first one.
function askedStatistic() {
  const asked = ["p99", "p95", "median"].find((name) => name in store.goal);
  return store.statistics.includes(asked) ? asked : store.statistics[0];
}

const state = {
  statistic: askedStatistic(),
  subjects: new Set([0]),
  operators: new Set(store.operators.keys()),
  deployments: new Set(store.deployments.keys()),
  at: paths.map((path) => Math.floor((path.labels.length - 1) / 2)),
  axis: longestPath(),
  curves: new Map(), // curve key -> shown, where the reader said so
  bars: 12,
};
if (places.length && !rowsByPlace.has(state.at.join())) {
  state.at = nearestPlace(state.at, state.axis, state.at[state.axis]);
}

// Numbers make curves, texts only rows of points.
function longestPath() {
  const length = (path) => path.labels.length - (path.text ? 0.5 : 0);
  let longest = 0;
  paths.forEach((path, i) => {
    if (length(path) > length(paths[longest])) longest = i;
  });
  return longest;
}

const listeners = [];
let scheduled = false;

// Many changes before the next frame cost one drawing.
function changed() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    for (const listener of listeners) listener();
  });
}

function chosen(row) {
  return state.subjects.has(rows.subject[row]) && state.operators.has(rows.operator[row])
    && state.deployments.has(rows.deployment[row]);
}

// Scenarios with figures at the selected place that the filters leave, of one subject.
function rowsHere(subject) {
  return (rowsByPlace.get(state.at.join()) || [])
    .filter((row) => rows.subject[row] === subject && rows.drawn[row] && chosen(row));
}

// Scenarios without figures at the selected place that the filters leave, of one subject.
function invalidHere(subject) {
  return (rowsByPlace.get(state.at.join()) || [])
    .filter((row) => rows.subject[row] === subject && !rows.drawn[row] && chosen(row));
}

function valueOf(row) {
  return rows[state.statistic][row];
}

function intervalOf(row) {
  return { low: rows[`${state.statistic}_low`][row], high: rows[`${state.statistic}_high`][row] };
}

function statisticName() {
  return state.statistic === "median" ? "median latency" : `${state.statistic} latency`;
}

function shownSubjects() {
  return [...state.subjects].sort((a, b) => a - b);
}

// "links.edge-cloud.bandwidth at 10 Mbps"; empty where nothing is swept. Along a path it says only
// what is held there.
function placeText(along = -1) {
  const held = (i) => along < 0 || (i !== along && !tied[along][i]);
  return paths.map((path, i) => (held(i) ? `${path.path} at ${path.labels[state.at[i]]}` : ""))
    .filter((text) => text).join(", ");
}

function describeLatency(row) {
  const { low, high } = intervalOf(row);
  return `${state.statistic} ${milliseconds(valueOf(row))}, 95 % interval ${interval(low, high)}`;
}

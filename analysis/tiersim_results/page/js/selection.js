// Which scenarios lie where on the swept paths. A place is one index per path.
const paths = store.sweeps;

function placeOf(row) {
  return paths.map((path) => path.of[row]);
}

const rowsByPlace = new Map();
const rowByCurve = new Map();

function curveKey(row) {
  return `${rows.subject[row]},${rows.operator[row]},${rows.deployment[row]}`;
}

for (let row = 0; row < rowCount; ++row) {
  const place = placeOf(row).join();
  if (!rowsByPlace.has(place)) rowsByPlace.set(place, []);
  rowsByPlace.get(place).push(row);
  rowByCurve.set(`${curveKey(row)}@${place}`, row);
}
const places = [...rowsByPlace.keys()].filter((key) => key !== "")
  .map((key) => key.split(",").map(Number));

// Paths that were zipped advance together: along one of them, the other is not held.
const tied = paths.map((_, path) => paths.map((__, other) => {
  const seen = new Map();
  return places.every((place) => {
    if (!seen.has(place[path])) seen.set(place[path], place[other]);
    return seen.get(place[path]) === place[other];
  });
}));

// The place nearest to `at` that the study has, with `path` at `index`.
function nearestPlace(at, path, index) {
  let best = at;
  let least = Infinity;
  for (const place of places) {
    if (place[path] !== index) continue;
    const distance = place.reduce((sum, value, i) => sum + Math.abs(value - at[i]), 0);
    if (distance < least) [best, least] = [place, distance];
  }
  return [...best];
}

// A curve's row at each value of a path, the other paths held; -1 where there is none.
function rowsAlong(key, path, at) {
  const found = new Array(paths[path].labels.length).fill(-1);
  for (const place of places) {
    if (!place.every((v, i) => i === path || tied[path][i] || v === at[i])) continue;
    const row = rowByCurve.get(`${key}@${place.join()}`);
    if (row !== undefined) found[place[path]] = row;
  }
  return found;
}

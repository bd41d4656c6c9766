// The data of the page, as written by data.py: columns with one entry per scenario.
const store = JSON.parse(document.getElementById("data").textContent);

// JSON has neither NaN nor infinity.
function decoded(column) {
  return column.map((value) => {
    if (value === null) return NaN;
    if (value === "inf") return Infinity;
    return value === "-inf" ? -Infinity : value;
  });
}

for (const [name, column] of Object.entries(store.scenarios)) {
  if (name !== "parts") store.scenarios[name] = decoded(column);
}
const rows = store.scenarios;
const rowCount = rows.subject.length;

function curveName(row) {
  const operator = store.operators[rows.operator[row]];
  return `${operator} on ${store.deployments[rows.deployment[row]].name}`;
}

// What a reader must know of a scenario before trusting it.
function remarks(row) {
  const found = [];
  if (rows.extrapolated[row]) found.push("extrapolated");
  if (rows.unstable[row]) found.push("unstable profile");
  return found;
}

function remarkText(row) {
  const found = remarks(row);
  return found.length ? ` (${found.join(", ")})` : "";
}

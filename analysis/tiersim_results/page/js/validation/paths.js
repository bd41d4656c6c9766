// All swept values are drawn at once: there is nothing to slide along.
const paths = [];
const places = [];

function rowName(row) {
  return [curveName(row), rows.place[row]].filter((text) => text).join(", ");
}

// The scenarios of one subject that the filters leave.
function chosenRows(subject) {
  return [...Array(rowCount).keys()].filter((row) => rows.subject[row] === subject && chosen(row));
}

function signedPercent(value, digits = 3) {
  if (!Number.isFinite(value)) return "unknown";
  return `${value > 0 ? "+" : ""}${plain(value, digits)} %`;
}

// Scenarios that are not valid have no figures. Crosses at the top of the curves say where they are.
const INVALID_SHAPE = cross(Math.PI / 4);

function invalidText(row) {
  const path = paths[state.axis];
  return `${curveName(row)} at ${path.labels[path.of[row]]}: not valid, no figures`;
}

// `curves`: as of curvesOf(). `top`: where the crosses stand on the axis of latencies.
function invalidDataset(curves, top) {
  const path = paths[state.axis];
  const at = curves.flatMap(({ invalid }) => invalid.map((row) => ({ row, i: path.of[row] })))
    .map(({ row, i }) => ({ row, x: path.text ? path.labels[i] : path.values[i], y: top }))
    .filter(({ x }) => x !== null);
  if (!at.length) return null;
  return {
    texts: at.map(({ row }) => invalidText(row)),
    dataset: {
      type: "line", data: at.map(({ x, y }) => ({ x, y })), showLine: false,
      pointRadius: 0, pointHoverRadius: 0, pointHitRadius: 10,
      marks: at.map(({ row }) => ({
        shape: INVALID_SHAPE, colour: deploymentColour(rows.deployment[row]), hollow: true,
      })),
    },
  };
}

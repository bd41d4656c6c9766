// The Pareto front: what no other scenario beats in latency (less) and accuracy (more).
function paretoFront(candidates) {
  const ordered = candidates
    .filter((row) => Number.isFinite(valueOf(row)) && Number.isFinite(rows.accuracy[row]))
    .sort((a, b) => valueOf(a) - valueOf(b) || rows.accuracy[b] - rows.accuracy[a]);
  let best = -Infinity;
  return ordered.filter((row) => {
    if (rows.accuracy[row] <= best) return false;
    best = rows.accuracy[row];
    return true;
  });
}

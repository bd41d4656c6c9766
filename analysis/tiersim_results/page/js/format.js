// Numbers as people read them.
function plain(value, digits = 4) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "unknown";
  return Number(value.toPrecision(digits)).toLocaleString("en", { maximumSignificantDigits: digits });
}

function milliseconds(value, digits = 3) {
  if (Number.isNaN(value)) return "unknown";
  if (!Number.isFinite(value)) return value > 0 ? "never" : "unknown";
  if (value !== 0 && Math.abs(value) < 1) return `${plain(value * 1000, digits)} µs`;
  if (Math.abs(value) < 1000) return `${plain(value, digits)} ms`;
  return `${plain(value / 1000, digits)} s`;
}

// A missing end: the requests are too few to bound it.
function interval(low, high) {
  if (!Number.isFinite(low) && !Number.isFinite(high)) return "not bounded";
  if (!Number.isFinite(high)) return `from ${milliseconds(low)}`;
  if (!Number.isFinite(low)) return `up to ${milliseconds(high)}`;
  return `${milliseconds(low)} to ${milliseconds(high)}`;
}

function percent(fraction, digits = 3) {
  return Number.isFinite(fraction) ? `${plain(100 * fraction, digits)} %` : "unknown";
}

function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

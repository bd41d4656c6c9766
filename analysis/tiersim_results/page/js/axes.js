// Axes that read like a ruler: few, round, evenly readable ticks.
function linearTicks(min, max, wanted = 6) {
  const raw = (max - min) / wanted;
  if (!(raw > 0)) return [min];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 2.5, 5, 10].find((s) => s * power >= raw) || 10);
  const ticks = [];
  for (let i = Math.ceil(min / step - 1e-9); i * step <= max * (1 + 1e-9); ++i) ticks.push(i * step);
  return ticks;
}

function logTicks(min, max) {
  if (max / min < 3) return linearTicks(min, max);
  const within = (steps) => {
    const ticks = [];
    for (let e = Math.floor(Math.log10(min)); e <= Math.ceil(Math.log10(max)); ++e) {
      for (const step of steps) {
        const tick = Number(`${step}e${e}`);
        if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) ticks.push(tick);
      }
    }
    return ticks;
  };
  return [[1], [1, 3], [1, 2, 5]].map(within).find((ticks) => ticks.length > 4) || within([1, 2, 5]);
}

function logRange(values, room = 0.06) {
  const finite = values.filter((value) => Number.isFinite(value) && value > 0);
  const low = Math.log10(Math.min(...finite));
  const high = Math.log10(Math.max(...finite));
  const pad = Math.max((high - low) * room, 0.02);
  return { min: 10 ** (low - pad), max: 10 ** (high + pad) };
}

// Accuracies a tenth of a point apart should not look like a cliff: two points at least.
function accuracyRange(values) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const half = Math.max((high - low) / 2, 0.9);
  const middle = (low + high) / 2;
  return { min: middle - 1.12 * half, max: Math.min(middle + 1.25 * half, 100.4) };
}

function axis(title, type, range, more = {}) {
  const ticks = type === "logarithmic" ? logTicks : linearTicks;
  return {
    type,
    ...range,
    title: { display: true, text: title, color: ink("muted"), font: { size: 13 } },
    grid: { color: ink("rule"), drawBorder: false, tickLength: 4 },
    ticks: { color: ink("muted"), font: { size: 12 }, maxRotation: 0, autoSkipPadding: 12,
      callback: (value) => plain(value) },
    afterBuildTicks: (scale) => {
      scale.ticks = ticks(scale.min, scale.max).map((value) => ({ value }));
    },
    ...more,
  };
}

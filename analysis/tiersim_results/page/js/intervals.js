// Draws a dataset's 95 % intervals: `intervals` holds {low, high} for each of its points, along
// `intervalAxis`, as whiskers or as one band. An end that is not bounded becomes an arrow.
const ARROW = 16; // px

function whisker(context, horizontal, at, from, to) {
  const line = (a, b, c, d) => {
    context.moveTo(...(horizontal ? [a, b] : [b, a]));
    context.lineTo(...(horizontal ? [c, d] : [d, c]));
  };
  context.beginPath();
  line(from.at, at, to.at, at);
  for (const end of [from, to]) {
    if (end.bounded) line(end.at, at - 4, end.at, at + 4);
    else for (const side of [-4, 4]) line(end.at, at, end.at - end.outward * 5, at + side);
  }
  context.stroke();
}

function band(context, scale, points, intervals) {
  let run = [];
  const fill = () => {
    if (run.length > 1) {
      context.beginPath();
      run.forEach(([x, low]) => context.lineTo(x, low));
      run.reverse().forEach(([x, , high]) => context.lineTo(x, high));
      context.closePath();
      context.fill();
    }
    run = [];
  };
  points.forEach((point, i) => {
    const { low, high } = intervals[i] || {};
    if (point.skip || !(low > 0) || !Number.isFinite(high)) fill();
    else run.push([point.x, scale.getPixelForValue(low), scale.getPixelForValue(high)]);
  });
  fill();
}

function whiskers(context, scale, horizontal, points, intervals) {
  const out = horizontal ? 1 : -1; // pixels grow to the right, but downwards
  points.forEach((point, i) => {
    const { low, high } = intervals[i] || {};
    if (point.skip || low === undefined) return;
    const [along, across] = horizontal ? [point.x, point.y] : [point.y, point.x];
    const end = (value, outward) => (Number.isFinite(value) && value > 0
      ? { at: scale.getPixelForValue(value), bounded: true, outward }
      : { at: along + outward * ARROW, bounded: false, outward });
    whisker(context, horizontal, across, end(low, -out), end(high, out));
  });
}

const intervalsPlugin = {
  id: "intervals",
  beforeDatasetsDraw(chart) {
    const { ctx: context, chartArea: area } = chart;
    context.save();
    context.beginPath();
    context.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    context.clip();
    chart.data.datasets.forEach((dataset, index) => {
      if (!dataset.intervals) return;
      const scale = chart.scales[dataset.intervalAxis];
      const points = chart.getDatasetMeta(index).data;
      if (dataset.bandColour) {
        context.fillStyle = dataset.bandColour;
        band(context, scale, points, dataset.intervals);
      } else {
        context.strokeStyle = ink("ink");
        context.lineWidth = 1.2;
        whiskers(context, scale, dataset.intervalAxis === "x", points, dataset.intervals);
      }
    });
    context.restore();
  },
};

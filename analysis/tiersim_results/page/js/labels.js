// Writes names beside points: `names` of a dataset holds a text, or nothing, for each of its
// points. A name that finds no free room is left out; it is in the table and under the pointer.
function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function room(area, taken, x, y, width) {
  const height = 14;
  const spots = [[x + 11, y - height - 3], [x - 11 - width, y - height - 3], [x + 11, y + 5],
    [x - 11 - width, y + 5], [x - width / 2, y - height - 10],
    [x - width / 2, y + 11], [x + 4, y - height - 17], [x - 4 - width, y - height - 17],
    [x + 4, y + 18], [x - 4 - width, y + 18]];
  return spots.map(([left, top]) => ({ left, top, right: left + width, bottom: top + height }))
    .find((box) => box.left >= area.left && box.right <= area.right && box.top >= area.top
      && box.bottom <= area.bottom && !taken.some((other) => overlaps(box, other)));
}

const labelsPlugin = {
  id: "labels",
  afterDatasetsDraw(chart) {
    const context = chart.ctx;
    const taken = [];
    chart.data.datasets.forEach((dataset, index) => {
      if (!dataset.names) return;
      for (const { x, y } of chart.getDatasetMeta(index).data) {
        taken.push({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 });
      }
    });
    context.save();
    context.font = `12px ${Chart.defaults.font.family}`;
    context.textBaseline = "top";
    context.fillStyle = ink("ink");
    context.strokeStyle = ink("paper"); // a rim, for lines that pass behind
    context.lineWidth = 4;
    context.lineJoin = "round";
    chart.data.datasets.forEach((dataset, index) => {
      (dataset.names || []).forEach((name, i) => {
        const point = chart.getDatasetMeta(index).data[i];
        if (!name || !point || point.skip) return;
        const box = room(chart.chartArea, taken, point.x, point.y, context.measureText(name).width);
        if (!box) return;
        taken.push(box);
        context.strokeText(name, box.left, box.top + 1);
        context.fillText(name, box.left, box.top + 1);
      });
    });
    context.restore();
  },
};

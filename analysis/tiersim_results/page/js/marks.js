// Draws a dataset's markers: `marks` holds {shape, colour, hollow, clear} for each of its points. The
// library's own are too few to tell ten operators apart.
const shapePaths = new Map();

function shapePath(shape, radius) {
  const key = `${radius} ${shape}`;
  if (!shapePaths.has(key)) {
    const path = new Path2D();
    path.addPath(new Path2D(shape), new DOMMatrix([radius, 0, 0, radius, 0, 0]));
    shapePaths.set(key, path);
  }
  return shapePaths.get(key);
}

function drawMark(context, mark, x, y, radius) {
  const path = shapePath(mark.shape, radius);
  context.save();
  context.translate(x, y);
  context.fillStyle = mark.hollow ? ink("paper") : shownColour(mark.colour);
  context.strokeStyle = mark.hollow ? shownColour(mark.colour) : edgeColour(mark.colour);
  context.lineWidth = mark.hollow ? 2 : 1;
  if (!mark.clear) context.fill(path);
  context.stroke(path);
  context.restore();
}

const marksPlugin = {
  id: "marks",
  afterDatasetsDraw(chart) {
    const context = chart.ctx;
    const active = chart.getActiveElements();
    context.save();
    chart.data.datasets.forEach((dataset, datasetIndex) => {
      if (!dataset.marks) return;
      chart.getDatasetMeta(datasetIndex).data.forEach((point, index) => {
        if (point.skip || !dataset.marks[index]) return;
        const on = active.some((a) => a.datasetIndex === datasetIndex && a.index === index);
        if (on) {
          context.beginPath();
          context.arc(point.x, point.y, 13, 0, 2 * Math.PI);
          context.strokeStyle = ink("ink");
          context.lineWidth = 2;
          context.stroke();
        }
        drawMark(context, dataset.marks[index], point.x, point.y, dataset.markRadius || 6);
      });
    });
    context.restore();
  },
};

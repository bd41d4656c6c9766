// The limits of the study's goal as lines: `options.goal` holds {x, y}, in the units of the axes.
function latencyGoal() {
  return store.goal[state.statistic];
}

function withGoal(values, limit) {
  return limit === undefined ? values : [...values, limit];
}

function goalLine(context, [fromX, fromY], [toX, toY]) {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

const goalPlugin = {
  id: "goal",
  beforeDatasetsDraw(chart) {
    const { x, y } = chart.options.goal || {};
    const { top, bottom, left, right } = chart.chartArea;
    const context = chart.ctx;
    context.save();
    context.strokeStyle = ink("ink");
    context.fillStyle = ink("muted");
    context.lineWidth = 1.5;
    context.setLineDash([8, 4]);
    context.font = `12px ${Chart.defaults.font.family}`;
    if (x !== undefined) {
      const at = chart.scales.x.getPixelForValue(x);
      goalLine(context, [at, top], [at, bottom]);
      context.fillText("goal", at + 4, bottom - 6);
    }
    if (y !== undefined) {
      const at = chart.scales.y.getPixelForValue(y);
      goalLine(context, [left, at], [right, at]);
      context.fillText("goal", left + 4, at - 5);
    }
    context.restore();
  },
};
chartPlugins.push(goalPlugin);

// One picture per subject, side by side: accuracies and latencies of different models do not
// compare. A panel is a chart that the keyboard can walk over, with the active point in words.
const chartPlugins = [intervalsPlugin, marksPlugin, labelsPlugin];

function hint(target, keys) {
  return narrowQuery.matches ? `Tap ${target} for its figures.`
    : `Point at ${target} for its figures, or ${keys}.`;
}

class Panel {
  constructor(host, kind, subject) {
    const name = store.subjects[subject];
    this.canvas = element("canvas", { tabIndex: 0 });
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label",
      `${kind.title}, ${name}. Arrow keys walk over the points; the table below has them all.`);
    this.box = element("div", { className: "chart" }, this.canvas);
    this.readout = element("p", { className: "readout" });
    this.readout.setAttribute("aria-live", "polite");
    this.note = element("p", { className: "note" });
    this.extra = element("div");
    this.figure = element("figure", {},
      element("figcaption", {}, element("h3", { textContent: name })),
      this.box, this.readout, this.note, this.extra);
    host.append(this.figure);
    this.kind = kind;
    this.subject = subject;
    this.chart = null;
    this.series = []; // [[{datasetIndex, index, text}, ...], ...]: what the keyboard walks over
    this.place = null;
    this.canvas.addEventListener("keydown", (event) => this.walk(event));
    this.canvas.addEventListener("blur", () => this.activate(null));
    this.draw();
  }

  // `still`: at once, as for paper; else points glide to their new places.
  draw(still = false) {
    const picture = this.kind.picture(this.subject, this);
    this.box.hidden = !picture.config;
    this.readout.hidden = !picture.config;
    this.note.textContent = picture.note || "";
    this.series = picture.series || [];
    this.say(null);
    if (picture.height) this.box.style.height = `${picture.height}px`;
    if (!picture.config) return;
    const { type, data, options } = picture.config;
    const common = {
      responsive: true, maintainAspectRatio: false, animation: animation(),
      onClick: (_, elements) => this.find(elements[0]),
    };
    if (!this.chart) {
      this.chart = new Chart(this.canvas,
        { type, data, options: { ...common, ...options, animation: false }, plugins: chartPlugins });
    } else {
      this.chart.setActiveElements([]);
      this.chart.data = data;
      this.chart.options = { ...common, ...options };
      this.chart.update(still ? "none" : undefined);
    }
  }

  say(text) {
    const words = text || this.kind.hint;
    if (this.readout.textContent !== words) this.readout.textContent = words;
  }

  find(clicked) {
    if (!clicked) return;
    for (const [line, points] of this.series.entries()) {
      const at = points.findIndex((point) => point.datasetIndex === clicked.datasetIndex
        && point.index === clicked.index);
      if (at >= 0) this.activate([line, at]);
    }
  }

  walk(event) {
    const [line, at] = this.place || [0, -1];
    const lines = this.series.length;
    if (!lines) return;
    const last = this.series[line].length - 1;
    const sideways = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last };
    const across = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in sideways) {
      this.activate([line, Math.max(0, Math.min(last, sideways[event.key]))]);
    } else if (event.key in across && lines === 1) {
      this.activate([0, Math.max(0, Math.min(last, at + across[event.key]))]);
    } else if (event.key in across) {
      const next = this.place ? (line + across[event.key] + lines) % lines : 0;
      this.activate([next, Math.max(0, Math.min(this.series[next].length - 1, at))]);
    } else if (event.key === "Escape") {
      this.activate(null);
    } else {
      return;
    }
    event.preventDefault();
  }

  activate(place) {
    this.place = place;
    const point = place && this.series[place[0]][place[1]];
    this.say(point && point.text);
    if (!this.chart) return;
    const active = point ? [{ datasetIndex: point.datasetIndex, index: point.index }] : [];
    this.chart.setActiveElements(active);
    this.chart.tooltip.setActiveElements(active, { x: 0, y: 0 });
    this.chart.update("none");
  }

  remove() {
    if (this.chart) this.chart.destroy();
    this.figure.remove();
  }
}

const allPanels = [];

// Keeps one panel of `kind` in `host` for each chosen subject.
function keepPanels(host, kind) {
  const panels = new Map();
  allPanels.push(panels);
  const sync = () => {
    for (const [subject, panel] of panels) {
      if (!state.subjects.has(subject)) {
        panel.remove();
        panels.delete(subject);
      } else {
        panel.draw();
      }
    }
    for (const subject of shownSubjects()) {
      if (!panels.has(subject)) panels.set(subject, new Panel(host, kind, subject));
    }
    // Moved only where the order is wrong: what is moved loses the focus.
    shownSubjects().forEach((subject, place) => {
      const { figure } = panels.get(subject);
      if (host.children[place] !== figure) host.insertBefore(figure, host.children[place]);
    });
  };
  listeners.push(sync);
  sync();
}

function redrawAll() {
  inks.clear();
  repaintSwatches();
  for (const panels of allPanels) for (const panel of panels.values()) panel.draw(true);
}

function tooltip(titles, lines) {
  return {
    displayColors: false, padding: 10, caretPadding: 12,
    backgroundColor: ink("ink"), titleColor: ink("paper"), bodyColor: ink("paper"),
    callbacks: { title: (items) => items.slice(0, 1).map(titles), label: lines },
  };
}

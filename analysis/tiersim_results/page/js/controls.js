// The filters, which are also the legend, and the sliders.
function checkboxes(fieldset, names, selected, look) {
  const inputs = names.map((name, index) => {
    const input = element("input", { type: "checkbox", checked: selected.has(index) });
    input.addEventListener("change", () => {
      if (input.checked) selected.add(index);
      else selected.delete(index);
      changed();
    });
    fieldset.append(element("label", {}, input, ...(look ? [swatch(() => look(index))] : []),
      element("span", { textContent: name })));
    return input;
  });
  if (names.length < 3) return;
  const all = (checked) => () => {
    inputs.forEach((input, index) => {
      input.checked = checked;
      if (checked) selected.add(index);
      else selected.delete(index);
    });
    changed();
  };
  const what = fieldset.querySelector("legend").textContent;
  const button = (text, checked) => {
    const made = element("button", { type: "button", textContent: text, onclick: all(checked) });
    made.setAttribute("aria-label", `${text} of ${what}`);
    return made;
  };
  fieldset.append(element("div", { className: "buttons" }, button("All", true), button("None", false)));
}

function slider(host, path, index) {
  const input = element("input", { type: "range", min: 0, max: path.labels.length - 1, step: 1,
    value: state.at[index], id: `slider-${index}` });
  const output = element("output", {});
  output.htmlFor = input.id;
  const show = () => {
    input.value = state.at[index];
    output.textContent = path.labels[state.at[index]];
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => {
    state.at = nearestPlace(state.at, index, Number(input.value));
    show();
    changed();
  });
  listeners.push(show);
  show();
  const label = element("label", { htmlFor: input.id, textContent: path.path });
  host.append(element("div", { className: "slider" }, element("div", {}, label, output), input));
}

function radios(fieldset, group, options, selected, choose) {
  options.forEach((text, index) => {
    const input = element("input", { type: "radio", name: group, checked: index === selected });
    input.addEventListener("change", () => {
      choose(index);
      changed();
    });
    fieldset.append(element("label", {}, input, element("span", { textContent: text })));
  });
}

// Which subjects, deployments and operators are drawn, and which statistic of them.
function buildFilters() {
  const find = (id) => document.getElementById(id);
  checkboxes(find("filter-subject"), store.subjects, state.subjects);
  checkboxes(find("filter-deployment"), store.deployments.map((d) => d.name), state.deployments,
    (index) => ({ colour: deploymentColour(index) }));
  checkboxes(find("filter-operator"), store.operators, state.operators,
    (index) => ({ colour: "#7a828c", shape: operatorShape(index) }));
  radios(find("choice-statistic"), "statistic", store.statistics,
    store.statistics.indexOf(state.statistic), (index) => {
    state.statistic = store.statistics[index];
  });
}

function buildControls() {
  const find = (id) => document.getElementById(id);
  buildFilters();
  paths.forEach((path, index) => slider(find("sliders"), path, index));
  find("sliders").hidden = !paths.length;
  if (paths.length > 1) {
    radios(find("choice-axis"), "axis", paths.map((path) => path.path), state.axis, (index) => {
      state.axis = index;
    });
  }
  find("choice-axis").hidden = paths.length < 2;
  find("bars").addEventListener("change", (event) => {
    state.bars = Number(event.target.value);
    changed();
  });
}

// What is selected, in words: it stays in sight where the controls are folded away.
function summarise() {
  const host = document.getElementById("selected");
  const fill = () => {
    const subjects = shownSubjects().map((subject) => store.subjects[subject]);
    const values = paths.map((path, i) => path.labels[state.at[i]]);
    host.textContent = [subjects.join(", ") || "no subject", ...values, state.statistic].join(" · ");
  };
  listeners.push(fill);
  fill();
}

// Folds the filters away where the screen is narrow, and draws anew for another theme, another
// width or paper. Then the page is ready.
function watchTheScreen(box) {
  const wide = matchMedia("(min-width: 62rem)");
  const fold = () => { box.open = wide.matches; };
  wide.addEventListener("change", fold);
  fold();
  for (const query of [darkQuery, narrowQuery]) query.addEventListener("change", redrawAll);
  const paper = (on) => () => {
    printing = on;
    document.documentElement.classList.toggle("paper", on);
    redrawAll();
    for (const panels of allPanels) {
      for (const { chart } of panels.values()) if (chart) chart.resize();
    }
  };
  addEventListener("beforeprint", paper(true));
  addEventListener("afterprint", paper(false));
  document.documentElement.classList.add("ready");
}

// The legend of the curves, which is also the choice of them.
function keyItem(curve, shown) {
  const row = curve.along.find((r) => r >= 0 && remarks(r).length) ?? curve.row;
  const input = element("input", { type: "checkbox", checked: shown });
  input.addEventListener("change", () => {
    state.curves.set(curve.key, input.checked);
    changed();
  });
  const look = () => ({
    colour: deploymentColour(rows.deployment[row]), shape: operatorShape(rows.operator[row]),
    dash: operatorDash(rows.operator[row]), hollow: remarks(row).length > 0,
  });
  return element("label", {}, input, swatch(look),
    element("span", { textContent: curveName(row) + remarkText(row) }));
}

// Built again only when the curves on offer change, so that a ticked box keeps the focus.
function curveKeys(panel, curves, shown) {
  const offered = `${curves.map((curve) => curve.key).join(";")}@${state.statistic}`
    + `@${state.axis}@${placeText(state.axis)}`;
  if (panel.offered === offered) return;
  panel.offered = offered;
  const on = new Set(shown.map((curve) => curve.key));
  const list = (which) => element("div", { className: "keys" },
    ...which.map((curve) => keyItem(curve, on.has(curve.key))));
  const legend = element("legend", { textContent: "Curves" });
  const others = curves.filter((curve) => !on.has(curve.key));
  const group = element("fieldset", { className: "curve-keys" }, legend,
    list(curves.filter((curve) => on.has(curve.key))));
  if (others.length) {
    group.append(element("details", {},
      element("summary", { textContent: `${plural(others.length, "more curve")}` }), list(others)));
  }
  panel.extra.replaceChildren(group);
}

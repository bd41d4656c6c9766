// The look and the name of one part of a latency: a colour for each step, a shade for each place.
function partStrength(part) {
  const [source, target] = part.place.split("-");
  if (part.step !== "network") return { mobile: 0.62, edge: 0.8 }[source] || 1;
  return source === "client" || (source === "mobile" && target) || (source === "edge" && target === "cloud")
    ? 1 : 0.6;
}

// Mixed, not see-through: no grid line shines through a bar.
function partColour(part) {
  return mixed(part.colour, dark() ? "#e7eaee" : "#ffffff", 1 - partStrength(part));
}

function pieceName(part) {
  return part.step === "network" ? part.place.replace("-", " → ") : `${part.step} ${part.place}`;
}

// White or black, whichever reads better.
function readableOn(colour) {
  const [r, g, b] = colour.match(/\d+/g).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b > 125 ? "#111" : "#fff";
}

// The key to the colours of the steps.
function stepKeys(host) {
  const present = new Set(store.parts.map((part) => part.step));
  for (const { name, meaning, colour } of store.steps.filter((step) => present.has(step.name))) {
    host.append(element("li", {}, swatch(() => ({ colour })),
      element("span", { textContent: `${name}: ${meaning}` })));
  }
}

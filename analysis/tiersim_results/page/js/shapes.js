// One marker and one dash per operator, so that colour is never the only thing that tells.
function polygon(corners, turn = 0, radius = 1, inner = radius) {
  const points = [];
  const steps = inner === radius ? corners : 2 * corners;
  for (let step = 0; step < steps; ++step) {
    const angle = (2 * Math.PI * step) / steps - Math.PI / 2 + turn;
    const r = step % 2 && inner !== radius ? inner : radius;
    points.push(`${(r * Math.cos(angle)).toFixed(3)},${(r * Math.sin(angle)).toFixed(3)}`);
  }
  return `M${points.join("L")}Z`;
}

function cross(turn) {
  const corners = [[-1, -3], [1, -3], [1, -1], [3, -1], [3, 1], [1, 1], [1, 3], [-1, 3], [-1, 1],
    [-3, 1], [-3, -1], [-1, -1]];
  const points = corners.map(([x, y]) => {
    const u = 0.37 * (x * Math.cos(turn) - y * Math.sin(turn));
    const v = 0.37 * (x * Math.sin(turn) + y * Math.cos(turn));
    return `${u.toFixed(3)},${v.toFixed(3)}`;
  });
  return `M${points.join("L")}Z`;
}

// SVG paths within a circle of radius 1, about equal in area.
const SHAPES = [
  "M0.9,0A0.9,0.9 0 1 1 -0.9,0A0.9,0.9 0 1 1 0.9,0Z",
  polygon(4, Math.PI / 4, 1.15),
  polygon(4, 0, 1.15),
  polygon(3, 0, 1.2),
  polygon(3, Math.PI, 1.2),
  cross(0),
  cross(Math.PI / 4),
  polygon(5, 0, 1.25, 0.55),
  polygon(5, 0, 1.05),
  polygon(3, Math.PI / 2, 1.2),
  polygon(3, -Math.PI / 2, 1.2),
  polygon(6, Math.PI / 6, 1.05),
];
const RING = "M1,0A1,1 0 1 1 -1,0A1,1 0 1 1 1,0Z";
const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3], [14, 4], [5, 2, 1, 2, 1, 2]];

function operatorShape(operator) {
  return SHAPES[operator % SHAPES.length];
}

function operatorDash(operator) {
  return DASHES[operator % DASHES.length];
}

function svg(name, attributes, parent) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (parent) parent.append(element);
  return element;
}

const swatches = new Set();

// A picture for a legend; `look()` gives {colour, shape, dash, hollow} and is asked again when the
// theme changes.
function swatch(look) {
  const { dash, shape } = look();
  const wide = dash !== undefined;
  const picture = svg("svg", {
    class: "swatch", width: wide ? 40 : 18, height: 18, viewBox: wide ? "0 0 40 18" : "0 0 18 18",
    "aria-hidden": "true",
  });
  const line = wide && svg("path", { d: "M1,9H39", fill: "none", "stroke-width": 2,
    "stroke-dasharray": dash.join(" ") }, picture);
  const mark = svg("path", { "stroke-width": 0.25,
    d: shape || "M-1.2,-1H1.2V1H-1.2Z",
    transform: `translate(${wide ? 20 : 9} 9) scale(5.5)` }, picture);
  const paint = () => {
    const { colour, hollow } = look();
    if (line) line.setAttribute("stroke", shownColour(colour));
    mark.setAttribute("fill", hollow ? ink("paper") : shownColour(colour));
    mark.setAttribute("stroke", hollow ? shownColour(colour) : edgeColour(colour));
  };
  paint();
  swatches.add({ picture, paint });
  return picture;
}

function repaintSwatches() {
  for (const entry of swatches) {
    if (entry.picture.isConnected) entry.paint();
    else swatches.delete(entry);
  }
}

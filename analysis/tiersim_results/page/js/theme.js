// Colours of the moment: the style sheet's variables, and the deployments' own.
const darkQuery = matchMedia("(prefers-color-scheme: dark)");
const narrowQuery = matchMedia("(max-width: 40rem)");
const calmQuery = matchMedia("(prefers-reduced-motion: reduce)");

// Paper is light, whatever the screen is.
let printing = false;

function dark() {
  return darkQuery.matches && !printing;
}

// Every mark of every frame asks for colours: they are worked out once a theme.
const inks = new Map();

function remembered(key, work) {
  if (!inks.has(key)) inks.set(key, work());
  return inks.get(key);
}

function ink(name) {
  return remembered(name, () => getComputedStyle(document.documentElement)
    .getPropertyValue(`--${name}`).trim());
}

function mixed(colour, other, share) {
  return remembered(`${colour} ${other} ${share}`, () => mix(colour, other, share));
}

function mix(colour, other, share) {
  const channel = (text, at) => parseInt(text.slice(at, at + 2), 16);
  const of = (at) => Math.round(channel(colour, at) * (1 - share) + channel(other, at) * share);
  return `rgb(${of(1)}, ${of(3)}, ${of(5)})`;
}

// On a dark ground the darker half of the palette would sink; on white the edges of the lighter.
function shownColour(colour) {
  return dark() ? mixed(colour, "#ffffff", 0.22) : mixed(colour, "#000000", 0.06);
}

function edgeColour(colour) {
  return dark() ? mixed(colour, "#ffffff", 0.55) : mixed(colour, "#000000", 0.35);
}

function deploymentColour(deployment) {
  return store.deployments[deployment].colour;
}

function translucent(colour, alpha) {
  return colour.replace("rgb(", "rgba(").replace(")", `, ${alpha})`);
}

function animation() {
  return calmQuery.matches ? false : { duration: 250 };
}

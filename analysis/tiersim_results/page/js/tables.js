// Tables are made when they are opened, and made again while they are open and the choice changes.
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// `columns`: texts, those that start with "#" hold numbers. `body`: arrays of texts.
function table(caption, columns, body) {
  const numeric = columns.map((column) => column.startsWith("#"));
  const head = element("tr", {}, ...columns.map((column, i) => element("th", {
    scope: "col", className: numeric[i] ? "number" : "", textContent: column.replace(/^#/, ""),
  })));
  const lines = body.map((line) => element("tr", {}, ...line.map((text, i) => element(
    i ? "td" : "th",
    { className: numeric[i] ? "number" : "", textContent: text, ...(i ? {} : { scope: "row" }) },
  ))));
  const made = element("table", {}, element("caption", { textContent: caption }),
    element("thead", {}, head), element("tbody", {}, ...lines));
  const box = element("div", { className: "scroll", tabIndex: 0 }, made);
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", caption);
  return box;
}

// Fills `details` on opening with what `make()` returns, an array of nodes.
function lazily(details, make) {
  const body = element("div");
  details.append(body);
  const fill = () => {
    if (details.open) body.replaceChildren(...make());
  };
  details.addEventListener("toggle", fill);
  listeners.push(fill);
}

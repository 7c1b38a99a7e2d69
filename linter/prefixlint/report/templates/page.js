"use strict";
(() => {
  const sites = JSON.parse(document.getElementById("data").textContent);
  const list = document.getElementById("sites");
  const items = Array.from(list.children);
  const find = (id) => document.getElementById(id);
  const inputs = { text: find("text"), rule: find("rule"), severity: find("severity"), file: find("file") };
  const form = inputs.text.form;
  const SVG = "http://www.w3.org/2000/svg";

  // Whatever comes from source is set as text, never as markup.
  const make = (tag, kind, ...inside) => {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    element.append(...inside.filter((one) => one !== ""));
    return element;
  };
  const words = (text) =>
    text.split("`").map((piece, at) => (at % 2 ? make("code", "", piece) : piece));

  // -- what is behind an entry, drawn when it is opened for the first time

  const swatch = (state) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("aria-hidden", "true");
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("width", "100%");
    rect.setAttribute("height", "100%");
    rect.setAttribute("class", "s-" + state);
    svg.append(rect);
    return svg;
  };

  const finding = (one) => {
    const link = make("a", "", one.code);
    link.href = one.url;
    link.rel = "noreferrer";
    const head = make("p", "", make("span", one.severity, link, " " + one.name), " ", make("span", "where", one.severity + ", " + one.place));
    const box = make("div", "finding " + one.severity, head, make("p", "", ...words(one.message)));
    if (one.help) box.append(make("p", "advice", ...words(one.help)));
    return box;
  };

  const row = ([number, role, level, state, tokens, text, literal, place, note, marker, hops, written]) => {
    const cell = make("td", "text");
    if (text) cell.append(make("span", written ? "clip" : "remark", make("bdi", "", literal ? '"' + text + '"' : text)));
    if (note) cell.append(make("span", "remark", note));
    for (const [message, where] of hops) cell.append(make("span", "remark", message + ": " + where));
    if (marker) cell.append(make("span", "remark", "breakpoint here: " + marker));
    return make("tr", number ? "" : "part",
      make("td", "number", number ? String(number) : ""),
      make("td", "mark", state ? swatch(state) : ""),
      make("td", "role", role),
      make("td", "level" + (state === "changes" ? " hot" : ""), level),
      make("td", "tokens", tokens),
      cell,
      make("td", "line", place));
  };

  const table = (rows) => {
    const heads = ["#", "", "block", "volatility", "tokens", "text", "where"].map((name) => {
      const head = make("th", "", name);
      head.scope = "col";
      return head;
    });
    return make("div", "scroll", make("table", "", make("thead", "", make("tr", "", ...heads)), make("tbody", "", ...rows.map(row))));
  };

  const source = (one) => {
    const box = make("pre", "source");
    box.tabIndex = 0;
    for (const [number, runs] of one.lines) {
      if (!number) {
        box.append(make("span", "row gap", make("span", "no", "\u22ef")));
        continue;
      }
      const pieces = runs.map(([text, kind]) => (kind ? make("mark", kind, text) : text));
      box.append(make("span", "row", make("span", "no", String(number)), ...pieces));
    }
    return [make("p", "file", one.file), box];
  };

  const fill = (details) => {
    const box = details.lastElementChild;
    if (box.firstChild) return;
    const one = sites[details.dataset.site];
    box.append(make("p", "", one.sent));
    if (one.forms > 1) {
      const through = one.through.length > 1 ? ", reached through " + one.through.join(", ") : "";
      box.append(make("p", "", "The dearest of " + one.forms + " forms of this request" + through + "."));
    }
    if (one.findings.length) box.append(make("h3", "", "Findings"), ...one.findings.map(finding));
    box.append(make("h3", "", "In the order in which it is sent"), table(one.rows));
    if (one.source.length) box.append(make("h3", "", "Source"), ...one.source.flatMap(source));
  };

  list.addEventListener("toggle", (event) => {
    if (event.target.open) fill(event.target);
  }, true);

  // -- filters

  const texts = [];
  const text = (at) => {
    if (texts[at] === undefined) {
      const one = sites[at];
      const rows = one.rows.map((cells) => cells[1] + " " + cells[5] + " " + cells[7]).join(" ");
      const found = one.findings.map((each) => [each.code, each.name, each.message, each.help].join(" ")).join(" ");
      const head = items[at].querySelector(".title").textContent;
      texts[at] = [head, one.path, one.sent, one.through.join(" "), rows, found].join(" ").toLowerCase();
    }
    return texts[at];
  };

  const matches = (one, at) => {
    if (inputs.file.value && one.path !== inputs.file.value) return false;
    const rule = inputs.rule.value;
    const severity = inputs.severity.value;
    if (rule || severity) {
      const fits = (each) => (!rule || rule === "any" || each.code === rule) && (!severity || each.severity === severity);
      if (!one.findings.some(fits)) return false;
    }
    const wanted = inputs.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    return wanted.every((word) => text(at).includes(word));
  };

  const STEP = 100;
  const more = find("more");
  let fitting = [];
  let limit = STEP;

  // Only so many at a time: a browser lays out a hundred at once, but not thousands.
  const draw = () => {
    fitting.forEach((item, at) => item.classList.toggle("late", at >= limit));
    more.hidden = fitting.length <= limit;
  };
  const extend = () => {
    limit += STEP;
    draw();
  };

  const filter = () => {
    fitting = [];
    sites.forEach((one, at) => {
      const fits = matches(one, at);
      items[at].hidden = !fits;
      if (fits) fitting.push(items[at]);
    });
    limit = STEP;
    draw();
    const all = Object.values(inputs).every((input) => !input.value);
    find("count").textContent = all ? sites.length + " shown" : fitting.length + " of " + sites.length;
    find("clear").hidden = all;
    find("nothing").hidden = fitting.length > 0 || sites.length === 0;
    list.hidden = fitting.length === 0;
  };

  more.addEventListener("click", extend);
  if ("IntersectionObserver" in window) {
    new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) extend();
    }, { rootMargin: "600px" }).observe(more);
  }

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 60);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));

  // -- keyboard

  const move = (step) => {
    const heads = fitting.map((item) => item.firstElementChild.firstElementChild);
    if (!heads.length) return;
    const inside = document.activeElement && document.activeElement.closest("details");
    let at = inside ? heads.indexOf(inside.firstElementChild) : -1;
    at = at < 0 && step < 0 ? 0 : Math.min(heads.length - 1, Math.max(0, at + step));
    if (at >= limit) extend();
    heads[at].focus();
    heads[at].scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, select, textarea");
    const head = event.target.matches("summary");
    if (event.key === "Escape" && event.target === inputs.text) {
      if (inputs.text.value) form.reset();
      else move(1);
    } else if (typing) {
      if (event.key === "Enter" && event.target === inputs.text) move(1);
      else return;
    } else if (event.key === "/") inputs.text.focus();
    else if (event.key === "j" || (head && event.key === "ArrowDown")) move(1);
    else if (event.key === "k" || (head && event.key === "ArrowUp")) move(-1);
    else return;
    event.preventDefault();
  });

  // -- dark and light

  const root = document.documentElement;
  const button = find("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = (value) => {
    try {
      if (value) localStorage.setItem("prefixlint-theme", value);
      return localStorage.getItem("prefixlint-theme");
    } catch {
      return null;
    }
  };
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const label = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  const before = kept();
  if (before === "dark" || before === "light") root.dataset.theme = before;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    kept(root.dataset.theme);
    label();
  });
  dark.addEventListener("change", label);
  label();
  filter();

  // A link to one entry opens it.
  const linked = () => {
    const item = /^#site-\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null;
    if (!item) return;
    for (const input of Object.values(inputs)) input.value = "";
    filter();
    while (fitting.indexOf(item) >= limit) extend();
    item.firstElementChild.open = true;
    item.firstElementChild.firstElementChild.focus();
  };
  addEventListener("hashchange", linked);
  linked();
})();

// Tables of results: pick a benchmark, a metric or a kind, and sort by a column. The address keeps both, so that it can be shared.
// Without this script the tables are there all the same, grouped by benchmark and metric.
"use strict";
(() => {
  const parts = [...document.querySelectorAll(".lr-results")];
  if (!parts.length) return;
  const folded = parts[0].closest("details");
  if (folded && location.search) folded.open = true;
  // Of a folded table of thousands of cells nobody needs the form yet, and to make it keeps a phone busy.
  if (folded && !folded.open) folded.addEventListener("toggle", begin, { once: true });
  else begin();

  function begin() {
    const state = new URLSearchParams(location.search);
    const text = (cell) => cell.textContent.trim();
    const stated = (cell) => !cell.querySelector(".lr-nothing");
    const withoutRemark = (metric) => metric.replace(/\s*\([^()]*\)$/, "") || metric;

    const tables = parts.map((part) => {
      const table = part.querySelector("table");
      const heads = [...table.tHead.rows[0].cells];
      const names = heads.map(text);
      const rows = [...table.tBodies[0].rows].map((row, place) => ({ row, place, cells: [...row.cells] }));
      const cell = (row, name) => row.cells[names.indexOf(name)];
      return { part, table, heads, names, rows, cell, kind: text(part.querySelector("strong")) };
    });

    // What can be picked: in the address, as shown, and what a row has of it.
    const picks = [
      { key: "on", label: "Benchmark or task", of: (table, row) => table.cell(row, "On") && text(table.cell(row, "On")) },
      { key: "metric", label: "Metric", of: (table, row) => withoutRemark(text(table.cell(row, "Metric"))) },
      { key: "kind", label: "Kind", of: (table) => table.kind },
    ];

    const byName = (one, other) => one.localeCompare(other, "en", { numeric: true });

    function makeSelect(pick) {
      const counts = new Map();
      for (const table of tables) {
        for (const row of table.rows) {
          const value = pick.of(table, row);
          if (value) counts.set(value, (counts.get(value) || 0) + 1);
        }
      }
      if (counts.size < 2) return null;
      const select = document.createElement("select");
      select.append(new Option("all", ""));
      for (const value of pick.key === "kind" ? counts.keys() : [...counts.keys()].sort(byName)) {
        select.append(new Option(`${value} (${counts.get(value)})`, value));
      }
      if (counts.has(state.get(pick.key))) select.value = state.get(pick.key);
      select.addEventListener("change", () => {
        remember(pick.key, select.value);
        show();
      });
      const label = document.createElement("label");
      label.append(pick.label, select);
      pick.select = select;
      return label;
    }

    function remember(key, value) {
      if (value) state.set(key, value);
      else state.delete(key);
      const query = state.toString();
      history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
    }

    function show() {
      let shown = 0;
      let all = 0;
      for (const table of tables) {
        let here = 0;
        for (const row of table.rows) {
          const fits = picks.every((pick) => !pick.select || !pick.select.value || pick.of(table, row) === pick.select.value);
          row.row.hidden = !fits;
          here += fits;
        }
        table.part.hidden = here === 0;
        shown += here;
        all += table.rows.length;
      }
      status.textContent = shown === all ? `${all} claims` : shown ? `${shown} of ${all} claims` : "No claim is all of this.";
    }

    // Numbers of different units say nothing about each other: they are sorted within their unit, units as they come.
    function comparer(table, name, way) {
      const units = [...new Set(table.rows.map((row) => text(table.cell(row, "Unit"))))];
      const unit = (row) => units.indexOf(text(table.cell(row, "Unit")));
      const number = (row) => Number(text(table.cell(row, name)).replace("−", "-"));
      if (name === "Value") return (a, b) => unit(a) - unit(b) || way * (number(a) - number(b)) || a.place - b.place;
      const words = (a, b) => byName(text(table.cell(a, name)), text(table.cell(b, name)));
      const missing = (row) => Number(!stated(table.cell(row, name)));
      return (a, b) => missing(a) - missing(b) || way * words(a, b) || a.place - b.place;
    }

    function sort() {
      const name = state.get("sort");
      const down = state.get("order") === "down";
      for (const table of tables) {
        const known = table.names.includes(name);
        const order = known ? comparer(table, name, down ? -1 : 1) : (a, b) => a.place - b.place;
        table.table.tBodies[0].append(...[...table.rows].sort(order).map((row) => row.row));
        table.heads.forEach((head, at) => {
          if (known && table.names[at] === name) head.setAttribute("aria-sort", down ? "descending" : "ascending");
          else head.removeAttribute("aria-sort");
        });
      }
    }

    function makeSortable(table) {
      table.heads.forEach((head, at) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => {
          const name = table.names[at];
          const largestFirst = name === "Value" || name === "Date";
          const [first, second] = largestFirst ? ["down", "up"] : ["up", "down"];
          const next = state.get("sort") !== name ? first : state.get("order") === first ? second : "";
          remember("order", next);
          remember("sort", next && name);
          sort();
        });
      });
    }

    const form = document.createElement("form");
    form.className = "lr-pick";
    form.addEventListener("submit", (event) => event.preventDefault());
    form.append(...picks.map(makeSelect).filter(Boolean));
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    form.append(status);
    parts[0].before(form);
    tables.forEach(makeSortable);
    sort();
    show();
  }
})();

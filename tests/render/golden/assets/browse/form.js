// The form of a facet: a group of boxes to tick, each with the number of papers that it would show. Knows what it is told, no state.

import { isBelow, parentOf } from "./facets.js";

const FIRST = 8; // values of a long facet at first
const MOST = 200; // values at all: whoever has more types a part of the name
const OPEN = new Set(["topic", "year", "type"]);

/** An element with attributes and children: elements, or text, which stays text whatever is in it. */
export function element(name, attributes = {}, children = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** `number` as English writes it. The browser's own formatting takes longer than all else that is done for a row. */
export const withCommas = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

/**
 * The form of `facet`.
 *
 * @param {(value: string, isChosen: boolean) => void} choose called when a box is ticked or cleared.
 * @param {(isAll: boolean) => void} match called when a paper has to have all chosen values, or need not any more.
 * @returns {{element: HTMLElement, show: (counts: Map<string, number>, chosen: string[], isAll: boolean) => void}}
 */
export function buildFacet(facet, choose, match) {
  const rows = new Map();
  const rowOf = (value) => {
    if (!rows.has(value)) rows.set(value, buildRow(facet.values.get(value), choose));
    return rows.get(value);
  };
  const list = element("ul", { class: facet.tree ? "lr-tree" : "" });
  const number = element("span", { class: "lr-count" });
  const find = element("input", { type: "search", placeholder: "Find …", "aria-label": `Find in ${facet.label}` });
  const rest = element("button", { type: "button", class: "lr-rest" });
  const all = element("input", { type: "checkbox" });
  const allLabel = element("label", { class: "lr-value" }, [all, element("span", {}, ["Only papers with all of these"])]);
  find.hidden = facet.tree || facet.values.size <= 2 * FIRST;
  const summary = element("summary", {}, [facet.label, " ", number]);
  const box = element("details", { class: "lr-facet" }, [
    summary,
    element("fieldset", {}, [
      element("legend", { class: "lr-unseen" }, [facet.label]), find, list, rest, allLabel,
    ]),
  ]);
  box.open = OPEN.has(facet.name);
  rest.hidden = true;
  let isLong = false;
  let last;

  function show(counts, chosen, isAll) {
    last = [counts, chosen, isAll];
    if (chosen.length) box.open = true;
    number.textContent = chosen.length ? `${chosen.length} chosen` : "";
    all.checked = isAll;
    allLabel.hidden = !facet.several || chosen.length < 2;
    if (box.open) fill();
  }

  /** The rows, of which those of closed facets are hundreds: not before somebody looks. */
  function fill() {
    if (!last) return;
    const [counts, chosen] = last;
    if (facet.tree && !rows.size) growTree(facet, list, rowOf);
    // Whoever is in the list finds it again as it was: what has the keyboard must not go away.
    const isInUse = list.contains(document.activeElement);
    if (facet.tree) prune(facet, rowOf, counts, chosen, isInUse);
    else if (!isInUse) arrange(counts, chosen);
    for (const [value, row] of rows) row.show(counts.get(value), chosen.includes(value));
  }

  function arrange(counts, chosen) {
    const sought = find.value.trim().toLowerCase();
    let values = [...facet.values.values()].filter(({ value }) => counts.get(value) || chosen.includes(value));
    if (!facet.ordered) {
      const rank = ({ value }) => (chosen.includes(value) ? Infinity : counts.get(value));
      values.sort((a, b) => rank(b) - rank(a) || 0);
    }
    if (sought) values = values.filter(({ label }) => label.toLowerCase().includes(sought));
    const shown = isLong || sought ? values.slice(0, MOST) : values.slice(0, FIRST);
    list.replaceChildren(...shown.map(({ value }) => rowOf(value).element));
    rest.hidden = values.length <= FIRST || Boolean(sought);
    rest.textContent = isLong ? "Show fewer" : `Show ${values.length > MOST ? MOST : "all"} of ${values.length}`;
  }

  summary.addEventListener("click", fill); // comes before the box is open: nobody sees it empty
  box.addEventListener("toggle", fill); // opened otherwise, by the browser's own search
  find.addEventListener("input", fill);
  rest.addEventListener("click", () => {
    isLong = !isLong;
    fill();
  });
  all.addEventListener("change", () => match(all.checked));
  return { element: box, show };
}

function buildRow({ value, label }, choose) {
  const tick = element("input", { type: "checkbox" });
  const count = element("span", { class: "lr-count" });
  const made = element("li", {}, [element("label", { class: "lr-value" }, [tick, element("span", {}, [label]), count])]);
  tick.addEventListener("change", () => choose(value, tick.checked));
  return {
    element: made,
    show(number, isChosen) {
      tick.checked = isChosen;
      count.textContent = withCommas(number);
    },
  };
}

/** All rows in their places below one another, those of subtopics folded. */
function growTree(facet, list, rowOf) {
  for (const { value, label } of facet.values.values()) {
    const row = rowOf(value);
    const above = facet.values.has(parentOf(value)) ? rowOf(parentOf(value)) : null;
    row.element.querySelector("label > span").textContent = label.split(" › ").at(-1);
    (above ? (above.below ??= fold(above, facet.values.get(parentOf(value)).label)) : list).append(row.element);
  }
}

/** The list below `row`, and the button that shows it. */
function fold(row, label) {
  const below = element("ul", { hidden: "" });
  row.toggle = element("button", { type: "button", class: "lr-toggle", "aria-expanded": "false", "aria-label": `Subtopics of ${label}` });
  row.toggle.addEventListener("click", () => unfold(row, below.hidden));
  row.element.prepend(row.toggle);
  row.element.append(below);
  return below;
}

function unfold(row, isOpen) {
  row.below.hidden = !isOpen;
  row.toggle.setAttribute("aria-expanded", String(isOpen));
}

/** Hides what would show nothing, and opens what has a choice in it. */
function prune(facet, rowOf, counts, chosen, isInUse) {
  for (const value of facet.values.keys()) {
    const row = rowOf(value);
    const isOnTheWay = chosen.some((path) => path === value || isBelow(path, value));
    if (!isInUse) row.element.hidden = !counts.get(value) && !isOnTheWay;
    if (row.below && isOnTheWay) unfold(row, true);
    row.element.querySelector("input").indeterminate = isOnTheWay && !chosen.includes(value);
  }
}

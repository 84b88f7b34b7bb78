// Browse: facets, free text and sorting over all papers. The page's address holds the whole state, so that a selection can be shared.
// Text of records reaches the page as text alone.

import { isBelow, narrow, readFacets } from "./facets.js";
import { buildFacet, element, withCommas } from "./form.js";
import { countPapers, openIndex } from "./index.js";

const SITE = new URL("../..", import.meta.url);
const SHOWN = 20; // papers at first, and with each "more"
const PAUSE = 200; // milliseconds without typing after which a search begins

const part = Object.fromEntries(
  "search query sort filters facets done status export active papers more".split(" ")
    .map((name) => [name, document.getElementById(`lr-${name}`)]),
);
const untouched = [...part.papers.childNodes]; // the list as it came
const list = part.papers.querySelector("ul");
const plain = [...list.children]; // the newest papers, by number
let total; // papers in all
let facets; // `readFacets`
let forms; // `buildFacet` of each
let index; // a promise of `openIndex`, once somebody needs it: opening it keeps a phone busy
let state; // `readAddress`
let counts; // of each facet's values, as `narrow` gives them
let selection = []; // the numbers of the papers that are left, in the order of the page
let turn = 0; // counts updates: one that a later one has overtaken shows nothing
let isTyping = false;
let pause; // until words that were typed are searched for
let isGivenUp = false;

async function start() {
  part.filters.open = matchMedia("(min-width: 60em)").matches;
  part.query.value ||= words().get(SEARCH) ?? "";
  try {
    const [described, indexed] = await Promise.all([load("browse/facets.json").then(JSON.parse), countPapers(SITE)]);
    if (described.papers !== indexed) throw new Error("parts of two builds; load the page again");
    [total, facets] = [described.papers, readFacets(described.facets)];
  } catch (error) {
    giveUp(error);
    return;
  }
  forms = facets.map((facet) => buildFacet(
    facet,
    (value, isChosen) => choose(facet, value, isChosen),
    (isAll) => change({ all: new Set([...state.all, facet.name].filter((name) => isAll || name !== facet.name)) }),
  ));
  part.facets.replaceChildren(...forms.map((form) => form.element));
  listen();
  state = readAddress();
  await (part.query.value.trim() === state.q ? update() : change({})); // somebody was quicker than this script
}

/** The page as it came, and why. */
function giveUp(error) {
  clearTimeout(pause);
  turn++;
  isGivenUp = true;
  const useless = [part.search, part.filters, part.sort.parentElement, part.export, part.active, part.more];
  for (const each of useless) each.hidden = true;
  list.replaceChildren(...plain);
  part.papers.replaceChildren(...untouched);
  part.status.textContent = `Search and filters do not work here (${error.message}). All papers, newest first:`;
}

function listen() {
  part.query.addEventListener("focus", () => loadIndex().catch(giveUp), { once: true }); // ready for the first word
  part.query.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(change, PAUSE, {}, { typing: true });
  });
  part.search.addEventListener("submit", (event) => {
    event.preventDefault();
    change({});
  });
  part.sort.addEventListener("change", () => change({ sort: part.sort.value === usualSort() ? "" : part.sort.value }));
  part.more.addEventListener("click", showMore);
  part.filters.addEventListener("toggle", showFacets);
  part.done.addEventListener("click", () => {
    part.filters.open = false;
    part.filters.querySelector("summary").focus();
  });
  for (const button of part.export.querySelectorAll("button")) button.addEventListener("click", () => save(button));
  window.addEventListener("popstate", () => {
    clearTimeout(pause);
    isTyping = false;
    state = readAddress();
    part.query.value = state.q;
    update();
  });
}

// --- Files of the site ---

async function load(path) {
  // Asked whether it is still the same: facets and index have to be of one build.
  const answer = await fetch(new URL(path, SITE), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${answer.statusText}`);
  return answer.text();
}

let rest; // browse/papers.json, once somebody needs it
const loadIndex = () => (index ??= openIndex(SITE));
const loadRest = () => (rest ??= load("browse/papers.json").then(JSON.parse));

// --- The state, which is the address ---

const SEARCH = "search"; // not `q`: the theme takes that for words to search by itself, and opens its own box
const words = () => new URLSearchParams(location.search);

function readAddress() {
  const asked = words();
  const sort = asked.get("sort");
  return {
    q: asked.get(SEARCH)?.trim() ?? "",
    sort: [...part.sort.options].some(({ value }) => value === sort) ? sort : "",
    shown: Math.max(SHOWN, Number.parseInt(asked.get("shown"), 10) || 0),
    all: new Set(asked.getAll("all")),
    chosen: new Map(facets.map((facet) => [facet.name, asked.getAll(facet.name).map((value) => asSpelled(facet, value))])),
  };
}

/** `value` as the facet spells it: an address may be older than a spelling. */
function asSpelled(facet, value) {
  const bare = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  return facet.values.has(value) ? value : ([...facet.values.keys()].find((known) => bare(known) === bare(value)) ?? value);
}

function writeAddress() {
  const said = new URLSearchParams();
  if (state.q) said.set(SEARCH, state.q);
  for (const [name, values] of state.chosen) {
    for (const value of values) said.append(name, value);
    if (state.all.has(name) && values.length > 1) said.append("all", name);
  }
  if (state.sort) said.set("sort", state.sort);
  if (state.shown > SHOWN) said.set("shown", state.shown);
  return location.pathname + String(said).replace(/^(?=.)/, "?");
}

const usualSort = () => (state.q ? "relevance" : "newest");

/**
 * Changes the state, the address and the page. The history gets one step for what is typed in one go.
 *
 * The words are those of the search box, which is the reader's: only a step of the history or a button that takes the words back writes
 * into it, never a search that has come to its end, since newer words may stand there by then.
 */
function change(values, { typing = false, sameStep = typing && isTyping } = {}) {
  clearTimeout(pause);
  if ("q" in values) part.query.value = values.q;
  state = { ...state, q: part.query.value.trim(), shown: SHOWN, ...values };
  isTyping = typing;
  const address = writeAddress();
  if (address !== location.pathname + location.search) {
    history[sameStep ? "replaceState" : "pushState"](null, "", address);
  }
  return update();
}

function choose(facet, value, isChosen) {
  let values = state.chosen.get(facet.name).filter((other) => other !== value);
  // In a tree the last click counts: a subtopic narrows its topic down, a topic takes its subtopics in.
  if (facet.tree && isChosen) values = values.filter((other) => !isBelow(other, value) && !isBelow(value, other));
  if (isChosen) values.push(value);
  change({ chosen: new Map(state.chosen).set(facet.name, values) });
}

// --- The page ---

async function update() {
  if (isGivenUp) return; // a step of the history must not bring back filters that nobody can take away
  try {
    await show(++turn);
  } catch (error) {
    giveUp(error);
  }
}

/** Shows the state, unless a turn after `mine` has overtaken it. */
async function show(mine) {
  const found = state.q ? await (await loadIndex()).find(state.q) : null;
  if (mine !== turn) return;
  const left = narrow(facets, total, state, found);
  const sorted = await inOrder(left.papers, found);
  if (mine !== turn) return;
  [selection, counts] = [sorted, left.counts];
  showForm();
  showActive();
  const lines = await Promise.all(selection.slice(0, state.shown).map((paper) => lineOf(paper, found)));
  if (mine !== turn) return;
  showLines(lines);
  const more = selection.length - lines.length;
  part.more.hidden = more === 0;
  part.more.textContent = `Show more (${withCommas(more)} left)`;
}

/** Lines that stand in their place already stay untouched: nothing of what is in sight is laid out or painted twice. */
function showLines(lines) {
  lines.forEach((line, at) => list.children[at] === line || list.insertBefore(line, list.children[at] ?? null));
  while (list.children.length > lines.length) list.lastElementChild.remove();
  const shown = lines.length ? list.parentElement : element("p", {}, ["No paper fits. Remove a filter, or search for less."]);
  for (const other of [...part.papers.childNodes]) if (other !== shown) other.remove();
  if (!shown.isConnected) part.papers.append(shown);
}

async function inOrder(papers, found) {
  const sort = state.sort || usualSort();
  if (sort === "oldest") return papers.reverse();
  if (sort === "title" || (sort === "relevance" && found)) {
    const left = new Set(papers);
    const order = sort === "title" ? (await loadRest()).by_title : [...found.keys()];
    return order.filter((paper) => left.has(paper));
  }
  return papers;
}

function showForm() {
  part.sort.value = state.sort || usualSort();
  part.sort.querySelector("[value=relevance]").disabled = !state.q;
  showFacets();
  const [left, all] = [selection.length, total].map(withCommas);
  part.status.textContent = left === all ? `${all} papers` : `${left} of ${all} papers`;
  part.done.textContent = selection.length === 1 ? "Show 1 paper" : `Show ${left} papers`;
}

/** Nothing while the filters are folded, as they are on a phone: their rows are most of the work, and nobody sees them. */
function showFacets() {
  if (!part.filters.open || !counts) return;
  facets.forEach(({ name }, at) => forms[at].show(counts.get(name), state.chosen.get(name), state.all.has(name)));
}

/** What the list is narrowed down by, each with a button that takes it back. */
function showActive() {
  const buttons = facets.flatMap((facet) => state.chosen.get(facet.name).map((value) => {
    const label = `${facet.label}: ${facet.values.get(value)?.label ?? value}`;
    return button(label, `Remove ${label}`, () => choose(facet, value, false));
  }));
  if (state.q) buttons.unshift(button(`“${state.q}”`, `Remove the search for ${state.q}`, () => change({ q: "" })));
  if (buttons.length > 1) {
    const none = new Map(facets.map(({ name }) => [name, []]));
    buttons.push(button("Clear all", "Clear all", () => change({ q: "", chosen: none, all: new Set() })));
  }
  const hadFocus = part.active.contains(document.activeElement);
  part.active.replaceChildren(...buttons.map((each) => element("li", {}, [each])));
  if (hadFocus) (part.active.querySelector("button") ?? part.query).focus();
}

function button(text, label, act) {
  const made = element("button", { type: "button", "aria-label": label }, [text]);
  made.addEventListener("click", act);
  return made;
}

/** A paper in the list: the page's own line of it, unless there is a passage to show. */
async function lineOf(paper, found) {
  if (!found && plain[paper]) return plain[paper];
  const { id, title, by, date, venue, passage } = await (await loadIndex()).line(paper, found);
  return element("li", {}, [
    element("a", { href: new URL(`papers/${id}/`, SITE) }, [title]),
    element("span", { class: "lr-by" }, [[by, date, venue].filter(Boolean).join(" · ")]),
    element("span", { class: "lr-gist" }, passage.map((text, at) => (at % 2 ? element("mark", {}, [text]) : text))),
  ]);
}

async function showMore() {
  const before = Math.min(state.shown, selection.length);
  await change({ shown: before + SHOWN }, { sameStep: true });
  part.papers.querySelectorAll("li > a")[before]?.focus();
}

async function save({ dataset: { suffix, ofOne, media } }) {
  const say = part.export.querySelector("[role=status]");
  say.textContent = "Preparing the file …";
  try {
    const [{ collect }, { ids }] = await Promise.all([import("./export.js"), loadRest()]);
    const text = await collect(suffix, ofOne === "yes", selection.map((paper) => ids[paper]), load);
    const file = URL.createObjectURL(new Blob([text], { type: `${media};charset=utf-8` }));
    element("a", { href: file, download: `selection${suffix}` }).click();
    setTimeout(() => URL.revokeObjectURL(file), 60_000);
    say.textContent = "";
  } catch (error) {
    say.textContent = `Not exported: ${error.message}.`;
  }
}

start();

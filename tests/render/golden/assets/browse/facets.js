// Facets: which papers have which value, and how many are left of each. Numbers in, numbers out: no page, no network.
// Papers are numbered from 0, the newest first, as in browse/facets.json.

/** The facets of browse/facets.json, in order. The papers of a value are a sorted array; in a tree those below it count for it. */
export function readFacets(described) {
  return described.map((facet) => {
    const values = new Map(
      facet.values.map(({ value, label, steps }) => [value, { value, label, papers: walk(steps) }]),
    );
    if (facet.tree) addThoseBelow(values);
    return { ...facet, values };
  });
}

const STEPS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The papers to which `steps` leads: a character is a step of 0 to 61, `~` one of 62 that stops nowhere. */
function walk(steps) {
  const papers = [];
  let at = 0;
  for (const step of steps) {
    at += step === "~" ? STEPS.length : STEPS.indexOf(step);
    if (step !== "~") papers.push(at);
  }
  return papers;
}

function addThoseBelow(values) {
  for (const [path, { papers }] of [...values].reverse()) {
    const above = values.get(parentOf(path));
    if (above) above.papers = [...new Set([...above.papers, ...papers])].sort((a, b) => a - b);
  }
}

/** The path above `path`; empty at the top. */
export function parentOf(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** Whether `path` is somewhere below `above`. */
export function isBelow(path, above) {
  return path.startsWith(`${above}/`);
}

/**
 * What is left of `total` papers, and how many of them each value has.
 *
 * A paper is left where `found` (a Map by number; null for all) has it and it fits every facet: it has one of the chosen values,
 * or each of them in a facet that `all` names. Counts are what choosing the value would show: in a facet of which one value is
 * enough they leave its own choice out.
 *
 * @returns {{papers: number[], counts: Map<string, Map<string, number>>}} papers, newest first; counts by facet and value.
 */
export function narrow(facets, total, { chosen, all }, found) {
  const misses = new Uint8Array(total);
  if (found) for (let paper = 0; paper < total; paper++) misses[paper] = found.has(paper) ? 0 : 1;
  const missesOf = new Map();
  for (const facet of facets) {
    const values = chosen.get(facet.name);
    if (!values?.length) continue;
    const missed = findMisses(facet, values, total, all.has(facet.name) ? values.length : 1);
    missed.forEach((miss, paper) => (misses[paper] += miss));
    if (!all.has(facet.name)) missesOf.set(facet.name, missed);
  }
  const papers = [];
  misses.forEach((missed, paper) => missed || papers.push(paper));
  const counts = new Map(facets.map((facet) => [facet.name, count(facet, misses, missesOf.get(facet.name))]));
  return { papers, counts };
}

function findMisses(facet, values, total, needed) {
  const has = new Uint8Array(total);
  for (const value of values) for (const paper of facet.values.get(value)?.papers ?? []) has[paper]++;
  return has.map((number) => (number < needed ? 1 : 0));
}

function count(facet, misses, own) {
  const counts = new Map();
  for (const [value, { papers }] of facet.values) {
    let left = 0;
    for (const paper of papers) if (misses[paper] === (own ? own[paper] : 0)) left++;
    counts.set(value, left);
  }
  return counts;
}

// The search index: Pagefind's JavaScript API, with papers by their number instead of Pagefind's own names for them.
// Source: https://pagefind.app/docs/api-reference/

const PASSAGE = 36; // words around a hit
// What a hit in these counts for. `by` and `gist` are there to be shown: authors and text have them.
const WEIGHTS = { title: 6, authors: 3, id: 3, venue: 1, date: 1, by: 0, gist: 0, every: 0 };
const EVERY_PAPER = "000000000000"; // has this word: to search for none would load the whole index
// The index parts words at these signs, and a search does not: `a|b` would find nothing.
const PART_WORDS = /[<>|$=^~`]+/g;
// Each word loads a part of the index, and these say nothing: they count in a phrase alone, which stands in quotation marks.
const EVERYWHERE = new Set("a an and as at by for from in is it of on or the to we with".split(" "));

/**
 * How many papers the index of the site at `site` has, for a hundred bytes instead of all that a search takes.
 *
 * @throws {Error} where there is none.
 */
export async function countPapers(site) {
  const answer = await fetch(new URL("pagefind/pagefind-entry.json", site), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`search index: ${answer.status} ${answer.statusText}`);
  const { languages } = await answer.json();
  return Object.values(languages).reduce((sum, { page_count: pages }) => sum + pages, 0);
}

/**
 * The index of the site at `site`.
 *
 * @throws {Error} where there is none.
 */
export async function openIndex(site) {
  const pagefind = await import(new URL("pagefind/pagefind.js", site));
  await pagefind.options({ excerptLength: PASSAGE, ranking: { metaWeights: WEIGHTS } });
  const { results } = await pagefind.search(EVERY_PAPER, { sort: { rank: "asc" } });
  const numbers = new Map(results.map(({ id }, number) => [id, number]));
  return {
    total: results.length,

    /** The papers that have all of `words`: a Map from number to what `line` needs, the best first. */
    async find(words) {
      const found = await pagefind.search(telling(words.replace(PART_WORDS, " ")));
      return new Map(found.results.map((result) => [numbers.get(result.id), result]));
    },

    /** What a list shows of a paper. `passage` is text in turns as it is and to be marked, around what was `found` if anything was. */
    async line(paper, found) {
      const hit = found?.get(paper);
      const { meta, content, excerpt } = await (hit ?? results[paper]).data();
      return { ...meta, passage: excerpt.includes("<mark>") ? passage(excerpt, content) : [meta.gist] };
    },
  };
}

/** What of `words` tells papers apart; all of them where nothing does. */
function telling(words) {
  const rare = words.split(/\s+/).filter((word) => word && !EVERYWHERE.has(word.toLowerCase()));
  return rare.length && !words.includes('"') ? rare.join(" ") : words;
}

/** Pagefind hands out HTML in which it has escaped `<` and `>`, and nothing else. */
function passage(excerpt, content) {
  const texts = excerpt.split(/<\/?mark>/).map((text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));
  const whole = texts.join("");
  if (!content.startsWith(whole)) texts[0] = `… ${texts[0]}`;
  if (!content.endsWith(whole)) texts[texts.length - 1] += " …";
  return texts;
}

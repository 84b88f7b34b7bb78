// Exports of a selection, put together from the site's own files: each format is a way to take a file apart and to join the parts.

const FEW = 100; // so many papers come from files of their own; for more, one file of the whole review is quicker and smaller
const AT_ONCE = 6; // requests, as many as browsers make to one host

// `part` takes a file apart, whatever number of papers it has: what stands before the first, and each paper's id and text.
const FORMATS = {
  ".bib": {
    part: (text) => ["", partsOf(text, /\n(?=@)/, /^@\w+\{([^,]+),/)],
    join: (_, parts) => parts.join("\n"),
  },
  ".ris": {
    part: (text) => ["", partsOf(text, /\r\n(?=TY {2}- )/, /^ID {2}- (\S+)/m)],
    join: (_, parts) => parts.join("\r\n"),
  },
  ".csl.json": {
    // A line a paper, so that nobody needs to read ten megabytes of JSON for three papers.
    part: (text) => ["", partsOf(text, /,?\n/, /^\{"id": "([^"]+)"/)],
    join: (_, parts) => `[\n${parts.join(",\n")}\n]\n`,
  },
  ".csv": {
    part: (text) => [text.slice(0, text.indexOf("\r\n") + 2), partsOf(text, /(?<=\r\n)/, /^"([a-z0-9]+)",/)],
    join: (names, parts) => `\ufeff${names}${parts.join("")}`, // for Excel; reading a file as text takes the mark away
  },
};

function partsOf(text, between, idIn) {
  return text.split(between).flatMap((part) => {
    const id = idIn.exec(part)?.[1];
    return id ? [[id, part]] : [];
  });
}

/**
 * The text of a file with the papers of `ids`, in their order.
 *
 * @param suffix of the format's files, with the dot.
 * @param ofOne whether every paper has a file of its own in this format.
 * @param {(path: string) => Promise<string>} load a file of the site, by its path from the root.
 * @throws {Error} where a file cannot be loaded, or a paper is in none.
 */
export async function collect(suffix, ofOne, ids, load) {
  const { part, join } = FORMATS[suffix];
  const few = ofOne && ids.length <= FEW;
  const texts = await loadAll(few ? ids.map((id) => `papers/${id}${suffix}`) : [`review${suffix}`], load);
  const files = texts.map(part);
  const parts = new Map(files.flatMap(([, found]) => found));
  const missing = ids.filter((id) => !parts.has(id));
  if (missing.length) throw new Error(`review${suffix} lacks ${missing.slice(0, 3).join(", ")}`);
  return join(files[0]?.[0] ?? "", ids.map((id) => parts.get(id)));
}

async function loadAll(paths, load) {
  const texts = [];
  const waiting = paths.entries();
  const work = async () => {
    for (const [at, path] of waiting) texts[at] = await load(path);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return texts;
}

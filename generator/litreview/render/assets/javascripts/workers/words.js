// Material's search, which `overrides/main.html` names in the address of this script, with two faults mended: it runs in a worker, out of
// the reach of pages. It stands in the folder of Material's own, from where that loads the languages.
"use strict";

const SEARCH = 2; // what Material calls a message with words to search for

// What people type or paste -> what Material's search understands. It takes `word:` for the name of a field and forgets the word, and finds
// nothing for `two-words:`; of an arXiv identifier the number without a version is what pages have.
const understood = (words) =>
  words.replace(/\S*\barxiv(?:\.org\/\w+\/|:)\s*/gi, "").replace(/(\d{4}\.\d{4,5})v\d+/g, "$1").replaceAll(":", " ");

// Before Material hears of it.
addEventListener("message", (event) => {
  const { type, data } = event.data;
  if (type !== SEARCH || typeof data !== "string" || understood(data) === data) return;
  event.stopImmediatePropagation();
  dispatchEvent(new MessageEvent("message", { data: { type, data: understood(data) } }));
});

importScripts(new URL(location.search.slice(1), location));

// lunr, the index, tells two places in words apart by a letter and a number, put together without a gap: where the letter is a digit, as in
// identifiers, it confuses places, forgets words, and fails on words that are none. https://github.com/olivernn/lunr.js/issues/503
if (self.lunr) {
  lunr.TokenSet.prototype.toString = function () {
    return this._str || [this.final, ...Object.keys(this.edges).sort().map((letter) => letter + this.edges[letter].id)].join(" ");
  };
}

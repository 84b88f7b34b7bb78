// Material's search, which `overrides/main.html` names in the address of this script, with three faults mended: it runs in a worker, out
// of the reach of pages. It stands in the folder of Material's own, from where that loads the languages.
"use strict";

const [SETUP, SEARCH, RESULT] = [0, 2, 3]; // what Material calls its messages: with the index, with words to search for, with what was found

// What people type or paste -> what Material's search understands. It takes `word:` for the name of a field and forgets the word, and finds
// nothing for `two-words:`; of an arXiv identifier the number without a version is what pages have.
const understood = (words) =>
  words.replace(/\S*\barxiv(?:\.org\/\w+\/|:)\s*/gi, "").replace(/(\d{4}\.\d{4,5})v\d+/g, "$1").replaceAll(":", " ");

const wordsOf = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];
const line = (words) => ` ${words.join(" ")} `;

const heads = new Map(); // by page: the words of its title and of what stands below it, on a paper's page authors, date and identifiers
const asked = []; // the words of searches that have no answer yet; Material answers in turn

// Before Material hears of it.
addEventListener("message", (event) => {
  const { type, data } = event.data;
  if (type === SETUP) {
    for (const { location: page, title, text } of data.docs) {
      if (!page.includes("#")) heads.set(page, line(wordsOf(`${title} ${text}`.replace(/<[^>]*>|&#?\w+;/g, " "))));
    }
  }
  if (type !== SEARCH || typeof data !== "string") return;
  if (understood(data) === data) {
    asked.push(wordsOf(data));
  } else {
    event.stopImmediatePropagation();
    dispatchEvent(new MessageEvent("message", { data: { type, data: understood(data) } }));
  }
});

// Material takes words for beginnings of words, and any of them for enough: "Ricardo Rei" found "Reinforcement" in titles before his papers.
// So pages come first that say the words at their head just so, then those that have them all, then those where the last, perhaps not typed
// to its end, begins one.
const post = self.postMessage.bind(self);
self.postMessage = (message, ...rest) => {
  if (message.type === RESULT) {
    const words = asked.shift() ?? [];
    const rank = ([{ location: section }]) => {
      const head = heads.get(section.split("#")[0]) ?? "";
      if (head.includes(line(words))) return 0;
      if (!words.slice(0, -1).every((word) => head.includes(line([word])))) return 3;
      return head.includes(line(words.slice(-1))) ? 1 : head.includes(` ${words.at(-1)}`) ? 2 : 3;
    };
    if (words.length) {
      const ranked = message.data.items.map((item) => [rank(item), item]);
      message.data.items = ranked.sort(([one], [other]) => one - other).map(([, item]) => item);
    }
  }
  post(message, ...rest);
};

importScripts(new URL(location.search.slice(1), location));

// lunr, the index, tells two places in words apart by a letter and a number, put together without a gap: where the letter is a digit, as in
// identifiers, it confuses places, forgets words, and fails on words that are none. https://github.com/olivernn/lunr.js/issues/503
if (self.lunr) {
  lunr.TokenSet.prototype.toString = function () {
    return this._str || [this.final, ...Object.keys(this.edges).sort().map((letter) => letter + this.edges[letter].id)].join(" ");
  };
}

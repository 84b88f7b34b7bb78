// CSL-JSON on stdin -> what citation-js reads of it, as JSON: the items, and the references as citeproc-js sets them.
import { readFileSync } from "node:fs";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-csl";

const read = new Cite(JSON.parse(readFileSync(0, "utf8")));
const references = read.format("bibliography", { template: "apa", format: "html", asEntryArray: true });
const items = read.data.map(({ _graph, ...item }) => item);
process.stdout.write(JSON.stringify({ items, references: Object.fromEntries(references) }));

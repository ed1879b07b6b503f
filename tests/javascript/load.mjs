// Runs scripts of the site in a context of their own, as a page does, with no more of a browser than they ask for.
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

export const ROOT = new URL("../../", import.meta.url);
const SCRIPTS = new URL("conv/fatiao/sphinx_ext/scripts/", ROOT);

const say = (pattern, values = {}) => pattern.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));

/** Return the global object after the scripts ran in order. */
export function load(...names) {
  const context = createContext({ TextDecoder, Uint8Array, atob, console, fatiaoSearch: { store: {} }, fatiaoPage: { say } });
  for (const name of names) runInContext(readFileSync(new URL(name, SCRIPTS), "utf8"), context, { filename: name });
  return context;
}

/** Return what a file of the repository holds as JSON. */
export const readJson = (name) => JSON.parse(readFileSync(new URL(name, ROOT), "utf8"));

/** Return a copy that has the prototypes of this context, so that it can be compared deeply. */
export const plain = (value) => structuredClone(value);

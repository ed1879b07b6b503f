// Runs scripts of the site in a context of their own, with only the browser objects that they use.
import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

export const ROOT = new URL("../../", import.meta.url);
const SCRIPTS = new URL("conv/fatiao/sphinx_ext/scripts/", ROOT);

const say = (pattern, values = {}) => pattern.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));

/** Run scripts in order and return their global object. */
export function load(...names) {
  const context = createContext({ TextDecoder, Uint8Array, atob, console, fatiaoSearch: { store: {} }, fatiaoPage: { say } });
  for (const name of names) runInContext(readFileSync(new URL(name, SCRIPTS), "utf8"), context, { filename: name });
  return context;
}

/** Parse a JSON file of the repository. */
export const readJson = (name) => JSON.parse(readFileSync(new URL(name, ROOT), "utf8"));

/** Return a copy with the prototypes of this context, which deep comparison needs. */
export const plain = (value) => structuredClone(value);

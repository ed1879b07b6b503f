// Types that the scripts share.  Read only by the type checker: npm run types.

interface Law {
  title: string;
  kind: string;
  url: string;
  base: string; // folder of its pages
  first: number; // ordinal of its first article
  count: number;
  numbers: string; // 1:45,45-1,46:50
  names: string[]; // without punctuation: title, title without the country, short titles
}
/** grade: 4 exact, 3 prefix, 2 contains, 1 subsequence; span: length of the matched part. */
interface LawMatch { law: Law; grade: number; span: number }
/** A named thing: kind 术语, 法规, 附件 …; about: a short answer to show with it. */
interface Term { term: string; url: string; kind: string; about: string; articles: number[] }
interface Part { text: string; hit: boolean }
interface Hit { law: Law; label: string; place: string; url: string; typed: boolean; parts: Part[] }
interface Jump { law: Law; ordinal: number; paragraph: string; item: string }
interface Near { query: string; law?: string; past?: boolean; count: number; why: string }
interface Segment { fragment: string; text: string }
/** folded: the folded text of each segment; text: that of all, joined by newlines. */
interface Article { text: string; folded: string[]; label: string; slug: string; segments: Segment[] }

/** One word of a query. */
interface Word {
  text: string; // as typed, folded
  pieces: string[]; // the text without punctuation
  quoted: boolean;
  forms: string[][]; // the spellings of each piece
  pattern: RegExp; // matches it in a folded text
}

/** The state of a query: candidates from the index, and the hits verified so far. */
interface Session {
  query: string;
  words: Word[];
  without: Word[]; // excluded words
  named: boolean; // the whole query is a name
  cut: boolean; // part of a long query was ignored
  order: Uint32Array; // candidates, best first
  perLaw: Uint32Array; // number of candidates of each law
  exact: boolean; // every candidate is a hit, without verification
  seen: Map<number, Hit | null>; // verified candidates by ordinal; null: no hit
  laws: LawMatch[];
  terms: Term[];
  jumps: Jump[];
  direct: boolean;
}

/** size: number of hits to return; check: count exactly if the candidates are in at most this many text blocks. */
interface Options { law?: string; kind?: string; past?: boolean; size?: number; check?: number }

interface Results {
  query: string;
  empty: boolean; // the query has no words
  cut: boolean; // part of a long query was ignored
  jumps: Hit[];
  jumpCount: number;
  direct: boolean; // the first jump is clearly meant
  laws: Law[];
  terms: Term[];
  hits: Hit[];
  count: number;
  exact: boolean; // the count was verified
  more: boolean;
  noted: number; // hits in the editor's notes
  lawCount: number; // laws with hits
  past: boolean; // the index has older texts
  byLaw: Map<string, number>; // hits by title
  byKind: Map<string, number>;
  near: Near[]; // similar queries, if nothing was found
}

/** Sets of articles are sorted arrays of ordinal · 4 + level; level 1 weighs least, 3 most. */
interface Store {
  keep: number; // capacity of the cache of decoded files
  root: string;
  index: { size: number; laws: Law[]; levels: Uint8Array; scratch: Uint32Array } & Record<string, any>;
  open(root?: string): Promise<unknown>;
  openLaws(): Promise<unknown>;
  textOf(packed: string, dictionary?: Uint8Array): string;
  forget(): void;
  file<T>(name: string, decode: (parts: string[]) => T): Promise<T>;
  both(sets: Uint32Array[]): Uint32Array;
  paintSet(set: Uint32Array): void;
  articlesOfWord(word: Word): Promise<Uint32Array>;
  simplifier(query: string): Promise<(char: string) => string[]>;
  termsOf(key: string, whole: boolean): Promise<Term[]>;
  blockOf(ordinal: number): number;
  articleAt(ordinal: number): Promise<Article>;
  lawOf(ordinal: number): Law;
}

interface FatiaoSearch {
  root: string;
  element(tag: string, name?: string, text?: string): any;
  kindName(kind: string): string;
  putParts(into: HTMLElement, parts: Part[]): HTMLElement;
  fold(text: string): string;
  foldWithOffsets(text: string): { folded: string; at: number[] };
  runs(folded: string): string[];
  parse(query: string, simplify?: (char: string) => string[]): { words: Word[]; without: Word[]; cut: boolean };
  parseNumeral(text: string): number;
  NUMERAL: string;
  NOTES: string;
  PAST: string;
  inflate(packed: string, dictionary: Uint8Array): Uint8Array<ArrayBuffer>;
  bare(name: string): string;
  shortTitle(title: string): string;
  lawsNamed(wanted: string): LawMatch[];
  findJumps(query: string): { jumps: Jump[]; direct: boolean };
  store: Store;
  put(build: string, name: string, ...parts: string[]): void;
  loadScript(url: string): Promise<void>;
  open(root?: string): Promise<unknown>;
  search(query: string, options?: Options): Promise<Results>;
  suggest(query: string): Promise<Term[]>;
  jump(query: string): Promise<string>;
  forget(): void;
  picker(name: string, all: string, changed: () => void): { label: HTMLElement; wanted: string; fill(counts: Map<string, number>): void };
  sections(found: Results): HTMLElement[];
  summary(found: Results, wanted: { law: string; kind: string }): string;
  mountBox(form: HTMLFormElement, input: HTMLInputElement): void;
  mountPage(form: HTMLFormElement, input: HTMLInputElement, place: HTMLElement): void;
  markPage(): void;
}

interface FatiaoPlaces {
  parse(fragment: string): { article: string; paragraph: string; item: string; subitem: string } | null;
  fragment(place: { article: string; paragraph: string; item: string; subitem: string }): string;
  page(article: string): string;
  numeral(value: number): string;
  name(place: { article: string; paragraph: string; item: string; subitem: string }, chinese?: boolean): string;
}

declare var fatiaoPlaces: FatiaoPlaces;

/** A citation format; its template consists of text, and slots as [name, before, after]. */
interface CitationForm { key: string; label: string; dates: string; suffix: string; mime: string; language: string; template: (string | [string, string, string])[] }
interface Provision { article: string; paragraph: string; item: string; subitem: string }

interface FatiaoForms {
  fill(form: CitationForm, place: Provision | null, url: string): string;
  safe(url: string): string;
  ofLaw(source: string): Promise<{ id: string; forms: CitationForm[] } | null>;
}

/** An item of 我的条文: text is work@date, the slug of a term, or the text of a heading; at is a place such as 16.1.3. */
interface KeptThing { kind: "provision" | "law" | "term" | "heading"; text: string; at: string; note: string }

interface FatiaoShelf {
  MOST: number;
  isKept(item: any): item is KeptThing;
  encode(items: KeptThing[]): string;
  decode(line: string): { items: KeptThing[]; strange: number };
  read(): KeptThing[];
  write(items: KeptThing[]): boolean;
  same(a: KeptThing, b: KeptThing): boolean;
}

/** Functions that every page of the site has. */
interface FatiaoPage {
  say(pattern: string, values?: Record<string, string | number>): string;
  load(...names: string[]): Promise<unknown>;
}

interface FatiaoPins {
  announce(text: string): void;
  copy(text: string): Promise<boolean>;
  choose(pin: HTMLAnchorElement): Promise<void>;
}

declare var fatiaoForms: FatiaoForms;
declare var fatiaoShelf: FatiaoShelf;
declare var fatiaoPage: FatiaoPage;
declare var fatiaoPins: FatiaoPins;
declare var fatiaoCards: { ask(link: HTMLAnchorElement, soon: boolean): Promise<boolean> };
/** Translations of interface messages by their Chinese pattern; undefined on a Chinese site. */
declare var fatiaoMessages: Record<string, string> | undefined;
declare var fatiaoProvisions: { run(button: HTMLElement): void; offer(anchor: string, label: string): void; follow(): void };
declare var fatiaoDocx: { write(lines: [string, string, number][], notes: string[]): Uint8Array };
declare var fatiaoSearch: FatiaoSearch;

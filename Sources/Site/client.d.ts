/** The types of /client.js, the client of the Conference Catalog. */

export type Value = string | number | boolean | null | undefined;
/** Parameters of a list or a record, which /docs describes. Commas join the values of an array. */
export type Parameters = Record<string, Value | readonly Value[]>;

export interface Page {
  limit: number;
  /** Number of records in the whole list; absent with `total: 'none'`. */
  total?: number;
  next: string | null;
  prev: string | null;
  self: string;
}

export interface Facet {
  values: { value: string; label: string; count: number; selected: boolean; url: string }[];
  other: number;
  missing: number;
}

export interface List<Kind = CatalogRecord> {
  data: Kind[];
  page: Page;
  facets?: Record<string, Facet>;
  meta: Record<string, unknown>;
}

/** The common members of all records; /openapi.json has the members of each kind. */
export interface CatalogRecord {
  type?: string;
  id?: string;
  url?: string;
  [member: string]: any;
}

export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  errors?: { parameter?: string; value?: string; code: string; expected: string; did_you_mean?: string }[];
  corrected?: string;
  did_you_mean?: string[];
  request_id?: string;
}

export declare class CatalogProblem extends Error {
  readonly status: number;
  readonly problem: Problem;
  constructor(status: number, problem: Problem);
}

export interface Options {
  signal?: AbortSignal;
}

export declare class Catalog {
  readonly base: string;
  constructor(base?: string, options?: { fetch?: typeof fetch; remembered?: number });
  url(path: string, parameters?: Parameters, extension?: string): string;
  json(url: string, options?: Options): Promise<any>;
  list<Kind = CatalogRecord>(collection: string, parameters?: Parameters, options?: Options): Promise<List<Kind>>;
  one<Kind = CatalogRecord>(path: string, parameters?: Parameters, options?: Options): Promise<Kind>;
  all<Kind = CatalogRecord>(collection: string, parameters?: Parameters, options?: Options): AsyncGenerator<Kind, void, undefined>;
  search(words: string, parameters?: Parameters, options?: Options): Promise<CatalogRecord[]>;
  subscription(path: string, parameters?: Parameters): string;
}

export declare function timeLeft(until: string, now?: number): string;
export declare function localTime(instant: string | number, options?: Intl.DateTimeFormatOptions): string;

export interface CalendarSession {
  id: string;
  title: string;
  starts_at: string | null;
  ends_at?: string | null;
  room_name?: string | null;
  conference_name?: string | null;
  url?: string;
}

export declare function calendar(
  sessions: readonly CalendarSession[],
  options?: { name?: string; authority?: string; now?: number },
): string;

export declare class Picks {
  constructor(storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>);
  of(conference: string): Set<string>;
  toggle(conference: string, session: string): boolean;
}

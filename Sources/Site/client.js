/**
 * A client of the Conference Catalog: one ES module without dependencies, for browsers, Node and Deno.
 *
 *     import { Catalog } from 'https://HOST/client.js';
 *     const catalog = new Catalog();
 *     for await (const conference of catalog.all('conferences', { topic: 'nlp', when: 'upcoming' })) {
 *       console.log(conference.display_name, conference.dates?.text);
 *     }
 *
 * It uses only the public API, which /docs and /openapi.json describe. Its types are in /client.d.ts.
 * You may copy it.
 */

/** An error response of the server, with its problem document (RFC 9457). */
export class CatalogProblem extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `the server answered ${status}`);
    this.name = 'CatalogProblem';
    this.status = status;
    this.problem = problem;
  }
}

export class Catalog {
  #answers = new Map();

  /**
   * @param {string} base The server's URL (default: the server of this module).
   * @param {{fetch?: typeof fetch, remembered?: number}} options `remembered` is the maximum number of
   *   responses that the client caches and revalidates by their ETags (default: 100).
   */
  constructor(base = new URL('.', import.meta.url).href, options = {}) {
    this.base = base.replace(/\/+$/, '');
    this.fetch = options.fetch ?? ((...request) => globalThis.fetch(...request));
    this.remembered = options.remembered ?? 100;
  }

  /** Returns the URL of a path with parameters. Joins an array by commas; omits null and ''. */
  url(path, parameters = {}, extension = '') {
    const url = new URL(`${this.base}/${String(path).replace(/^\/+/, '')}${extension && `.${extension}`}`);
    for (const [name, value] of Object.entries(parameters)) {
      const text = Array.isArray(value) ? value.join(',') : value;
      if (text !== null && text !== undefined && text !== '') url.searchParams.append(name, text);
    }
    return url.href;
  }

  /** Fetches the JSON at a URL of the catalog. The server does not send an unchanged response again. */
  async json(url, { signal } = {}) {
    const known = this.#answers.get(url);
    const headers = { Accept: 'application/json' };
    if (known) headers['If-None-Match'] = known.tag;
    const response = await this.fetch(url, { headers, signal });
    if (response.status === 304 && known) return known.body;
    const body = await response.json().catch(() => ({}));
    if (!response.ok) throw new CatalogProblem(response.status, body);
    const tag = response.headers.get('ETag');
    this.#answers.delete(url);
    if (tag) this.#answers.set(url, { tag, body });
    if (this.#answers.size > this.remembered) this.#answers.delete(this.#answers.keys().next().value);
    return body;
  }

  /** Fetches a page of a list: `{ data, page, facets, meta }`. */
  list(collection, parameters, options) {
    return this.json(this.url(collection, parameters), options);
  }

  /** Fetches one record, for example `one('conferences/vldb-2026')`. */
  async one(path, parameters, options) {
    return (await this.json(this.url(path, parameters), options)).data;
  }

  /** Yields all records of a list; fetches them page by page. */
  async *all(collection, parameters, options) {
    let url = this.url(collection, parameters);
    while (url) {
      const { data, page } = await this.json(url, options);
      yield* data;
      url = page.next;
    }
  }

  /** Searches records of all kinds by words; the best hits are first. */
  async search(words, parameters = {}, options) {
    const { data } = await this.list('search', { q: words, limit: 10, total: 'none', ...parameters }, options);
    return data;
  }

  /** Returns the webcal: URL with which a calendar program subscribes to a list or a record. */
  subscription(path, parameters) {
    return this.url(path, parameters, 'ics').replace(/^https?:/, 'webcal:');
  }
}

/**
 * Returns the time left until an instant: "in 3 d 04:05:06", "in 12 days", or "closed".
 *
 * @param {string} until An RFC 3339 time.
 * @param {number} now Milliseconds since 1970 (default: the clock).
 */
export function timeLeft(until, now = Date.now()) {
  const seconds = Math.floor((Date.parse(until) - now) / 1000);
  if (!(seconds >= 0)) return 'closed';
  const days = Math.floor(seconds / 86400);
  if (days >= 10) return `in ${days} days`;
  const clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
  return days ? `in ${days} d ${clock}` : `in ${clock}`;
}

/** Returns a time in the reader's zone and language: "Tue 15 Dec 2026, 12:59". */
export function localTime(instant, options = {}) {
  return new Intl.DateTimeFormat(undefined, {
    weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit',
    hourCycle: 'h23', ...options,
  }).format(new Date(instant));
}

/**
 * Returns a calendar (RFC 5545) of sessions in the form of the API, without those that have no time.
 *
 * @param {ReadonlyArray<{id: string, title: string, starts_at: string | null, ends_at?: string | null,
 *   room_name?: string | null, conference_name?: string | null, url?: string}>} sessions
 * @param {{name?: string, authority?: string, now?: number}} options
 */
export function calendar(sessions, options = {}) {
  const instant = (text) => new Date(text).toISOString().replace(/[-:]|\.\d+/g, '');
  const text = (value) => String(value).replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Conference Catalog//client.js//EN'];
  if (options.name) lines.push(`NAME:${text(options.name)}`, `X-WR-CALNAME:${text(options.name)}`);
  for (const session of sessions) {
    if (!session.starts_at) continue;
    lines.push('BEGIN:VEVENT', `UID:session-${session.id}@${options.authority ?? 'conference-catalog'}`);
    lines.push(`DTSTAMP:${instant(options.now ?? Date.now())}`, `DTSTART:${instant(session.starts_at)}`);
    if (session.ends_at) lines.push(`DTEND:${instant(session.ends_at)}`);
    lines.push(`SUMMARY:${text(session.title)}`);
    const place = [session.room_name, session.conference_name].filter(Boolean).join(', ');
    if (place) lines.push(`LOCATION:${text(place)}`);
    if (session.url) lines.push(`URL:${session.url}`);
    lines.push('END:VEVENT');
  }
  lines.push('END:VCALENDAR', '');
  return lines.map(folded).join('\r\n');
}

/** Folds a content line after at most 75 bytes, and never within a character. */
function folded(line) {
  const encoder = new TextEncoder();
  let result = '';
  let size = 0;
  for (const character of line) {
    const bytes = encoder.encode(character).length;
    if (size + bytes > 75) {
      result += '\r\n ';
      size = 1;
    }
    result += character;
    size += bytes;
  }
  return result;
}

/** The reader's picks: a set of session IDs for each conference, which the browser stores. */
export class Picks {
  constructor(storage = globalThis.localStorage) {
    this.storage = storage;
  }

  #key(conference) {
    return `catalog-picks:${conference}`;
  }

  /** Returns the IDs of the picked sessions of a conference. */
  of(conference) {
    try {
      const ids = JSON.parse(this.storage.getItem(this.#key(conference)) ?? '[]');
      return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
    } catch {
      return new Set();
    }
  }

  /** Picks a session, or removes it from the picks; returns whether it is picked now. */
  toggle(conference, session) {
    const ids = this.of(conference);
    const isPicked = !ids.delete(session);
    if (isPicked) ids.add(session);
    try {
      if (ids.size) this.storage.setItem(this.#key(conference), JSON.stringify([...ids]));
      else this.storage.removeItem(this.#key(conference));
    } catch {
      // A browser without storage forgets the picks when the page closes.
    }
    return isPicked;
  }
}

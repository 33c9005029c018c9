// What a program may do with client.js by its types, which `tsc` checks and nobody runs.
import { Catalog, CatalogProblem, Picks, calendar, localTime, timeLeft } from './declared/client.js';

// Whatever the types promise, the module has.
export const promised: Promise<typeof import('./declared/client.js')> = import('./source/client.js');

export async function use(catalog: Catalog): Promise<void> {
  for await (const conference of catalog.all('conferences', { topic: ['nlp', 'ml'], limit: 5, total: null })) {
    console.log(conference.display_name);
  }
  const page = await catalog.list<{ id: string }>('conferences');
  const first: string = page.data[0].id;
  const next: string | null = page.page.next;
  const hits = await catalog.search('nlp', {}, { signal: new AbortController().signal });
  const file: string = calendar([{ id: 'a', title: 'A', starts_at: null }], { name: first, authority: 'a', now: 1 });
  const address: string = catalog.subscription('deadlines', { within: '30d' });
  const words: string = timeLeft('2026-12-01T00:00:00Z') + localTime(Date.now(), { year: undefined });
  const picked: boolean = new Picks(sessionStorage).toggle('vldb-2026', 'talk') && new Picks().of('x').has('talk');
  try {
    await catalog.one('sessions/none');
  } catch (error) {
    if (error instanceof CatalogProblem) console.log(error.status, error.problem.errors?.[0].did_you_mean, error.message);
  }
  console.log(next, hits, file, address, words, picked);
  // @ts-expect-error A path is a text.
  catalog.url(5);
  // @ts-expect-error The client has no such method.
  catalog.nothing;
}

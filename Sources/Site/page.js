/**
 * Makes the catalog's HTML pages quick. All of them work without it.
 *
 * It uses client.js and the public API, and gets lists as the pages that the server makes of them.
 */
import { Catalog, Picks, calendar, localTime, timeLeft } from './client.js';

const catalog = new Catalog(document.documentElement.dataset.catalog || location.origin);
const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

/** An element with properties, attributes (names with a hyphen, and `role`) and children. */
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-') || key === 'role') element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

document.documentElement.classList.add('scripted');
const status = make('p', { className: 'hidden', role: 'status' });
document.body.append(status);

// Countdowns, and times in the reader's zone.

function addLocalTimes(root) {
  for (const time of findAll('time[data-zoned]', root)) {
    delete time.dataset.zoned;
    time.after(make('span', { className: 'soft' }, ` · ${localTime(time.dateTime, { weekday: undefined, year: undefined })} your time`));
  }
  for (const time of findAll('time[data-begins]', root)) {
    delete time.dataset.begins;
    const text = localTime(time.dateTime, { year: undefined });
    time.textContent = ` · from ${text} your time`;
  }
}

function count() {
  for (const time of findAll('time[data-until]')) {
    const text = timeLeft(time.dataset.until);
    if (time.textContent !== text) time.textContent = text;
    time.classList.toggle('over', text === 'closed');
    time.classList.toggle('soon', text !== 'closed' && Date.parse(time.dataset.until) - Date.now() < 3 * 864e5);
  }
  for (const slot of findAll('.slot[data-end]')) {
    const now = Date.now();
    slot.classList.toggle('now', Date.parse(slot.dataset.start) <= now && now < Date.parse(slot.dataset.end));
  }
}
setInterval(count, 1000);

// Lists: facets, filters, orders, layouts and pages without a reload.

let request;

/** Shows another state of the list; `focus` is the selector of what is focused afterwards. */
async function show(url, { push = true, focus } = {}) {
  request?.abort();
  const { signal } = (request = new AbortController());
  const results = find('#results');
  results.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(url, { headers: { Accept: 'text/html' }, signal });
    const next = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = find('#content', next);
    if (!fresh || !response.ok) return location.assign(url);
    const typed = document.activeElement?.matches?.('[data-list] [name=q]') ? document.activeElement : null;
    const selection = typed && [typed.value, typed.selectionStart, typed.selectionEnd];
    const open = findAll('.facets details[open]').map((details) => details.parentElement.getAttribute('aria-label'));
    find('#content').replaceChildren(...fresh.childNodes);
    document.title = next.title;
    const canonical = [find('link[rel=canonical]'), find('link[rel=canonical]', next)];
    if (canonical[0] && canonical[1]) canonical[0].href = canonical[1].href;
    if (push) history.pushState({ list: true }, '', url);
    for (const details of findAll('.facets details')) {
      details.open = open.includes(details.parentElement.getAttribute('aria-label'));
    }
    enhance();
    const field = find('[data-list] [name=q]');
    if (selection && field) {
      [field.value] = selection;
      field.focus();
      field.setSelectionRange(selection[1], selection[2]);
    } else if (focus) {
      // On a small screen the facets are in a sheet, which is closed now.
      const target = [focus, '.open-sheet', '#content'].map((selector) => find(selector)).find((element) => element?.checkVisibility());
      target?.focus({ preventScroll: true });
    }
    status.textContent = find('#results .total')?.textContent ?? '';
  } catch (error) {
    if (error.name !== 'AbortError') location.assign(url);
  } finally {
    if (request?.signal === signal) find('#results')?.removeAttribute('aria-busy');
  }
}

function formURL(form) {
  const url = new URL(form.action || location.href);
  url.search = '';
  url.hash = '';
  for (const [name, value] of new FormData(form)) if (value !== '') url.searchParams.append(name, value);
  return url.href;
}

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a');
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (!find('#results') || !find('[data-list]')) return;
  if (!link.closest('.facets li, .tabs, .pages, [data-chips], [data-step]')) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || url.pathname !== location.pathname) return;
  event.preventDefault();
  const label = link.closest('section')?.getAttribute('aria-label');
  const isPage = link.closest('.pages');
  show(url.href, {
    focus: label ? `.facets section[aria-label="${CSS.escape(label)}"] a` : link.closest('.tabs') ? '.tabs [aria-current]' : undefined,
  }).then(() => isPage && find('#results').scrollIntoView());
});

let timer;
document.addEventListener('input', (event) => {
  const form = event.target.closest?.('[data-list]');
  if (!form || !event.target.matches('[name=q], select')) return;
  clearTimeout(timer);
  timer = setTimeout(() => show(formURL(form)), event.target.matches('select') ? 0 : 250);
});
document.addEventListener('submit', (event) => {
  if (event.target.matches('[data-list]')) {
    event.preventDefault();
    clearTimeout(timer);
    show(formURL(event.target));
  } else if (event.target.matches('[data-sift]')) {
    event.preventDefault();
    sift();
  }
});
history.replaceState({ list: Boolean(find('[data-list]')) }, '');
addEventListener('popstate', (event) => {
  if (event.state?.list && find('[data-list]')) show(location.href, { push: false });
});

// Search as you type.

function suggest(input) {
  const list = make('ul', { className: 'suggestions', role: 'listbox', id: `suggestions-${suggest.count = (suggest.count ?? 0) + 1}`, hidden: true, 'aria-label': 'Suggestions' });
  input.after(list);
  for (const [name, value] of Object.entries({
    role: 'combobox', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-autocomplete': 'list',
  })) input.setAttribute(name, value);
  let pending;
  let wait;
  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const label = (hit) => hit.display_name ?? hit.title ?? hit.name ?? hit.label ?? hit.id;
  const about = (hit) => [hit.type?.replace('_', ' '), hit.display_name && hit.name !== hit.display_name ? hit.name : hit.conference_name, hit.dates?.text]
    .filter(Boolean).join(' · ');
  async function ask() {
    pending?.abort();
    const words = input.value.trim();
    if (words.length < 2) return close();
    pending = new AbortController();
    try {
      const hits = await catalog.search(words, { limit: 8 }, { signal: pending.signal });
      list.replaceChildren(...hits.filter((hit) => hit.url).map((hit, index) => {
        const option = make('li', { role: 'option', id: `${list.id}-${index}`, 'aria-selected': 'false' }, label(hit),
          make('span', { className: 'soft small' }, ` ${about(hit)}`));
        option.dataset.url = hit.url;
        return option;
      }));
      list.hidden = !list.children.length;
      input.setAttribute('aria-expanded', String(!list.hidden));
      input.removeAttribute('aria-activedescendant');
    } catch {
      close();
    }
  }
  input.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(ask, 180);
  });
  input.addEventListener('keydown', (event) => {
    const options = [...list.children];
    const selected = options.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !list.hidden) {
      event.preventDefault();
      const next = (selected + (event.key === 'ArrowDown' ? 1 : selected < 0 ? 0 : -1) + options.length) % options.length;
      options.forEach((option, index) => option.setAttribute('aria-selected', String(index === next)));
      input.setAttribute('aria-activedescendant', options[next].id);
      options[next].scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && !list.hidden && selected >= 0) {
      event.preventDefault();
      location.assign(options[selected].dataset.url);
    }
  });
  input.addEventListener('blur', () => setTimeout(close, 150));
  list.addEventListener('pointerdown', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) {
      event.preventDefault();
      location.assign(option.dataset.url);
    }
  });
}

// Programmes: filters without a reload, and the reader's picks.

const picks = new Picks();
let onlyPicks = false;
const sessionOf = (talk) => decodeURIComponent(find('a', talk).pathname.split('/').pop());

/** Hides the talks that do not fit the form. */
function sift() {
  const form = find('[data-sift]');
  const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = findAll('select', form).filter((select) => select.value).map((select) => [select.name, select.value]);
  const picked = picks.of(find('[data-programme]').dataset.programme);
  const isSifting = words.length || chosen.length || onlyPicks;
  let shown = 0;
  for (const slot of findAll('.slot')) {
    let left = 0;
    for (const talk of findAll('.talk', slot)) {
      const text = talk.textContent.toLowerCase();
      talk.hidden = !(words.every((word) => text.includes(word)) && chosen.every(([name, value]) => talk.dataset[name] === value)
        && (!onlyPicks || picked.has(sessionOf(talk))));
      left += talk.hidden ? 0 : 1;
    }
    slot.hidden = !left;
    for (const details of findAll('details', slot)) if (isSifting) details.open = true;
    shown += left;
  }
  status.textContent = `${shown} sessions`;
  const url = new URL(location.href);
  for (const field of [form.q, ...findAll('select', form)]) {
    if (field.value) url.searchParams.set(field.name, field.value);
    else url.searchParams.delete(field.name);
  }
  history.replaceState(history.state, '', url);
}

function addPicks() {
  const programme = find('[data-programme]');
  const bar = find('[data-picks]');
  if (!programme || !bar || bar.children.length) return;
  const conference = programme.dataset.programme;
  const only = make('button', { type: 'button', 'aria-pressed': 'false' }, 'Only my picks');
  const save = make('button', { type: 'button' }, 'Export my picks');
  const update = () => {
    const ids = picks.of(conference);
    save.textContent = `Export my picks (${ids.size})`;
    save.disabled = !ids.size;
    for (const talk of findAll('.talk', programme)) {
      const isPicked = ids.has(sessionOf(talk));
      find('.pick', talk).setAttribute('aria-pressed', String(isPicked));
      find('.pick', talk).textContent = isPicked ? '★' : '☆';
    }
  };
  for (const talk of findAll('.talk', programme)) {
    const button = make('button', { type: 'button', className: 'pick', 'aria-label': `Pick ${find('a', talk).textContent}` });
    button.addEventListener('click', () => {
      picks.toggle(conference, sessionOf(talk));
      update();
      if (onlyPicks) sift();
    });
    talk.prepend(button);
  }
  only.addEventListener('click', () => {
    onlyPicks = !onlyPicks;
    only.setAttribute('aria-pressed', String(onlyPicks));
    sift();
  });
  save.addEventListener('click', async () => {
    const sessions = [];
    for (const id of picks.of(conference)) {
      // A session that was removed from the catalog is no longer in the calendar.
      try { sessions.push(await catalog.one(`sessions/${encodeURIComponent(id)}`)); } catch { continue; }
    }
    const file = new Blob([calendar(sessions, { name: `My picks of ${conference}`, authority: new URL(catalog.base).hostname })], { type: 'text/calendar' });
    const link = make('a', { href: URL.createObjectURL(file), download: `${conference}-picks.ics` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    status.textContent = `${sessions.length} sessions exported`;
  });
  bar.append(only, save);
  update();
  const form = find('[data-sift]');
  form.addEventListener('input', sift);
  if (findAll('select, [name=q]', form).some((field) => field.value)) sift();
}

function enhance() {
  addLocalTimes(document);
  for (const input of findAll('[data-suggest]')) {
    delete input.dataset.suggest;
    suggest(input);
  }
  addPicks();
  count();
}
enhance();

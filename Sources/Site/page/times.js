/**
 * Makes the catalog's HTML pages faster to use. All pages work without it.
 *
 * It uses client.js and the public API, and loads lists as HTML pages of the server.
 */
import { Catalog, Picks, calendar, localTime, timeLeft } from './client.js';

const catalog = new Catalog(document.documentElement.dataset.catalog || location.origin);
const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

/** Creates an element with properties, attributes (names with a hyphen, and `role`) and children. */
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
    // Where that is midnight, the days are those of the reader.
    if (!text.endsWith('00:00')) time.textContent = ` · its first day begins on ${text} your time`;
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

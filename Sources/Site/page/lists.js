// Lists: facets, filters, orders, layouts and pages without a reload.

let request;

/** The URL of the page without its fragment. */
const pageURL = () => location.href.split('#')[0];
let shownURL = pageURL();

/** Loads another state of the list; `focus` is the selector of the element to focus afterwards. */
async function show(url, { push = true, focus } = {}) {
  request?.abort();
  const { signal } = (request = new AbortController());
  const results = find('#results');
  if (!results) return location.assign(url);
  results.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(url, { headers: { Accept: 'text/html' }, signal });
    const next = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = find('#content', next);
    if (!fresh || !response.ok) return location.assign(url);
    const typed = document.activeElement?.matches?.('[data-list] [name=q], [data-sift] [name=q]') ? document.activeElement : null;
    const selection = typed && [typed.value, typed.selectionStart, typed.selectionEnd];
    const open = findAll('.facets details[open]').map((details) => details.parentElement.getAttribute('aria-label'));
    find('#content').replaceChildren(...fresh.childNodes);
    document.title = next.title;
    const canonical = [find('link[rel=canonical]'), find('link[rel=canonical]', next)];
    if (canonical[0] && canonical[1]) canonical[0].href = canonical[1].href;
    // Going back must not open the sheet of filters again.
    if (location.hash === '#filters') history.replaceState(null, '', pageURL());
    if (push) history.pushState(null, '', url);
    shownURL = pageURL();
    for (const details of findAll('.facets details')) {
      details.open = open.includes(details.parentElement.getAttribute('aria-label'));
    }
    enhance();
    const field = find('[data-list] [name=q], [data-sift] [name=q]');
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

/** Makes the rest of the page inert while the sheet of filters covers it. */
function updateSheet() {
  const isOpen = location.hash === '#filters' && Boolean(find('.close-sheet')?.checkVisibility());
  for (const element of findAll('.skip, .top, .foot, main > :not(.list-page), .list-page > :not(.facets)')) element.inert = isOpen;
  if (isOpen) find('.close-sheet').focus();
}
addEventListener('hashchange', updateSheet);
// On a wide screen the filters stand beside the list.
matchMedia('(min-width: 62rem)').addEventListener('change', updateSheet);
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || location.hash !== '#filters' || !find('.close-sheet')?.checkVisibility()) return;
  location.hash = 'results';
  updateSheet();
  find('.open-sheet')?.focus();
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
    filterProgramme();
  }
});
addEventListener('popstate', () => {
  if (pageURL() !== shownURL && find('[data-list], [data-sift]')) show(location.href, { push: false });
});

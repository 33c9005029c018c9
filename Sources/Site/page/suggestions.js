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

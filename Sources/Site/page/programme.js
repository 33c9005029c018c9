// Programmes: filters without a reload, and the reader's picks.

const picks = new Picks();
let onlyPicks = false;
const sessionOf = (talk) => decodeURIComponent(find('a', talk).pathname.split('/').pop());

/** Whether the page has all sessions of its day, so that the browser can filter them. */
let isWholeDay = false;

/** Shows the sessions that fit the form: those of the page, or those that the server finds. */
function filterProgramme() {
  if (isWholeDay) return sift();
  clearTimeout(timer);
  timer = setTimeout(() => show(formURL(find('[data-sift]'))), 250);
}

/** Hides the talks that do not fit the form. */
function sift() {
  const form = find('[data-sift]');
  const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = findAll('select', form).filter((select) => select.value).map((select) => [select.name, select.value]);
  const picked = picks.of(find('[data-programme]').dataset.programme);
  const isSifting = words.length || chosen.length || onlyPicks;
  const fits = (talk) => !isWholeDay || (words.every((word) => talk.textContent.toLowerCase().includes(word))
    && chosen.every(([name, value]) => talk.dataset[name] === value));
  let shown = 0;
  for (const slot of findAll('.slot')) {
    let left = 0;
    for (const talk of findAll('.talk', slot)) {
      talk.hidden = !fits(talk) || (onlyPicks && !picked.has(sessionOf(talk)));
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
  isWholeDay = !find('[data-parts]') && !findAll('select, [name=q]', form).some((field) => field.value);
  form.addEventListener('input', filterProgramme);
  if (onlyPicks) {
    only.setAttribute('aria-pressed', 'true');
    sift();
  }
}

/** Picks of single sessions: on their own pages and in lists. */
function addPickButtons() {
  for (const place of findAll('[data-pick]:empty')) {
    const { pick: session, of: conference } = place.dataset;
    const title = find('h3 a', place.parentElement) ?? find('h1');
    const button = make('button', { type: 'button', className: 'pick', 'aria-label': `Pick ${title.textContent}` });
    const update = () => {
      const isPicked = picks.of(conference).has(session);
      button.setAttribute('aria-pressed', String(isPicked));
      button.textContent = isPicked ? '★' : '☆';
    };
    button.addEventListener('click', () => {
      picks.toggle(conference, session);
      update();
    });
    place.append(button);
    update();
  }
}

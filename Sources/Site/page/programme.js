// Programmes: filters without a reload, and the reader's picks.

const picks = new Picks();
let onlyPicks = false;
const sessionOf = (talk) => decodeURIComponent(find('a', talk).pathname.split('/').pop());

/** Whether the page has all sessions of its day, so that the browser can filter them. */
let isWholeDay = false;

/** The list of the picked sessions of all days, while the page shows only these. */
let pickList;

/** Shows the sessions that match the form: those of the page, or those that the server returns. */
function filterProgramme() {
  if (isWholeDay || pickList) return sift();
  clearTimeout(timer);
  timer = setTimeout(() => show(formURL(find('[data-sift]'))), 250);
}

/** Hides the talks that do not match the form. */
function sift() {
  const form = find('[data-sift]');
  const words = form.q.value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = findAll('select', form).filter((select) => select.value).map((select) => [select.name, select.value]);
  const picked = picks.of(find('[data-programme]').dataset.programme);
  const isSifting = words.length || chosen.length;
  const fits = (talk) => words.every((word) => talk.textContent.toLowerCase().includes(word))
    && chosen.every(([name, value]) => talk.dataset[name] === value);
  let shown = 0;
  for (const slot of findAll('.slot', pickList ?? document)) {
    let left = 0;
    for (const talk of findAll('.talk', slot)) {
      talk.hidden = pickList ? !fits(talk) || !picked.has(sessionOf(talk)) : isWholeDay && !fits(talk);
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
  history.replaceState(null, '', url);
  shownURL = pageURL();
}

/** Fetches the picked sessions in order of time; omits those that the catalog no longer has. */
async function pickedSessions(conference) {
  const ids = [...picks.of(conference)];
  const found = [];
  // A few at a time: the server answers 503 if one client has too many waiting requests.
  while (ids.length) {
    found.push(...await Promise.all(ids.splice(0, 8).map((id) =>
      catalog.one(`sessions/${encodeURIComponent(id)}`).catch((problem) => {
        if (problem.status === 404 || problem.status === 410) return null;
        throw problem;
      }))));
  }
  const time = (session) => (session.starts_at ? Date.parse(session.starts_at) : Infinity);
  return found.filter(Boolean).sort((a, b) => (time(a) < time(b) ? -1 : time(a) > time(b) ? 1 : 0));
}

let pickTurn = 0;

/** Shows the picks of all days in place of the day's sessions, or the day again. */
async function showPicks(programme) {
  const turn = ++pickTurn;
  pickList?.remove();
  pickList = undefined;
  if (onlyPicks) {
    const sessions = await pickedSessions(programme.dataset.programme);
    // The reader may have clicked again, or moved to another day, in the meantime.
    if (turn !== pickTurn || !programme.isConnected) return;
    pickList = make('div', { className: 'my-picks' });
    let day;
    let slot;
    for (const session of sessions) {
      const [date, clock] = (session.starts_at ?? 'T').split('T');
      if (date !== day) pickList.append(make('h2', {}, date ? dayText(date) : 'No time announced'));
      if (date !== day || clock !== slot.dataset.clock) {
        slot = make('section', { className: 'slot' }, make('h3', {}, clock.slice(0, 5)), make('ul', { className: 'talks' }));
        slot.dataset.clock = clock;
        pickList.append(slot);
      }
      day = date;
      const facts = [session.speakers?.map((speaker) => speaker.name).join(', '), session.room_name, session.track_name];
      const talk = make('li', { className: `talk ${session.kind}` }, make('a', { href: session.url }, session.title),
        make('p', { className: 'soft' }, facts.filter(Boolean).join(' · ')));
      talk.dataset.kind = session.kind;
      if (session.track) talk.dataset.track = session.track;
      find('ul', slot).append(talk);
    }
    if (!sessions.length) pickList.append(make('p', {}, 'You have picked no sessions yet.'));
    programme.after(pickList);
    addStars(programme, pickList);
  }
  programme.hidden = onlyPicks;
  for (const part of findAll('[data-parts]')) part.hidden = onlyPicks;
  if (onlyPicks || isWholeDay) return sift();
  // The form may have changed, and only the server has the day's other sessions.
  await show(formURL(find('[data-sift]')), { push: false, focus: '[data-picks] button' });
}

const dayText = (date) => new Intl.DateTimeFormat('en-GB', {
  weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC',
}).format(new Date(date));

/** Adds buttons that pick a session to the talks in a part of the page. */
function addStars(programme, root) {
  const conference = programme.dataset.programme;
  for (const talk of findAll('.talk', root)) {
    const button = make('button', { type: 'button', className: 'pick', 'aria-label': `Pick ${find('a', talk).textContent}` });
    button.addEventListener('click', () => {
      picks.toggle(conference, sessionOf(talk));
      updatePicks(conference);
      if (pickList) sift();
    });
    talk.prepend(button);
  }
  updatePicks(conference);
}

/** Shows which sessions are picked, and how many. */
function updatePicks(conference) {
  const ids = picks.of(conference);
  const save = find('[data-save]');
  save.textContent = `Export my picks (${ids.size})`;
  // The buttons say nothing before the first pick; shown picks can be left after the last one.
  save.hidden = !ids.size;
  find('[data-only]').hidden = !ids.size && !onlyPicks;
  for (const button of findAll('.talk .pick')) {
    const isPicked = ids.has(sessionOf(button.parentElement));
    button.setAttribute('aria-pressed', String(isPicked));
    button.textContent = isPicked ? '★' : '☆';
  }
}

function addPicks() {
  const programme = find('[data-programme]');
  const bar = find('[data-picks]');
  if (!programme || !bar || bar.children.length) return;
  const conference = programme.dataset.programme;
  const only = make('button', { type: 'button', 'aria-pressed': 'false', 'data-only': '' }, 'Only my picks');
  const save = make('button', { type: 'button', 'data-save': '' });
  const showState = () => {
    only.setAttribute('aria-pressed', String(onlyPicks));
    return showPicks(programme).catch((problem) => {
      onlyPicks = false;
      only.setAttribute('aria-pressed', 'false');
      status.textContent = `The picks cannot be shown: ${problem.message}`;
    });
  };
  only.addEventListener('click', () => {
    onlyPicks = !onlyPicks;
    showState();
  });
  const exportPicks = async () => {
    const sessions = await pickedSessions(conference);
    const file = new Blob([calendar(sessions, { name: `My picks of ${conference}`, authority: new URL(catalog.base).hostname })], { type: 'text/calendar' });
    const link = make('a', { href: URL.createObjectURL(file), download: `${conference}-picks.ics` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    status.textContent = `${sessions.length} sessions exported`;
  };
  save.addEventListener('click', () => exportPicks().catch((problem) => {
    status.textContent = `The picks cannot be exported: ${problem.message}`;
  }));
  bar.append(only, save);
  pickList = undefined;
  addStars(programme, programme);
  const form = find('[data-sift]');
  isWholeDay = !find('[data-parts]') && !findAll('select, [name=q]', form).some((field) => field.value);
  form.addEventListener('input', filterProgramme);
  if (onlyPicks) showState();
}

/** Adds buttons that pick a session, on its own page and in lists. */
function addPickButtons() {
  for (const place of findAll('[data-pick]:empty')) {
    const { pick: session, of: conference } = place.dataset;
    const row = find('h3 a', place.parentElement);
    const button = make('button', { type: 'button', className: row ? 'pick' : 'pick named', 'aria-label': `Pick ${(row ?? find('h1')).textContent}` });
    const update = () => {
      const isPicked = picks.of(conference).has(session);
      button.setAttribute('aria-pressed', String(isPicked));
      button.textContent = `${isPicked ? '★' : '☆'}${row ? '' : ' Pick'}`;
    };
    button.addEventListener('click', () => {
      picks.toggle(conference, session);
      update();
    });
    place.append(button);
    update();
  }
}

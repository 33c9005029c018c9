function enhance() {
  addLocalTimes(document);
  for (const input of findAll('[data-suggest]')) {
    delete input.dataset.suggest;
    suggest(input);
  }
  updateSheet();
  addPicks();
  addPickButtons();
  count();
}
enhance();

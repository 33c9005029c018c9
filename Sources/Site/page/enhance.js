function enhance() {
  addLocalTimes(document);
  for (const input of findAll('[data-suggest]')) {
    delete input.dataset.suggest;
    suggest(input);
  }
  addPicks();
  addPickButtons();
  count();
}
enhance();

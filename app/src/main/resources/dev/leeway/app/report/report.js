// Pages and filters the features, and opens the one a link leads to. Without it all are listed.
(() => {
  const size = 50;
  const list = document.querySelector('.columns');
  const bar = document.querySelector('.filter');
  const show = id => {
    const target = id && document.getElementById(id);
    if (target && target.tagName === 'DETAILS') {
      target.hidden = false;
      target.open = true;
      target.scrollIntoView();
    }
  };
  if (list && list.children.length > 8) {
    const cards = [...list.children];
    const names = cards.map(card => card.querySelector('.name').textContent.toLowerCase());
    const [find, state] = bar.querySelectorAll('input, select');
    const [back, on] = bar.querySelectorAll('button');
    const status = bar.querySelector('[role=status]');
    let page = 0;
    const draw = () => {
      const wanted = find.value.toLowerCase();
      const found = cards.filter((card, at) => names[at].includes(wanted)
        && (!state.value || card.classList.contains(state.value)));
      page = Math.max(0, Math.min(page, Math.ceil(found.length / size) - 1));
      cards.forEach(card => { card.hidden = true; });
      const shown = found.slice(page * size, page * size + size);
      shown.forEach(card => { card.hidden = false; });
      back.disabled = page === 0;
      on.disabled = (page + 1) * size >= found.length;
      back.hidden = on.hidden = found.length <= size;
      status.textContent = found.length
        ? `${page * size + 1}–${page * size + shown.length} of ${found.length}` : 'none';
    };
    const first = () => { page = 0; draw(); };
    find.addEventListener('input', first);
    state.addEventListener('change', first);
    back.addEventListener('click', () => { page -= 1; draw(); });
    on.addEventListener('click', () => { page += 1; draw(); });
    bar.hidden = false;
    draw();
  }
  addEventListener('hashchange', () => show(location.hash.slice(1)));
  show(location.hash.slice(1));
})();

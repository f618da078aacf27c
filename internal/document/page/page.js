'use strict';
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.getElementById('filter');
  const by = { repo: document.getElementById('by-repo'), category: document.getElementById('by-category'), priority: document.getElementById('by-priority') };
  const text = document.getElementById('by-text');

  // Rows say what they are about by data attributes; a row that does not say is not asked about it.
  function matches(row) {
    for (const [name, select] of Object.entries(by)) {
      if (select.value !== '' && row.dataset[name] !== undefined && row.dataset[name] !== select.value) return false;
    }
    const want = text.value.trim().toLowerCase();
    return want === '' || row.textContent.toLowerCase().includes(want);
  }

  function apply() {
    let shown = 0;
    let total = 0;
    for (const row of all('[data-repo]')) {
      row.hidden = !matches(row);
      if (row.classList.contains('finding')) {
        total++;
        if (!row.hidden) shown++;
      }
    }
    for (const group of all('[data-group]')) {
      const rows = all('[data-repo]', group);
      group.hidden = rows.length > 0 && rows.every((r) => r.hidden);
    }
    document.getElementById('shown').textContent = `${shown} of ${total} findings`;
    document.getElementById('none').hidden = shown > 0 || total === 0;
  }

  function value(row, column) {
    const cell = row.cells[column];
    return cell.dataset.value ?? cell.textContent.trim();
  }

  function sort(table, column, header) {
    const descending = header.getAttribute('aria-sort') === 'ascending';
    for (const th of all('th', table.tHead)) th.removeAttribute('aria-sort');
    header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => {
      const order = value(a, column).localeCompare(value(b, column), 'en', { numeric: true });
      return descending ? -order : order;
    });
    table.tBodies[0].append(...rows);
  }

  for (const table of all('table.sortable')) {
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...header.childNodes);
      header.append(button);
      button.addEventListener('click', () => sort(table, column, header));
    });
  }

  let opened = [];
  addEventListener('beforeprint', () => {
    opened = all('details:not([open])');
    for (const d of opened) d.open = true;
  });
  addEventListener('afterprint', () => {
    for (const d of opened) d.open = false;
  });

  form.addEventListener('input', apply);
  form.addEventListener('submit', (e) => e.preventDefault());
  form.addEventListener('reset', () => setTimeout(apply));
  form.hidden = false;
  apply();
})();

// The help page: makes the bookmarklet for this server's address, and the table of keyboard shortcuts.

import { localShortcuts, shortcuts } from './ui/shortcuts.js';
import { $ } from './ui/dom.js';

const code =
  `javascript:void(location.href='${new URL('/', location.href)}?url='+encodeURIComponent(location.href))`;
$('#bookmarklet').href = code;
$('#bookmarklet-code').textContent = code;
$('#bookmarklet').addEventListener('click', (event) => {
  event.preventDefault();
  $('#bookmarklet-note').textContent = 'Drag this to your bookmarks bar; on this page there is nothing to save.';
});

for (const { keys, does } of [...shortcuts, ...localShortcuts]) {
  const row = document.createElement('tr');
  const [names, what] = [document.createElement('td'), document.createElement('td')];
  for (const key of keys) {
    const name = document.createElement('kbd');
    name.textContent = key;
    names.append(name, ' ');
  }
  what.textContent = does;
  row.append(names, what);
  $('tbody').append(row);
}

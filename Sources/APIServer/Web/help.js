// The help page: its bookmarklet knows where this Tonearm is, its table lists the keys that the page listens for.

import { localShortcuts, shortcuts } from './ui/shortcuts.js';
import { $ } from './ui/dom.js';

const code =
  `javascript:void(location.href='${new URL('/', location.href)}?url='+encodeURIComponent(location.href))`;
$('#bookmarklet').href = code;
$('#bookmarklet-code').textContent = code;
$('#bookmarklet').addEventListener('click', (event) => {
  event.preventDefault();
  $('#bookmarklet-note').textContent = 'Drag it to your bookmarks bar; here it has nothing to save.';
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

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const web = new URL('../../../Sources/APIServer/Web/', import.meta.url);
const read = (path) => readFileSync(new URL(path, web), 'utf8');

/** The paths of all modules that the one at `path` needs. */
function needed(path, found = new Set()) {
  for (const [, specifier] of read(path).matchAll(/\bfrom '(\..+?)'/g)) {
    const module = new URL(specifier, new URL(path, web)).href.slice(web.href.length);
    if (!found.has(module)) needed(module, found.add(module));
  }
  return found;
}

test('the page asks for all of its modules at once', () => {
  const links = [...read('index.html').matchAll(/rel="modulepreload" href="(.+?)"/g)].map(([, path]) => path);
  assert.deepEqual(links, [...needed('app.js')].sort());
});

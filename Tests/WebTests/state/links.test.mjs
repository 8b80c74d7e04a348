import assert from 'node:assert/strict';
import { test } from 'node:test';

import { linkIn, problemWith, shortened } from '../../../Sources/APIServer/Web/state/links.js';
import { added, removed, restored } from '../../../Sources/APIServer/Web/state/up-next.js';

for (const [text, link] of [
  ['https://site/a?b=1', 'https://site/a?b=1'],
  ['Sinnerman by Nina Simone\nhttps://site/watch?v=1 via app', 'https://site/watch?v=1'],
  ['<a href="http://site/x">', 'http://site/x'], ['javascript:alert(1)', ''], ['', ''], [null, ''],
]) {
  test(`finds ${link || 'no link'} in ${JSON.stringify(text)}`, () => assert.equal(linkIn(text), link));
}

for (const link of ['https://site/a', 'http://127.0.0.1:8080/x', ' HTTPS://Site/ü ', 'https://[::1]/']) {
  test(`takes ${link}`, () => assert.equal(problemWith(link), null));
}

for (const link of [
  '', 'site.com/a', 'ftp://site/a', 'javascript:alert(1)', 'https://', 'https:///a', 'https://a b',
  'https://user:pw@site/', `https://site/${'a'.repeat(4096)}`, 'https://[::1',
]) {
  test(`refuses ${link.slice(0, 30) || 'nothing'} with a sentence`, () => assert.match(problemWith(link), /\.$/));
}

test('a link is shown as one recognises it', () => {
  assert.equal(shortened('https://www.site.com/a/'), 'site.com/a');
});

test('links wait in order, each once', () => {
  const links = added(added(added([], { url: 'a', key: '1' }), { url: 'b', key: '2' }), { url: 'a', key: '3' });
  assert.deepEqual(links.map(({ key }) => key), ['1', '2']);
  assert.deepEqual(removed(links, '1').map(({ key }) => key), ['2']);
});

test('waiting links are bounded', () => {
  const links = Array.from({ length: 80 }, (_, index) => ({ url: `${index}`, key: `${index}` })).reduce(added, []);
  assert.equal(links.length, 50);
});

for (const text of [null, '', '{', 'null', '{"url":1}', '[{"url":1,"key":"x"}]']) {
  test(`no links are restored from ${text}`, () => assert.deepEqual(restored(text), []));
}

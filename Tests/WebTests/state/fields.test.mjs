import assert from 'node:assert/strict';
import { test } from 'node:test';

import { originOf, parse, problem, textOf, valueOf } from '../../../Sources/APIServer/Web/state/fields.js';

const download = {
  suggested: { title: 'Site', album: 'Guess', year: 1965, sources: { title: 'site', album: 'default' } },
  draft: { title: 'Mine', genre: null },
};

test('the draft stands above the suggestion, also where it clears a field', () => {
  assert.equal(valueOf(download, 'title'), 'Mine');
  assert.equal(valueOf({ ...download, draft: { album: null } }, 'album'), null);
  assert.equal(textOf(download, 'year'), '1965');
  assert.equal(textOf(download, 'artist'), '');
});

test('each value tells where it came from', () => {
  assert.equal(originOf(download, 'title'), 'typed');
  assert.equal(originOf(download, 'album'), 'default');
  assert.equal(originOf(download, 'artist'), null);
  assert.equal(originOf({ draft: {}, suggested: { year: 1965 } }, 'year'), null);
});

for (const [name, text, value] of [
  ['title', '  as typed ', '  as typed '], ['title', '   ', null], ['year', ' 1965 ', 1965], ['year', '', null],
  ['trackNumber', '03', 3],
]) {
  test(`${name} “${text}” means ${JSON.stringify(value)}`, () => assert.equal(parse(name, text), value));
}

for (const [name, text, isFine] of [
  ['title', '', false], ['title', ' ', false], ['artist', '', false], ['album', '', true], ['year', '', true],
  ['year', '0', false], ['year', '1', true], ['year', '9999', true], ['year', '10000', false], ['year', '19x', false],
  ['trackNumber', '-1', false], ['trackNumber', '1.5', false], ['title', '𝄞'.repeat(500), true],
  ['title', 'a'.repeat(501), false],
]) {
  test(`${name} “${text.slice(0, 12)}” is ${isFine ? 'right' : 'wrong'}`, () => {
    assert.equal(problem(name, text) === null, isFine);
  });
}

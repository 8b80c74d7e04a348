import assert from 'node:assert/strict';
import { test } from 'node:test';

import { acknowledged, none, settled, typed, unsent } from '../../../Sources/APIServer/Web/state/edits.js';

test('what was typed last is what is sent', () => {
  assert.deepEqual(unsent(typed(typed(none, 'title', 'A'), 'title', 'AB')), [['title', 'AB']]);
});

test('an edit stands until the download is at least as new as the answer', () => {
  const edits = acknowledged(typed(none, 'title', 'A'), [['title', 'A']], 5);
  assert.deepEqual(unsent(edits), []);
  assert.equal(settled(edits, { version: 4 }).get('title').text, 'A');
  assert.equal(settled(edits, { version: 5 }).size, 0);
});

test('what was typed while the request was on its way stays unsent', () => {
  const edits = acknowledged(typed(none, 'title', 'AB'), [['title', 'A']], 5);
  assert.deepEqual(unsent(edits), [['title', 'AB']]);
  assert.equal(settled(edits, { version: 9 }), edits);
});

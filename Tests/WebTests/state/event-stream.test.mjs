import assert from 'node:assert/strict';
import { test } from 'node:test';

import { createParser } from '../../../Sources/APIServer/Web/state/event-stream.js';

const text = 'retry: 2000\n\n: \n\nid: e.1\nevent: snapshot\ndata: {"a":1}\n\nevent: download_progress\ndata: {}\n\n';
const messages = [
  { id: 'e.1', type: 'snapshot', data: '{"a":1}' }, { id: null, type: 'download_progress', data: '{}' },
];

test('reads events and skips comments', () => assert.deepEqual(createParser()(text), messages));

test('does not mind where the pieces break', () => {
  const parse = createParser();
  assert.deepEqual([...text].flatMap(parse), messages);
});

test('reads lines that end as on other systems', () => {
  assert.deepEqual(createParser()(text.replaceAll('\n', '\r\n')), messages);
});

test('an event that is cut off never arrives', () => assert.deepEqual(createParser()('data: 1\n'), []));

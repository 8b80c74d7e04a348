import assert from 'node:assert/strict';
import { test } from 'node:test';

import { canPlace, initial, reduce } from '../../../Sources/APIServer/Web/state/library-store.js';

const track = (id, addedAt = id) => ({ id, title: id, addedAt });
const ids = ({ tracks }) => tracks.map(({ id }) => id).join(' ');
const view = (fields) => ({ ...initial.view, ...fields });
const after = (...actions) => actions.reduce(reduce, initial);
const listed = (names, { round = 0, nextCursor = null, total = names.length, type = 'listed' } = {}) =>
  ({ type, round, tracks: names.map((name) => track(name)), nextCursor, total });

test('pages follow one another', () => {
  const state = after(
    listed(['d', 'c'], { nextCursor: 'x', total: 4 }), listed(['b', 'a'], { type: 'continued', total: 4 }));
  assert.equal(ids(state), 'd c b a');
  assert.equal(state.cursor, null);
});

test('a track that two pages hold is listed once', () => {
  const state = after(
    listed(['d', 'c'], { nextCursor: 'x', total: 3 }), listed(['c', 'b'], { type: 'continued', total: 3 }));
  assert.equal(ids(state), 'd c b');
});

test('a list that has ended is as long as it is', () => {
  assert.equal(after(listed(['a', 'b'], { total: 50 })).total, 2);
});

test('the old list stays until the new one is here', () => {
  const state = after(listed(['a']), { type: 'asked', view: view({ query: 'x' }) });
  assert.equal(ids(state), 'a');
  assert.equal(ids(reduce(state, listed(['b'], { round: 1 }))), 'b');
});

test('an answer to an earlier question is dropped', () => {
  const asked = after({ type: 'asked', view: view({ query: 'x' }) });
  for (const type of ['listed', 'continued']) assert.equal(reduce(asked, listed(['a'], { type })), asked);
  assert.equal(reduce(asked, { type: 'refused', round: 0, status: 'failed' }), asked);
});

test('a server without a catalogue shows no tracks', () => {
  const state = after(listed(['a']), { type: 'refused', round: 0, status: 'unavailable' });
  assert.deepEqual([state.status, state.total, ids(state)], ['unavailable', 0, '']);
});

test('a failed request keeps what is there', () => {
  assert.equal(ids(after(listed(['a']), { type: 'refused', round: 0, status: 'failed' })), 'a');
});

test('a new track stands where its time puts it', () => {
  const state = after(listed(['5', '3', '1']));
  assert.equal(ids(reduce(state, { type: 'track_added', track: track('6') })), '6 5 3 1');
  assert.equal(ids(reduce(state, { type: 'track_added', track: track('4') })), '5 4 3 1');
  assert.equal(ids(reduce(state, { type: 'track_added', track: track('0') })), '5 3 1 0');
});

test('a new track beyond what was fetched is only counted', () => {
  const state = reduce(
    after(listed(['5', '3'], { nextCursor: 'x', total: 9 })), { type: 'track_added', track: track('1') });
  assert.deepEqual([ids(state), state.total], ['5 3', 10]);
});

test('a track that is here already is not added twice', () => {
  const state = reduce(after(listed(['a'])), { type: 'track_added', track: { ...track('a'), title: 'new' } });
  assert.deepEqual([state.total, state.tracks[0].title], [1, 'new']);
});

test('in a sorted or searched list the place of a new track is not known', () => {
  for (const fields of [{ query: 'x' }, { sort: 'title', order: 'asc' }, { order: 'asc' }]) {
    const state = after({ type: 'asked', view: view(fields) }, listed(['a'], { round: 1 }));
    assert.equal(canPlace(state), false);
    assert.equal(reduce(state, { type: 'track_added', track: track('b') }), state);
  }
});

test('updates and removals find their track', () => {
  const state = after(
    listed(['b', 'a']), { type: 'track_updated', track: { ...track('a'), title: 'A' } },
    { type: 'track_removed', id: 'b' });
  assert.deepEqual([ids(state), state.tracks[0].title, state.total], ['a', 'A', 1]);
  assert.equal(reduce(state, { type: 'track_removed', id: 'unknown' }), state);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  initial, neighbour, reduce, remembered, restored,
} from '../../../Sources/APIServer/Web/state/player-store.js';

const track = (id) => ({ id, durationSeconds: 200 });
const [one, two, three] = ['1', '2', '3'].map(track);
const playing = (queue = [one, two, three]) =>
  [{ type: 'chosen', track: two, queue }, { type: 'playing' }].reduce(reduce, initial);

test('a chosen track has its length before the audio is here', () => {
  const state = playing();
  assert.deepEqual([state.track.id, state.duration, state.position, state.isPlaying], ['2', 200, 0, true]);
});

test('a length that the audio does not know stays the catalogue’s', () => {
  assert.equal(reduce(playing(), { type: 'moved', position: 3, duration: NaN }).duration, 200);
  assert.equal(reduce(playing(), { type: 'moved', position: 3, duration: 201.5 }).duration, 201.5);
});

test('next and previous follow the list on the page', () => {
  assert.equal(neighbour(playing(), [three, two, one], 1).id, '1');
  assert.equal(neighbour(playing(), [three, two, one], -1).id, '3');
});

test('a track that a search has hidden goes on in the list it was chosen from', () => {
  assert.equal(neighbour(playing(), [three], 1).id, '3');
});

test('there is nothing beyond the ends', () => {
  assert.equal(neighbour(playing([two]), [], 1), null);
  assert.equal(neighbour(playing([two]), [], -1), null);
  assert.equal(neighbour(initial, [one], 1), null);
});

test('a removed track falls silent, others play on', () => {
  assert.equal(reduce(playing(), { type: 'track_removed', id: '2' }).track, null);
  const state = playing();
  assert.equal(reduce(state, { type: 'track_removed', id: '1' }), state);
});

test('an edited track shows its new words', () => {
  const state = reduce(playing(), { type: 'track_updated', track: { ...two, title: 'New' } });
  assert.equal(state.track.title, 'New');
});

test('volume stays within its bounds', () => {
  for (const [volume, heard] of [[7, 1], [-1, 0], [0.2, 0.2], [NaN, 1]]) {
    assert.equal(reduce(initial, { type: 'volume', volume, isMuted: false }).volume, heard);
  }
});

test('what is remembered is restored', () => {
  const state = reduce(playing(), { type: 'moved', position: 42, duration: 200 });
  assert.deepEqual(
    restored(JSON.stringify(remembered(state))), { trackId: '2', position: 42, volume: 1, isMuted: false });
});

for (const text of [null, '', 'null', '[]', '{', '{"position":"x","volume":null,"trackId":5}', '"text"']) {
  test(`begins afresh after ${text}`, () => {
    assert.deepEqual(restored(text), { trackId: null, position: 0, volume: 1, isMuted: false });
  });
}

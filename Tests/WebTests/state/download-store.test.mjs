import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  blocking, canCancel, canRetry, canReview, initial, reduce, statusOf, withStatus,
} from '../../../Sources/APIServer/Web/state/download-store.js';

const download = (fields) => ({
  id: 'a', url: 'https://site/a', state: 'queued', phase: null, percent: null, version: 1, draft: {},
  suggested: { title: null }, failure: null, createdAt: '2026-01-01T10:00:00Z', updatedAt: '2026-01-01T10:00:00Z',
  ...fields,
});
const snapshot = (...downloads) => ({ type: 'snapshot', data: { downloads }, at: 1 });
const after = (...events) => events.reduce(reduce, initial);
const only = (state) => [...state.entries.values()][0];

for (const [state, status] of [
  ['queued', 'downloading'], ['downloading', 'downloading'], ['finalizing', 'downloading'],
  ['awaiting_confirmation', 'awaiting_confirmation'], ['failed', 'failed'], ['completed', 'idle'],
  ['cancelled', 'idle'], ['expired', 'idle'], ['a state of tomorrow', 'idle'],
]) {
  test(`${state} is ${status}`, () => assert.equal(statusOf({ state }), status));
}

test('nothing is known before the first snapshot', () => {
  assert.equal(initial.isKnown, false);
  assert.equal(after(snapshot()).isKnown, true);
});

test('a snapshot replaces everything', () => {
  const state = after(snapshot(download({ id: 'a' })), snapshot(download({ id: 'b' })));
  assert.deepEqual([...state.entries.keys()], ['b']);
});

test('events carry a download from the first to the last state', () => {
  const moves = [
    ['download_queued', 'queued'], ['download_started', 'downloading'], ['download_metadata', 'downloading'],
    ['download_ready_for_review', 'awaiting_confirmation'], ['download_finalizing', 'finalizing'],
    ['download_completed', 'completed'],
  ];
  const statuses = [];
  let state = after(snapshot());
  moves.forEach(([type, name], index) => {
    state = reduce(state, { type, data: download({ state: name, version: index + 1 }), at: index });
    statuses.push(only(state).status);
  });
  assert.deepEqual(statuses, [
    'downloading', 'downloading', 'downloading', 'awaiting_confirmation', 'downloading', 'idle']);
});

test('a filing that failed comes back to review', () => {
  const state = after(
    snapshot(download({ state: 'finalizing', version: 4 })),
    { type: 'download_updated', data: download({ state: 'awaiting_confirmation', lastError: 'Disk full.', version: 5 }) });
  assert.equal(only(state).status, 'awaiting_confirmation');
});

test('an older version never overwrites a newer one', () => {
  const state = after(
    snapshot(download({ state: 'completed', version: 7 })),
    { type: 'download_started', data: download({ state: 'downloading', version: 2 }), at: 9 });
  assert.equal(only(state).download.state, 'completed');
});

test('progress moves a running download and is news of it', () => {
  const progress = { id: 'a', phase: 'converting', percent: 62, speedBytesPerSecond: null, etaSeconds: 3 };
  const state = after(
    snapshot(download({ state: 'downloading' })), { type: 'download_progress', data: progress, at: 50 });
  assert.equal(only(state).download.percent, 62);
  assert.equal(only(state).heardAt, 50);
});

test('progress of an ended or unknown download changes nothing', () => {
  const before = after(snapshot(download({ state: 'cancelled' })));
  for (const id of ['a', 'unknown']) {
    assert.equal(reduce(before, { type: 'download_progress', data: { id, percent: 1 }, at: 2 }), before);
  }
});

test('the picture within an event is not kept', () => {
  const data = { ...download({ state: 'awaiting_confirmation' }), coverDataUrl: 'data:image/jpeg;base64,AAAA' };
  assert.equal('coverDataUrl' in only(after({ type: 'download_ready_for_review', data })).download, false);
});

test('other events change nothing', () => {
  const state = after(snapshot(download()));
  for (const type of ['track_added', 'library_changed', 'message']) {
    assert.equal(reduce(state, { type, data: {} }), state);
  }
});

test('a status lists its downloads newest first', () => {
  const at = (id, createdAt) => download({ id, createdAt, state: 'failed' });
  const state = after(snapshot(at('old', '2026-01-01T00:00:00Z'), at('new', '2026-02-01T00:00:00Z')));
  assert.deepEqual(withStatus(state, 'failed').map((entry) => entry.download.id), ['new', 'old']);
});

test('review begins as soon as the site has said a title', () => {
  const known = { title: 'Sinnerman' };
  assert.equal(canReview(download({ state: 'downloading' })), false);
  assert.equal(canReview(download({ state: 'downloading', suggested: known })), true);
  assert.equal(canReview(download({ state: 'awaiting_confirmation' })), true);
  assert.equal(canReview(download({ state: 'finalizing', suggested: known })), false);
});

test('what has begun to be filed cannot be cancelled', () => {
  assert.equal(canCancel(download({ state: 'awaiting_confirmation' })), true);
  assert.equal(canCancel(download({ state: 'finalizing' })), false);
});

test('only a failure that may pass is offered again', () => {
  assert.equal(canRetry(download({ state: 'failed', failure: { retryable: true } })), true);
  assert.equal(canRetry(download({ state: 'failed', failure: { retryable: false } })), false);
  assert.equal(canRetry(download({ state: 'expired' })), true);
  assert.equal(canRetry(download({ state: 'completed' })), false);
});

test('a running download and a fresh review keep the next link waiting, a forgotten review does not', () => {
  const now = Date.parse('2026-01-01T10:05:00Z');
  const waiting = (updatedAt) => after(snapshot(download({ state: 'awaiting_confirmation', updatedAt })));
  assert.ok(blocking(after(snapshot(download({ state: 'downloading' }))), now));
  assert.ok(blocking(waiting('2026-01-01T10:00:00Z'), now));
  assert.equal(blocking(waiting('2026-01-01T09:00:00Z'), now), null);
  assert.equal(blocking(after(snapshot(download({ state: 'failed' }))), now), null);
});

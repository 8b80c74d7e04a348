import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bytes, clock, count, paceOf, phaseOf, titleOf } from '../../../Sources/APIServer/Web/state/words.js';

const running = (phase, percent = null) => ({ state: 'downloading', phase, percent });

for (const [download, quietMs, words] of [
  [{ state: 'queued' }, 0, 'Waiting in the queue …'],
  [{ state: 'queued' }, 5001, 'Waiting for a free worker …'],
  [running('resolving'), 0, 'Reading the link …'],
  [running('downloading', 61.7), 4999, 'Downloading 62 %'],
  [running('downloading', 61.7), 5001, 'Waiting for more data from the site …'],
  [running('converting', 5), 0, 'Converting 5 %'],
  [running(null), 0, 'Starting …'],
  [running(null), 6000, 'Waiting for the worker to start …'],
  [{ state: 'awaiting_confirmation', lastError: 'Disk full.' }, 0, 'Disk full.'],
  [{ state: 'failed', failure: { message: 'It is private.' } }, 0, 'It is private.'],
]) {
  test(`${download.state} ${download.phase ?? ''} after ${quietMs} ms: ${words}`, () => {
    assert.equal(phaseOf(download, quietMs), words);
  });
}

test('speed and time left are said as far as they are known', () => {
  assert.equal(paceOf({ state: 'downloading', speedBytesPerSecond: 1_300_000, etaSeconds: 75 }), '1.3 MB/s · 1:15 left');
  assert.equal(paceOf({ state: 'downloading', speedBytesPerSecond: null, etaSeconds: null }), '');
  assert.equal(paceOf({ state: 'queued', speedBytesPerSecond: 5 }), '');
});

test('a download without a title is called by its link', () => {
  assert.equal(titleOf({ draft: {}, suggested: { title: null }, url: 'https://site/a' }), 'site/a');
});

for (const [seconds, text] of [[0, '0:00'], [59.9, '0:59'], [213, '3:33'], [3729, '1:02:09'], [NaN, ''], [null, ''], [undefined, '']]) {
  test(`${seconds} s is “${text}”`, () => assert.equal(clock(seconds), text));
}

test('numbers are for people', () => {
  assert.deepEqual([bytes(900), bytes(2_500_000), bytes(3_100_000_000)], ['1 kB', '2.5 MB', '3.1 GB']);
  assert.deepEqual([count(1, 'track', 'tracks'), count(50_000, 'track', 'tracks')], ['1 track', '50,000 tracks']);
});

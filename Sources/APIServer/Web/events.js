// Follows the server's events while a user is signed in, and catches up after every gap.

import * as api from './api.js';
import { isBackgroundTab, watchActiveTab } from './session/active-tab.js';
import { createParser } from './state/event-stream.js';

/** The server sends something at least every 15 s; a stream that is silent for longer is dead. */
const silenceMs = 20_000;
const answerMs = 5000;
/** Random, so that not all tabs come back at the same moment. */
const pauseMs = () => 200 + 400 * Math.random();
/** In a hidden tab only the title can be seen. */
const unseenPauseMs = 15_000;

/**
 * @param {{receive: (type: string, data: object) => void, connected: (hasMissed: boolean) => void, lost: () => void,
 *   refused: () => void}} on hasMissed: events that are not replayed may have been missed; refused: nobody is signed
 *   in any more, so the stream has ended
 */
export function follow(on) {
  let lastId = null;
  let hasMissed = false;
  let heardAt = Date.now();
  let isReplaced = false;
  let stream = new AbortController();
  let wake = () => {};

  const disconnect = () => stream.abort();
  function reconnect() {
    if (Date.now() - heardAt > silenceMs) disconnect(); // the machine was asleep, and so were timers
    wake();
  }
  addEventListener('online', reconnect);
  addEventListener('offline', disconnect);
  watchActiveTab(() => (isBackgroundTab() ? disconnect() : reconnect()));

  // An error while showing an event does not mean that the connection is lost.
  function deliver(type, data) {
    try {
      on.receive(type, data);
    } catch (error) {
      reportError(error);
    }
  }

  async function within(limitMs, promise) {
    const watchdog = setTimeout(disconnect, limitMs);
    try {
      return await promise;
    } finally {
      clearTimeout(watchdog);
      heardAt = Date.now();
    }
  }

  async function listen() {
    const response = await within(answerMs, api.events(lastId, stream.signal));
    on.connected(hasMissed);
    const parse = createParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = await within(silenceMs, reader.read());
      if (done) return;
      for (const { id, type, data } of parse(value)) {
        lastId = id ?? lastId;
        if (type === 'stream_replaced') isReplaced = true;
        else deliver(type, JSON.parse(data));
      }
    }
  }

  // Another tab has announced these changes already, so the next stream begins with a snapshot.
  async function fetchOnce() {
    const downloads = await within(answerMs, api.downloads(stream.signal));
    lastId = null;
    deliver('snapshot', downloads);
  }

  function pause() {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, document.hidden ? unseenPauseMs : pauseMs());
      wake = () => { clearTimeout(timer); resolve(); };
    });
  }

  /** Resolves once somebody looks at the page. */
  function sight() {
    return new Promise((resolve) => {
      function look() {
        if (document.hidden) return;
        removeEventListener('visibilitychange', look);
        resolve();
      }
      addEventListener('visibilitychange', look);
      look();
    });
  }

  async function run() {
    for (;;) {
      stream = new AbortController();
      isReplaced = false;
      try {
        await (isBackgroundTab() ? fetchOnce() : listen());
      } catch (error) {
        if (error.status === 401) return on.refused();
      }
      hasMissed = true;
      // The server allows a person only so many streams: this page's goes to one that was opened later.
      if (isReplaced) await sight();
      if (!isBackgroundTab()) on.lost();
      await pause();
    }
  }

  run();
}

// Follows the server's events for as long as somebody is signed in, and catches up after every gap.

import * as api from './api.js';
import { isAside, watchSight } from './session/sight.js';
import { createParser } from './state/event-stream.js';

/** The server says something every 15 s at least; a stream that is silent for longer is dead. */
const silenceMs = 20_000;
const answerMs = 5000;
/** Not all tabs at the same moment. */
const pauseMs = () => 200 + 400 * Math.random();
/** Of a tab that nobody sees, only the title has to be true. */
const unseenPauseMs = 15_000;

/**
 * @param {{receive: (type: string, data: object) => void, connected: (hasMissed: boolean) => void, lost: () => void,
 *   refused: () => void}} on hasMissed: what is not replayed may have changed; refused: nobody is signed in any
 *   more, it ends then
 */
export function follow(on) {
  let lastId = null;
  let hasMissed = false;
  let heardAt = Date.now();
  let isReplaced = false;
  let stream = new AbortController();
  let wake = () => {};

  const leave = () => stream.abort();
  function comeBack() {
    if (Date.now() - heardAt > silenceMs) leave(); // the machine slept, and timers with it
    wake();
  }
  addEventListener('online', comeBack);
  addEventListener('offline', leave);
  watchSight(() => (isAside() ? leave() : comeBack()));

  // A mistake of ours in showing an event is no lost connection.
  function tell(type, data) {
    try {
      on.receive(type, data);
    } catch (error) {
      reportError(error);
    }
  }

  async function within(limitMs, answer) {
    const watchdog = setTimeout(leave, limitMs);
    try {
      return await answer;
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
        else tell(type, JSON.parse(data));
      }
    }
  }

  // The next stream begins with a snapshot: news that another tab has told already are not told again.
  async function glance() {
    const downloads = await within(answerMs, api.downloads(stream.signal));
    lastId = null;
    tell('snapshot', downloads);
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
        await (isAside() ? glance() : listen());
      } catch (error) {
        if (error.status === 401) return on.refused();
      }
      hasMissed = true;
      // The server allows a person only so many streams: this page's goes to one that was opened later.
      if (isReplaced) await sight();
      if (!isAside()) on.lost();
      await pause();
    }
  }

  run();
}

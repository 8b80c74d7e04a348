// Follows the server's events for as long as somebody is signed in, and catches up after every gap.

import * as api from './api.js';
import { createParser } from './state/event-stream.js';

/** The server says something every 15 s at least; a stream that is silent for longer is dead. */
const silenceMs = 35_000;
const pauses = [250, 500, 1000];
const longPauseMs = 3000;
const quickAttempts = 60;

/**
 * @param {{receive: (type: string, data: object) => void, connected: () => void, lost: () => void,
 *   refused: () => void}} on refused: nobody is signed in any more; it ends then
 */
export function follow(on) {
  let lastId = null;
  let attempts = 0;
  let stream = new AbortController();
  let wake = () => {};

  const comeBack = () => wake();
  const leave = () => stream.abort();
  addEventListener('online', comeBack);
  addEventListener('pageshow', comeBack);
  document.addEventListener('visibilitychange', comeBack);
  addEventListener('offline', leave);

  // A mistake of ours in showing an event is no lost connection.
  function tell(type, data) {
    try {
      on.receive(type, data);
    } catch (error) {
      reportError(error);
    }
  }

  async function read() {
    const response = await api.events(lastId, stream.signal);
    attempts = 0;
    on.connected();
    const parse = createParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const watchdog = setTimeout(leave, silenceMs);
      const { value, done } = await reader.read().finally(() => clearTimeout(watchdog));
      if (done) return;
      for (const { id, type, data } of parse(value)) {
        lastId = id ?? lastId;
        tell(type, JSON.parse(data));
      }
    }
  }

  function pause() {
    const delay = attempts < quickAttempts ? (pauses[attempts] ?? pauses.at(-1)) : longPauseMs;
    attempts += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      wake = () => { clearTimeout(timer); resolve(); };
    });
  }

  async function run() {
    for (;;) {
      stream = new AbortController();
      try {
        await read();
      } catch (error) {
        if (error.status === 401) return on.refused();
      }
      on.lost();
      await pause();
    }
  }

  run();
}

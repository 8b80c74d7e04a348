// Reads `text/event-stream` (WHATWG HTML, server-sent events) piece by piece. Pure.

/** @typedef {{id: string | null, type: string, data: string}} Message */

/** @returns {(piece: string) => Message[]} returns the messages that a piece of text completes */
export function createParser() {
  let rest = '';
  let message = { id: null, type: 'message', data: [] };

  function line(text) {
    if (text === '') {
      const { id, type, data } = message;
      message = { id: null, type: 'message', data: [] };
      return data.length ? [{ id, type, data: data.join('\n') }] : [];
    }
    const colon = text.indexOf(':');
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') message.type = value;
    if (name === 'id') message.id = value;
    if (name === 'data') message.data.push(value);
    return [];
  }

  return (piece) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop();
    return lines.flatMap((text) => line(text.replace(/\r$/, '')));
  };
}

// A minimal store: a reducer, its state, and watchers of changes.

/**
 * @template State, Action
 * @param {{initial: State, reduce: (state: State, action: Action) => State}} rules
 */
export function createStore({ initial, reduce }) {
  let state = initial;
  const watchers = new Set();
  return {
    get state() { return state; },
    dispatch(action) {
      const before = state;
      state = reduce(state, action);
      if (state !== before) for (const watcher of watchers) watcher(state, before, action);
    },
    /** Calls `watcher(state, before, action)` after every change. */
    watch(watcher) { watchers.add(watcher); },
  };
}

// What the page says about a download.

import { field } from './state.js';

export const title = (download) => field(download, 'title') ?? download.url;

export function phase(download) {
  switch (download.state) {
    case 'queued':
      return 'Waiting for its turn …';
    case 'downloading':
      return [working(download), download.confirmed && 'saved as soon as it is here']
        .filter(Boolean).join(' · ');
    case 'awaiting_confirmation':
      return download.lastError ?? 'Waiting for you';
    case 'finalizing':
      return 'Filing …';
    case 'completed':
      return `In the library: ${download.libraryPath}`;
    case 'failed':
      return download.failure?.message ?? 'This download failed.';
    case 'cancelled':
      return 'Cancelled';
    case 'expired':
      return 'Nobody reviewed it in time.';
    default:
      return download.state;
  }
}

const verbs = {
  resolving: 'Looking at the link', downloading: 'Downloading', converting: 'Converting',
};

function working({ phase, percent, speedBytesPerSecond, etaSeconds }) {
  const verb = verbs[phase] ?? 'Starting';
  return [
    percent === null ? `${verb} …` : `${verb} ${Math.round(percent)} %`,
    speedBytesPerSecond && `${bytes(speedBytesPerSecond)}/s`,
    etaSeconds && `${clock(etaSeconds)} left`,
  ].filter(Boolean).join(' · ');
}

function bytes(count) {
  return count < 1e6 ? `${Math.ceil(count / 1e3)} kB` : `${(count / 1e6).toFixed(1)} MB`;
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
}

// Texts about downloads, tracks and numbers. Pure.

import { valueOf } from './fields.js';
import { shortened } from './links.js';

/** After this time without news, the page says what it is waiting for. */
export const quietLimitMs = 5000;

/** The title of a download, or its link. */
export const titleOf = (download) => valueOf(download, 'title') ?? shortened(download.url);

/** The title of a track, or the name of its file. */
export const nameOf = ({ title, path }) => title || path.split('/').at(-1);

export const bylineOf = ({ artist, album }) => [artist, album].filter(Boolean).join(' · ');

/** The state of a download in words. `quietMs`: the time since its last change. */
export function phaseOf(download, quietMs = 0) {
  switch (download.state) {
    case 'queued': return quietMs > quietLimitMs ? 'Waiting for a free worker …' : 'Waiting in the queue …';
    case 'downloading': return quietMs > quietLimitMs ? waitingFor(download) : working(download);
    case 'awaiting_confirmation': return download.lastError ?? 'Ready for your review';
    case 'finalizing': return quietMs > quietLimitMs ? 'Waiting for the library …' : 'Saving to the library …';
    case 'completed': return 'In the library';
    case 'failed': return download.failure?.message ?? 'This download failed.';
    case 'cancelled': return 'Cancelled';
    case 'expired': return 'Expired: not reviewed in time.';
    default: return download.state;
  }
}

const verbs = { resolving: 'Reading the link', downloading: 'Downloading', converting: 'Converting' };
const waits = {
  resolving: 'Waiting for the site to respond …',
  downloading: 'Waiting for more data from the site …',
  converting: 'Waiting for the conversion to finish …',
};

const waitingFor = ({ phase }) => waits[phase] ?? 'Waiting for the worker to start …';

function working({ phase, percent }) {
  const verb = verbs[phase] ?? 'Starting';
  return percent === null ? `${verb} …` : `${verb} ${Math.round(percent)} %`;
}

/** Speed and time left, if known. */
export const paceOf = ({ state, speedBytesPerSecond, etaSeconds }) =>
  state !== 'downloading' ? '' : [
    speedBytesPerSecond && `${bytes(speedBytesPerSecond)}/s`,
    etaSeconds && `${clock(etaSeconds)} left`,
  ].filter(Boolean).join(' · ');

/** Where the value of a field comes from. */
export const originWords = {
  site: 'from the site', title_split: 'from the page’s title', default: 'suggested', typed: 'edited by you',
};

export function bytes(count) {
  if (count < 1e6) return `${Math.ceil(count / 1e3)} kB`;
  return count < 1e9 ? `${(count / 1e6).toFixed(1)} MB` : `${(count / 1e9).toFixed(1)} GB`;
}

/** 3:56, 1:02:09; empty if the length is not known. */
export function clock(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) return '';
  const whole = Math.floor(seconds);
  const two = (number) => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

export const count = (number, one, many) => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

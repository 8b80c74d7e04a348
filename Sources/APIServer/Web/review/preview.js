// Plays the staged audio before it is saved.

import * as api from '../api.js';
import { clock } from '../state/words.js';
import { $, setGlyph, setSlider, setText } from '../ui/dom.js';

/** @param {{willPlay: () => void}} on willPlay: called before it plays, to stop the player */
export function createPreview(on) {
  const box = $('#track-dialog .preview');
  const [audio, slider, button, time] =
    ['audio', '.slider', 'button', '.preview-time'].map((part) => $(part, box));
  let id = null;

  button.addEventListener('click', () => {
    if (!audio.paused) return audio.pause();
    if (!audio.getAttribute('src')) audio.src = api.previewUrl(id);
    on.willPlay();
    audio.play().catch(() => {}); // errors are handled in their own event
  });
  slider.addEventListener('input', () => { audio.currentTime = Number(slider.value); });
  for (const name of ['play', 'pause']) {
    audio.addEventListener(name, () => {
      setGlyph(button, audio.paused ? 'play' : 'pause');
      button.setAttribute('aria-label', audio.paused ? 'Listen' : 'Stop listening');
    });
  }
  audio.addEventListener('timeupdate', () => {
    if (!Number.isFinite(audio.duration)) return;
    setSlider(slider, audio.currentTime, audio.duration);
    slider.setAttribute('aria-valuetext', `${clock(audio.currentTime)} of ${clock(audio.duration)}`);
    setText(time, clock(audio.currentTime));
  });
  audio.addEventListener('error', () => {
    if (!audio.getAttribute('src')) return;
    end();
    setText(time, 'Preview not available');
  });

  function end() {
    audio.pause();
    if (audio.getAttribute('src')) {
      audio.removeAttribute('src');
      audio.load();
    }
    setSlider(slider, 0, 0);
    setText(time, 'Listen');
  }

  return {
    /** Shows the player for a download's audio, or hides it for null. */
    offer(download) {
      const isThere = download?.state === 'awaiting_confirmation';
      box.hidden = !isThere;
      if (isThere && id === download.id) return;
      end();
      id = isThere ? download.id : null;
    },
  };
}

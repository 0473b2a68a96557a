'use strict';

// The reason of a failed request is shown at the top; the part of the page stays as it was.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.responseHandling = [
  { code: '204', swap: false },
  { code: '[23]..', swap: true },
  { code: '[45]..', swap: true, error: true, target: '#problem', select: '#problem-text', swapOverride: 'innerHTML' },
];

document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.detail.requestConfig.verb !== 'get') {
    document.getElementById('problem').replaceChildren();
  }
});

document.addEventListener('htmx:afterRequest', (event) => {
  const form = event.target;
  if (event.detail.successful && form instanceof HTMLFormElement && 'clear' in form.dataset) {
    form.reset();
  }
});

// A page without a connection must not appear up to date.
function showStale(text) {
  const stale = document.getElementById('stale');
  stale.textContent = text;
  stale.hidden = text === '';
}

const LOST = 'No connection: what is shown here may be old.';
const SILENT_MS = 30000;
let lastEventAt = Date.now();

for (const lost of ['htmx:sseError', 'htmx:sendError', 'htmx:timeout']) {
  document.addEventListener(lost, () => showStale(LOST));
}
document.addEventListener('htmx:responseError', (event) => {
  if (event.detail.xhr.status >= 500) {
    showStale(LOST);
  }
});
for (const back of ['htmx:sseOpen', 'htmx:sseMessage']) {
  document.addEventListener(back, () => {
    lastEventAt = Date.now();
    showStale('');
  });
}
document.addEventListener('htmx:afterRequest', (event) => {
  if (event.detail.successful && event.detail.requestConfig.verb === 'get') {
    showStale('');
  }
});
// An event arrives every ten seconds at least; browsers report a lost network after minutes only.
setInterval(() => {
  if (document.querySelector('[sse-connect]') && Date.now() - lastEventAt > SILENT_MS) {
    showStale(LOST);
  }
}, 5000);

const pages = { i: '/ui/incidents', l: '/ui/alerts', o: '/ui/oncall', s: '/ui/silences', r: '/ui/routes' };
let isGoPressed = false;

function isTyping(target) {
  return target instanceof HTMLElement && target.matches('input, textarea, select');
}

function move(by) {
  const links = [...document.querySelectorAll('[data-row] [data-open]')];
  const row = document.activeElement?.closest('[data-row]');
  const at = links.findIndex((link) => link.closest('[data-row]') === row);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
}

function acknowledge() {
  // Only the incident of the focused row, or the one of this page, is acknowledged.
  const row = document.activeElement?.closest('[data-row]');
  const button = row ? row.querySelector('[data-acknowledge]') : document.getElementById('acknowledge');
  button?.click();
}

document.addEventListener('keydown', (event) => {
  const isBusy = event.repeat || document.querySelector('dialog[open]') !== null;
  if (isBusy || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
    return;
  }
  if (isGoPressed && event.key in pages) {
    window.location.assign(pages[event.key]);
  }
  isGoPressed = event.key === 'g';
  switch (event.key) {
    case 'j': move(1); break;
    case 'k': move(-1); break;
    case 'a': acknowledge(); break;
    case '?': document.getElementById('keys').showModal(); break;
    default: break;
  }
});

/** Numbers and times as people read them, in the browser's own language and zone. */

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const DAY = new Intl.DateTimeFormat('en', { year: 'numeric', month: 'short', day: 'numeric' });
const MOMENT = new Intl.DateTimeFormat('en', { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const NUMBER = new Intl.NumberFormat('en');
const STEPS = [['minute', 60], ['hour', 3600], ['day', 86400]];

export const count = (value) => NUMBER.format(value);
export const day = (time) => DAY.format(new Date(time));
export const moment = (time) => MOMENT.format(new Date(time));

/** "3 hours ago" for a week, then the day. */
export function ago(time) {
  const seconds = (Date.now() - new Date(time)) / 1000;
  if (Math.abs(seconds) < 45) {
    return 'just now';
  }
  if (Math.abs(seconds) > 7 * 86400) {
    return day(time);
  }
  let best = STEPS[0];
  for (const step of STEPS) {
    if (Math.abs(seconds) >= step[1]) {
      best = step;
    }
  }
  return RELATIVE.format(-Math.round(seconds / best[1]), best[0]);
}

export function bytes(value) {
  const units = ['B', 'KB', 'MB', 'GB'];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

export const plural = (number, one, many = one + 's') => `${count(number)} ${number === 1 ? one : many}`;

export const predicate = (name) => name.replaceAll('_', ' ');

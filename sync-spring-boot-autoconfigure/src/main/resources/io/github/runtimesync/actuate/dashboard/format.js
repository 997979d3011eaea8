/* Numbers, durations and times as people read them. */

const integers = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export const NONE = "–";

export function integer(value) {
  return typeof value === "number" ? integers.format(value) : NONE;
}

/* For axes, where room is short. */
export function short(value) {
  return Math.abs(value) < 1000 ? integers.format(value) : compact.format(value);
}

export function rate(value) {
  if (value === null) {
    return NONE;
  }
  return Math.abs(value) < 99.95 ? tenths.format(value) : integers.format(value);
}

/* The milliseconds of an ISO 8601 duration such as PT1M2.5S, or of a number of seconds. */
export function millis(duration) {
  if (typeof duration === "number") {
    return duration * 1000;
  }
  const parts = /^(-)?P(?:(\d+)D)?T?(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?[\d.]+)S)?$/.exec(duration ?? "");
  if (parts === null) {
    return null;
  }
  const [days, hours, minutes, seconds] = parts.slice(2).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 * (parts[1] ? -1 : 1);
}

export function age(milliseconds) {
  if (milliseconds === null || Number.isNaN(milliseconds)) {
    return NONE;
  }
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) {
    return `${tenths.format(seconds)} s`;
  }
  if (seconds < 60) {
    return `${Math.floor(seconds)} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  }
  if (seconds < 86400) {
    return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
  }
  return `${Math.floor(seconds / 86400)} d ${Math.floor(seconds % 86400 / 3600)} h`;
}

/* The time of an ISO 8601 instant, or of a number of seconds. */
export function instant(value) {
  const time = typeof value === "number" ? value * 1000 : Date.parse(value ?? "");
  return Number.isNaN(time) ? null : time;
}

export function clock(time) {
  return new Date(time).toLocaleTimeString("en-GB");
}

export function dateAndTime(value) {
  const time = instant(value);
  return time === null ? NONE : `${new Date(time).toLocaleDateString("en-CA")} ${clock(time)}`;
}

export function plural(count, noun, nouns = `${noun}s`) {
  return `${integer(count)} ${count === 1 ? noun : nouns}`;
}

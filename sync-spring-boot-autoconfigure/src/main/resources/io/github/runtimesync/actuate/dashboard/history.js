/* Remembers the last minutes of what was seen, for plots and rates. Nothing of it is at the server. */

export const KEPT_MILLIS = 300_000;

const MIN_MILLIS = 900;
const RATE_MILLIS = 5_000;
const MAX_TRACKED = 5_000;

const NUMBERS = {
  queues: ["size", "puts", "gets"],
  waitGroups: ["count", "waiters"],
  atomics: ["value"],
  shareds: ["version"],
  listeners: ["handled", "failures", "inProcess"]
};

export class History {

  #tracks = new Map();

  record(kind, items, now = Date.now()) {
    for (const item of items) {
      const key = keyOf(kind, item.name);
      const known = this.#tracks.get(key);
      // A primitive that was removed and made anew has a history of its own.
      const samples = known && known.created === item.created ? known.samples : [];
      // Two looks shortly after one another, as after a click, count as one: rates between them would be noise.
      if (samples.length > 1 && now - samples[samples.length - 2].at < MIN_MILLIS) {
        samples.pop();
      }
      samples.push(sample(kind, item, now));
      while (now - samples[0].at > KEPT_MILLIS) {
        samples.shift();
      }
      this.#tracks.delete(key);
      this.#tracks.set(key, { created: item.created, samples });
    }
    // The map is in the order of the last look, so what was not seen for longest goes first.
    for (const key of this.#tracks.keys()) {
      if (this.#tracks.size <= MAX_TRACKED) {
        break;
      }
      this.#tracks.delete(key);
    }
  }

  samples(kind, name) {
    return this.#tracks.get(keyOf(kind, name))?.samples ?? [];
  }

  /* How much a number grew each second of late, null while there is too little to tell. */
  rate(kind, name, number) {
    const samples = this.samples(kind, name);
    const last = samples[samples.length - 1];
    const first = samples.find((each) => last.at - each.at <= RATE_MILLIS);
    const seconds = last && first ? (last.at - first.at) / 1000 : 0;
    return seconds > 0 ? (last[number] - first[number]) / seconds : null;
  }

  /* The rate between each sample and the one before it. */
  rates(kind, name, number) {
    const samples = this.samples(kind, name);
    return samples.slice(1).map((each, i) => ({
      at: each.at,
      value: Math.max(0, (each[number] - samples[i][number]) / Math.max(0.001, (each.at - samples[i].at) / 1000))
    }));
  }

  /* For how long a number has been seen as it is now. */
  unchanged(kind, name, number) {
    const samples = this.samples(kind, name);
    const last = samples[samples.length - 1];
    const change = samples.findLastIndex((each) => each[number] !== last[number]);
    return last ? last.at - samples[change + 1].at : 0;
  }

}

function sample(kind, item, at) {
  const made = { at };
  for (const number of NUMBERS[kind]) {
    made[number] = Number(item[number]);
  }
  return made;
}

function keyOf(kind, name) {
  return `${kind}\n${name}`;
}

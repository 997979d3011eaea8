/* Runs a task again and again, one at a time: the next begins only when the last has ended. */

const MILLIS = 1_000;
const MANY_MILLIS = 2_000;
const HIDDEN_MILLIS = 15_000;
const FIRST_RETRY_MILLIS = 1_000;
const LAST_RETRY_MILLIS = 15_000;

export class Poller {

  #task;
  #onFailure;
  #timer = 0;
  #running = false;
  #again = false;
  #failures = 0;

  paused = false;

  /* The task resolves to how many items it had to deal with. */
  constructor(task, onFailure) {
    this.#task = task;
    this.#onFailure = onFailure;
    document.addEventListener("visibilitychange", () => this.#whenVisible());
    window.addEventListener("online", () => this.now());
  }

  pause() {
    this.paused = true;
    clearTimeout(this.#timer);
  }

  resume() {
    this.paused = false;
    this.now();
  }

  /* Runs the task at once, also when paused: after a click the page shows its effect. */
  async now() {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    let delay = MILLIS;
    try {
      const items = await this.#task();
      this.#failures = 0;
      delay = document.hidden ? HIDDEN_MILLIS : items > 300 ? MANY_MILLIS : MILLIS;
    }
    catch (error) {
      delay = Math.min(FIRST_RETRY_MILLIS * 2 ** this.#failures, LAST_RETRY_MILLIS);
      this.#failures++;
      this.#onFailure(error, delay);
    }
    this.#running = false;
    if (this.#again) {
      this.#again = false;
      this.now();
    }
    else if (!this.paused || this.#failures > 0) {
      this.#timer = setTimeout(() => this.now(), delay);
    }
  }

  #whenVisible() {
    if (!document.hidden && !this.paused && this.#timer !== 0) {
      this.now();
    }
  }

}

/* Talks to the sync and synclisteners endpoints beside the dashboard. Addresses are relative to this file, wherever it is. */

const ANSWER_MILLIS = 10_000;
const LETTERS_MILLIS = 3_000;

const LISTENERS = "listeners";
const SHOWN_LETTERS = 20;

export const PAGE_SIZE = 1_000;

/* Why there is no good answer: lost, signedOut, forbidden, absent or refused. */
export class ApiError extends Error {
  constructor(reason, message, status = 0) {
    super(message);
    this.reason = reason;
    this.status = status;
  }
}

export class Api {

  #settings = null;
  #listenersRefused = false;
  #clockOffset = 0;

  get settings() {
    return this.#settings;
  }

  /* A page in a frame of another page could be clicked by deceit, so it only shows. */
  writable(kind) {
    const { access } = (kind === LISTENERS ? this.#settings?.listeners : this.#settings) ?? {};
    return access === "unrestricted" && window.top === window.self;
  }

  /* Whether there is anything to ask about a kind: listeners have an endpoint of their own, which may be missing. */
  available(kind) {
    return kind !== LISTENERS || this.#settings?.listeners && !this.#listenersRefused;
  }

  /* The time at the server, as its answers give it. */
  get now() {
    return Date.now() + this.#clockOffset;
  }

  /* Who was refused the listeners before may be allowed to see them by now. */
  async loadSettings() {
    this.#listenersRefused = false;
    await this.#readSettings();
  }

  async #readSettings() {
    this.#settings = await this.#read(resolve("settings"));
    if (!this.#settings.endpoint) {
      throw new ApiError("absent", "The sync endpoint is not exposed");
    }
  }

  page(kind, filter = "", offset = 0, limit = PAGE_SIZE) {
    if (kind === LISTENERS) {
      return this.#listeners(filter);
    }
    const url = this.#url(kind);
    url.searchParams.set("limit", limit);
    if (filter !== "") {
      url.searchParams.set("name", filter.includes("*") ? filter : `*${filter}*`);
    }
    if (offset > 0) {
      url.searchParams.set("offset", offset);
    }
    return this.#read(url);
  }

  async primitive(kind, name) {
    if (kind === LISTENERS) {
      const listener = await this.#read(this.#url(kind, name));
      const letters = listener.deadLetters.waiting > 0 ? await this.#letters(name) : { items: [] };
      return { ...listener, name: listener.id, letters };
    }
    return this.#read(this.#url(kind, name));
  }

  /* Unlike all the rest they have to be read from the engine, which may not answer: the listener is shown all the same. */
  async #letters(name) {
    const url = this.#url(LISTENERS, `${name}/deadLetters`);
    url.searchParams.set("limit", SHOWN_LETTERS);
    try {
      return await this.#read(url, LETTERS_MILLIS);
    }
    catch (error) {
      return { problem: error.message };
    }
  }

  overview() {
    return this.#read(this.#url());
  }

  /* The token is asked for anew: it may have changed with the session since the page was loaded. */
  async act(kind, name, body) {
    await this.#readSettings();
    const headers = { "Content-Type": "application/json" };
    const token = this.#settings.csrf ?? cookieToken();
    if (token) {
      headers[token.header] = token.token;
    }
    return this.#request(this.#url(kind, name), { method: "POST", headers, body: JSON.stringify(body) });
  }

  /* There are few listeners, so they come as a whole. Who may not see them sees the rest of the page. */
  async #listeners(filter) {
    try {
      const { listeners } = await this.#read(this.#url(LISTENERS));
      const found = listeners.map((each) => ({ ...each, name: each.id })).filter((each) => matches(each.name, filter));
      return { total: listeners.length, offset: 0, hasMore: false, items: found };
    }
    catch (error) {
      if (error.reason !== "forbidden" && error.reason !== "absent") {
        throw error;
      }
      this.#listenersRefused = true;
      return { total: 0, offset: 0, hasMore: false, items: [] };
    }
  }

  /* A name whose segments are dots or nothing would lead elsewhere, for a change to another endpoint even. */
  #url(kind, ...path) {
    const base = kind === LISTENERS ? [this.#settings.listeners.endpoint] : [this.#settings.endpoint, ...(kind ? [kind] : [])];
    const segments = path.length > 0 ? path.join("/").split("/") : [];
    if (segments.some((each) => /^\.{0,2}$/.test(each))) {
      throw new ApiError("refused", "This name cannot be part of an address: use JMX, or a name without empty segments and segments of dots");
    }
    return resolve([...base, ...segments.map(encodeURIComponent)].join("/"));
  }

  async #read(url, millis = ANSWER_MILLIS) {
    const answer = await this.#request(url, {}, millis);
    if (answer === null) {
      throw new ApiError("lost", "The answer is not what the sync endpoint sends");
    }
    return answer;
  }

  async #request(url, options, millis = ANSWER_MILLIS) {
    let response;
    try {
      response = await fetch(url, {
        cache: "no-store",
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(millis),
        ...options,
        headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest", ...options.headers }
      });
    }
    catch (error) {
      const late = error.name === "TimeoutError";
      throw new ApiError("lost", late ? `No answer within ${millis / 1000} s` : "The server does not answer");
    }
    if (response.headers.has("Date")) {
      this.#clockOffset = Date.parse(response.headers.get("Date")) + 500 - Date.now();
    }
    const answer = await json(response);
    if (!response.ok) {
      throw failure(response, answer);
    }
    return answer;
  }

}

/* As the server does it for the names of primitives. */
function matches(name, filter) {
  if (!filter.includes("*")) {
    return name.includes(filter);
  }
  const parts = filter.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "su").test(name);
}

/* A page opened as user:password@host has them in its address, where fetch does not take them. */
function resolve(path) {
  const url = new URL(path, import.meta.url);
  url.username = "";
  url.password = "";
  return url;
}

async function json(response) {
  try {
    return await response.json();
  }
  catch {
    return null;
  }
}

function failure(response, answer) {
  const { status } = response;
  const said = answer?.detail ?? answer?.message ?? answer?.title ?? answer?.error;
  if (status === 401 || response.type === "opaqueredirect") {
    return new ApiError("signedOut", said ?? "Not signed in", status);
  }
  if (status === 403) {
    return new ApiError("forbidden", said ?? "Not allowed", status);
  }
  if (status === 404) {
    return new ApiError("absent", said ?? "Not found", status);
  }
  return new ApiError(status >= 500 ? "lost" : "refused", said ?? "No reason given", status);
}

/* For single-page set-ups of Spring Security that keep the token in a cookie alone. */
function cookieToken() {
  const found = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(document.cookie);
  return found ? { header: "X-XSRF-TOKEN", token: decodeURIComponent(found[1]) } : null;
}

/* Talks to the sync endpoint beside the dashboard. Addresses are relative to this file, wherever it is. */

const ANSWER_MILLIS = 10_000;

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
  #clockOffset = 0;

  get settings() {
    return this.#settings;
  }

  /* A page in a frame of another page could be clicked by deceit, so it only shows. */
  get writable() {
    return this.#settings?.access === "unrestricted" && window.top === window.self;
  }

  /* The time at the server, as its answers give it. */
  get now() {
    return Date.now() + this.#clockOffset;
  }

  async loadSettings() {
    this.#settings = await this.#read(resolve("settings"));
    if (!this.#settings.endpoint) {
      throw new ApiError("absent", "The sync endpoint is not exposed");
    }
  }

  page(kind, filter = "", offset = 0, limit = PAGE_SIZE) {
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
    return this.#read(this.#url(kind, name));
  }

  overview() {
    return this.#read(this.#url());
  }

  /* The token is asked for anew: it may have changed with the session since the page was loaded. */
  async act(kind, name, action) {
    await this.loadSettings();
    const headers = { "Content-Type": "application/json" };
    const token = this.#settings.csrf ?? cookieToken();
    if (token) {
      headers[token.header] = token.token;
    }
    return this.#request(this.#url(kind, name), { method: "POST", headers, body: JSON.stringify({ action }) });
  }

  /* A name whose segments are dots or nothing would lead elsewhere, for a change to another endpoint even. */
  #url(...path) {
    const segments = path.length > 0 ? path.join("/").split("/") : [];
    if (segments.some((each) => /^\.{0,2}$/.test(each))) {
      throw new ApiError("refused", "This name cannot be part of an address: use JMX, or a name without empty segments and segments of dots");
    }
    return resolve([this.#settings.endpoint, ...segments.map(encodeURIComponent)].join("/"));
  }

  async #read(url) {
    const answer = await this.#request(url, {});
    if (answer === null) {
      throw new ApiError("lost", "The answer is not what the sync endpoint sends");
    }
    return answer;
  }

  async #request(url, options) {
    let response;
    try {
      response = await fetch(url, {
        cache: "no-store",
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_MILLIS),
        ...options,
        headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest", ...options.headers }
      });
    }
    catch (error) {
      const late = error.name === "TimeoutError";
      throw new ApiError("lost", late ? `No answer within ${ANSWER_MILLIS / 1000} s` : "The server does not answer");
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

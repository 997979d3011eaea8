"use strict";

// Names and words come from strangers: everything is shown through textContent.

const POLL_MILLIS = 1000;
const RETRY_MILLIS = 2000;
const ANSWER_MILLIS = 5000;
const HISTORY_SECONDS = 120;
const SHOWN_JOBS = 50;
const SAMPLES = 50;
const PARALLEL = 4;
const SHOWN_MESSAGES = 20;
const NO_LETTERS = "None. A job whose retries all fail ends up here and can be replayed.";

const byId = (id) => document.getElementById(id);
const numbers = new Intl.NumberFormat("en");
const state = { online: null, maxBytes: Infinity, settings: null, saving: 0, refused: [], history: [], capacity: 0 };

/* ---- formatting ---- */

function size(bytes) {
  if (bytes < 1024) {
    return `${bytes} B`;
  }
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function millis(value) {
  return value < 1000 ? `${value} ms` : `${(value / 1000).toFixed(2)} s`;
}

function message(text, kind) {
  const item = document.createElement("p");
  item.textContent = text;
  item.className = kind;
  byId("messages").prepend(item);
  byId("hint").hidden = true;
  while (byId("messages").children.length > SHOWN_MESSAGES) {
    byId("messages").lastElementChild.remove();
  }
}

/* ---- watching ---- */

async function getJson(path) {
  const response = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MILLIS) });
  if (!response.ok) {
    const error = new Error(`${path} answered ${response.status}`);
    error.detail = answer(await response.text()).detail;
    throw error;
  }
  return response.json();
}

/* If they alone cannot be read, the rest is shown all the same. */
async function getLetters() {
  try {
    return { letters: await getJson("dead-letters"), note: NO_LETTERS };
  }
  catch (error) {
    return { letters: [], note: `They could not be read: ${error.detail ?? error.message}` };
  }
}

async function watch() {
  try {
    if (!document.hidden || state.online === null) {
      const [stats, jobs, letters] = await Promise.all(
        [getJson("stats"), getJson(`jobs?limit=${SHOWN_JOBS}`), getLetters()]);
      showStats(stats);
      showJobs(jobs, stats.totals);
      showLetters(letters);
      showOnline(true);
    }
  }
  catch (error) {
    console.warn(error);
    showOnline(false, error.detail);
  }
  setTimeout(watch, state.online ? POLL_MILLIS : RETRY_MILLIS);
}

function showOnline(online, problem) {
  byId("offline").textContent = (problem ?? "The server does not answer.")
    + " What you see is the last state; this page goes on by itself.";
  byId("connection").textContent = online ? "Connected" : problem ? "Not available" : "Not connected";
  if (online === state.online) {
    return;
  }
  byId("connection").className = `connection ${online ? "up" : "down"}`;
  byId("offline").hidden = online;
  byId("controls").disabled = !online;
  state.online = online;
  setDisabled(!online);
  for (const button of document.querySelectorAll(".plain")) {
    button.disabled = !online;
  }
}

function setDisabled(disabled) {
  for (const id of ["choose", "samples", "again", "send-failing"]) {
    byId(id).disabled = disabled;
  }
}

function queueState(stats, full) {
  if (stats.queue.closed) {
    return "Closed: new jobs are refused";
  }
  if (stats.listener !== "running") {
    return stats.listener === "blocked" ? "Blocked: too many dead letters" : `The listener is ${stats.listener}`;
  }
  if (stats.queue.paused) {
    return "The queue is paused";
  }
  return full ? "Full: new jobs are refused" : stats.settings.paused ? "Workers are paused" : "";
}

function showStats(stats) {
  const { size: waiting, capacity } = stats.queue;
  const full = waiting >= capacity;
  showInstance(stats.instance);
  byId("fill").max = capacity;
  byId("fill").value = waiting;
  byId("fill").className = full ? "at-limit" : waiting >= 0.8 * capacity ? "crowded" : "";
  byId("fill-text").textContent = `${waiting} of ${capacity}`;
  byId("queue-state").textContent = queueState(stats, full);
  byId("queue-state").classList.toggle("full", full || stats.queue.closed || stats.listener === "blocked");
  byId("busy").textContent = `${stats.workers.busy} of ${stats.workers.total}`;
  byId("rate").textContent = stats.jobsPerSecond.toFixed(1);
  byId("completed").textContent = numbers.format(stats.jobs.completed);
  byId("retrying").textContent = numbers.format(stats.jobs.inRetry);
  byId("dead").textContent = numbers.format(stats.jobs.dead);
  byId("limit").textContent = `Up to ${size(stats.maxContentBytes).replace(".0 ", " ")} each`;
  state.maxBytes = stats.maxContentBytes;
  state.capacity = capacity;
  state.history = stats.history;
  showPlot();
  if (state.saving === 0) {
    showSettings(stats.settings);
  }
}

/* Several instances share their primitives only if these are not in the memory of one. */
function showInstance(instance) {
  state.instance = instance.name;
  const several = instance.engine !== "local";
  document.body.classList.toggle("shared", several);
  byId("instance").hidden = !several;
  byId("instance").textContent = `Instance ${instance.name}, process ${instance.process}, engine ${instance.engine}`;
}

/* ---- plot ---- */

function svg(name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

function showPlot() {
  const plot = byId("plot");
  const { width, height } = plot.getBoundingClientRect();
  if (width === 0 || state.capacity === 0) {
    return;
  }
  const area = { left: 32, right: width - 8, top: 8, bottom: height - 24 };
  const y = (value) => area.bottom - (value / state.capacity) * (area.bottom - area.top);
  const parts = [];
  for (const value of [0, state.capacity / 2, state.capacity]) {
    const kind = value === state.capacity ? "bound" : "grid";
    parts.push(svg("line", { class: kind, x1: area.left, x2: area.right, y1: y(value), y2: y(value) }));
    parts.push(svg("text", { x: area.left - 8, y: y(value) + 4, "text-anchor": "end" }, String(Math.round(value))));
  }
  parts.push(svg("text", { x: area.left, y: height - 4 }, "2 min ago"));
  parts.push(svg("text", { x: area.right, y: height - 4, "text-anchor": "end" }, "now"));
  const samples = state.history.map((sample) => ({ at: Date.parse(sample.at), size: sample.size }));
  if (samples.length > 0) {
    const now = samples[samples.length - 1].at;
    const x = (at) => area.right - ((now - at) / 1000 / HISTORY_SECONDS) * (area.right - area.left);
    const points = samples.filter((sample) => now - sample.at <= HISTORY_SECONDS * 1000)
      .map((sample) => `${x(sample.at).toFixed(1)},${y(sample.size).toFixed(1)}`);
    const [first] = points[0].split(",");
    parts.splice(2, 0, svg("path", { class: "area", d: `M${first},${area.bottom}L${points.join("L")}V${area.bottom}Z` }));
    parts.push(svg("path", { class: "curve", d: `M${points.join("L")}` }));
    const highest = Math.max(...samples.map((sample) => sample.size));
    plot.setAttribute("aria-label", "Queue size over the last two minutes: "
      + `now ${samples[samples.length - 1].size}, at most ${highest}, of ${state.capacity}`);
  }
  plot.replaceChildren(...parts);
}

/* ---- table ---- */

const rows = new Map();

function showJobs(jobs, totals) {
  const body = byId("jobs");
  const shown = new Set(jobs.map((job) => job.id));
  for (const [id, row] of rows) {
    if (!shown.has(id)) {
      row.element.remove();
      rows.delete(id);
    }
  }
  let next = body.firstElementChild;
  for (const job of jobs) {
    const row = rows.get(job.id) ?? newRow(job);
    if (row.element === next) {
      next = next.nextElementSibling;
    }
    else {
      body.insertBefore(row.element, next);
    }
    if (row.state !== job.state || row.attempts.textContent !== String(job.attempts) || row.worker.title !== workerOf(job)) {
      fillRow(row, job);
    }
  }
  byId("table").hidden = jobs.length === 0;
  byId("empty").hidden = jobs.length > 0;
  const sum = totals.results === 0 ? "" : `${numbers.format(totals.results)} done: ${size(totals.bytes)}, `
    + `${numbers.format(totals.lines)} lines, ${numbers.format(totals.words)} words`;
  const newest = jobs.length < SHOWN_JOBS ? "" : `The newest ${SHOWN_JOBS}. `;
  byId("jobs-note").textContent = `${newest}${shares(jobs)}${sum}`;
}

/* Which instance has done how many of the jobs shown. */
function shares(jobs) {
  if (!document.body.classList.contains("shared")) {
    return "";
  }
  const done = new Map();
  for (const job of jobs.filter((each) => each.state === "DONE")) {
    done.set(job.worker.instance, (done.get(job.worker.instance) ?? 0) + 1);
  }
  return [...done].sort().map(([instance, jobsDone]) => `${instance} did ${jobsDone}. `).join("");
}

function workerOf(job) {
  return job.worker ? `${job.worker.instance}, ${job.worker.thread}` : "";
}

function newRow(job) {
  const row = { element: document.createElement("tr"), state: null };
  const link = document.createElement("a");
  link.href = `jobs/${encodeURIComponent(job.id)}`;
  link.textContent = job.number;
  link.setAttribute("aria-label", `Job ${job.number} as JSON`);
  cell(row, "number").append(link);
  const name = cell(row, "name");
  name.textContent = job.name;
  name.title = job.name;
  const label = document.createElement("span");
  cell(row, "").append(label);
  row.label = label;
  cell(row, "several").append(instanceLabel(job.instance));
  row.worker = cell(row, "several");
  row.attempts = cell(row, "number");
  cell(row, "number").textContent = size(job.bytes);
  row.lines = cell(row, "number");
  row.words = cell(row, "number");
  row.frequent = cell(row, "");
  row.digest = cell(row, "digest single");
  row.took = cell(row, "number");
  rows.set(job.id, row);
  return row;
}

/* What happened at another instance than this page's stands out. */
function instanceLabel(name) {
  const label = document.createElement("span");
  label.className = name === state.instance ? "place" : "place other";
  label.textContent = name;
  return label;
}

function cell(row, kind) {
  const element = document.createElement("td");
  element.className = kind;
  row.element.append(element);
  return element;
}

function fillRow(row, job) {
  row.state = job.state;
  row.label.className = `state ${job.state}`;
  row.label.textContent = job.state[0] + job.state.slice(1).toLowerCase();
  row.attempts.textContent = job.attempts;
  row.frequent.className = job.error ? "error" : "";
  row.frequent.textContent = job.error ?? "";
  row.frequent.title = job.error ?? "";
  row.took.textContent = "";
  row.worker.title = workerOf(job);
  row.worker.replaceChildren(...(job.worker ? [instanceLabel(job.worker.instance), ` ${job.worker.thread}`] : []));
  const { result } = job;
  if (result) {
    row.lines.textContent = result.charset ? numbers.format(result.lines) : "–";
    row.words.textContent = result.charset ? numbers.format(result.words) : "–";
    row.frequent.textContent = result.charset
      ? result.frequentWords.map((word) => `${word.word} (${numbers.format(word.count)})`).join(", ")
      : "Binary";
    row.frequent.title = row.frequent.textContent;
    row.digest.textContent = `${result.sha256.slice(0, 8)}…`;
    row.digest.title = result.sha256;
  }
  if (job.finished && job.started) {
    row.took.textContent = millis(Date.parse(job.finished) - Date.parse(job.started));
  }
}

/* ---- dead letters ---- */

const letterRows = new Map();

function showLetters({ letters, note }) {
  byId("no-letters").textContent = note;
  const shown = new Set(letters.map((letter) => letter.id));
  for (const [id, row] of letterRows) {
    if (!shown.has(id)) {
      row.element.remove();
      letterRows.delete(id);
    }
  }
  for (const letter of letters) {
    if (!letterRows.has(letter.id)) {
      byId("letters").append(newLetterRow(letter).element);
    }
  }
  byId("letters-table").hidden = letters.length === 0;
  byId("no-letters").hidden = letters.length > 0;
  byId("replay-all").hidden = letters.length === 0;
}

function newLetterRow(letter) {
  const row = { element: document.createElement("tr") };
  cell(row, "number").textContent = letter.number;
  const name = cell(row, "name");
  name.textContent = letter.name;
  name.title = letter.name;
  const cause = cell(row, "error");
  cause.textContent = letter.message ?? letter.cause;
  cause.title = letter.cause;
  cell(row, "number").textContent = letter.attempts;
  cell(row, "number").textContent = new Date(letter.lastFailure).toLocaleTimeString("en-GB");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "plain";
  button.textContent = "Replay";
  button.setAttribute("aria-label", `Replay job ${letter.number}`);
  button.addEventListener("click", () => replay(button, `dead-letters/${encodeURIComponent(letter.id)}/replay`,
    () => `Job ${letter.number} is back on the queue.`));
  cell(row, "action").append(button);
  letterRows.set(letter.id, row);
  return row;
}

async function replay(button, path, describe) {
  button.disabled = true;
  try {
    const response = await fetch(path, { method: "POST", signal: AbortSignal.timeout(ANSWER_MILLIS) });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(answer(text).detail);
    }
    message(describe(text), "good");
    showLetters(await getLetters());
  }
  catch (error) {
    message(`Not replayed: ${error.message}`, "bad");
  }
  finally {
    button.disabled = !state.online;
  }
}

/* ---- settings ---- */

function showSettings(settings) {
  state.settings = settings;
  byId("paused").checked = settings.paused;
  const delay = byId("delay");
  if (document.activeElement !== delay || !delay.matches(":active")) {
    delay.max = Math.max(delay.max, settings.delayMillis);
    delay.value = settings.delayMillis;
    byId("delay-text").textContent = millis(settings.delayMillis);
  }
}

async function saveSettings(change) {
  const settings = { ...state.settings, ...change };
  state.saving++;
  try {
    const response = await fetch("settings", {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(settings),
      signal: AbortSignal.timeout(ANSWER_MILLIS)
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(answer.detail);
    }
    state.settings = answer;
  }
  catch (error) {
    message(`The settings were not saved: ${error.message}`, "bad");
  }
  finally {
    state.saving--;
    showSettings(state.settings);
  }
}

/* ---- adding jobs ---- */

function send(item, onProgress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const failed = () => resolve({ item, status: 0, detail: "The server did not answer, or the file could not be read." });
    request.open("POST", `jobs?name=${encodeURIComponent(item.name)}&failures=${item.failures ?? 0}`);
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.onerror = failed;
    request.onabort = failed;
    request.onload = () => resolve({ item, status: request.status, ...answer(request.responseText) });
    if (item.file) {
      const form = new FormData();
      form.append("file", item.file);
      request.send(form);
    }
    else {
      request.setRequestHeader("Content-Type", "text/plain;charset=UTF-8");
      request.send(item.text);
    }
  });
}

function answer(text) {
  try {
    return JSON.parse(text);
  }
  catch {
    return { detail: "The answer could not be read." };
  }
}

async function sendAll(items) {
  setSending(true);
  const progress = new Map();
  const show = () => {
    const sum = [...progress.values()].reduce((total, part) => total + part, 0);
    byId("upload-progress").max = items.length;
    byId("upload-progress").value = sum;
  };
  const waiting = [...items];
  const outcomes = [];
  const sender = async () => {
    for (let item = waiting.shift(); item; item = waiting.shift()) {
      byId("upload-text").textContent = `Sending ${items.length - waiting.length} of ${items.length}: ${item.name}`;
      outcomes.push(await send(item, (part) => {
        progress.set(item, part);
        show();
      }));
      progress.set(item, 1);
      show();
    }
  };
  show();
  await Promise.all(Array.from({ length: PARALLEL }, sender));
  report(outcomes);
  setSending(false);
}

function setSending(sending) {
  byId("upload").hidden = !sending;
  byId("hint").hidden = true;
  setDisabled(sending || !state.online);
  state.sending = sending;
}

function report(outcomes) {
  const accepted = outcomes.filter((outcome) => outcome.status === 202);
  const full = outcomes.filter((outcome) => outcome.status === 503);
  const wrong = outcomes.filter((outcome) => outcome.status !== 202 && outcome.status !== 503);
  for (const outcome of wrong) {
    message(`${outcome.item.name}: ${outcome.status > 0 ? `refused with ${outcome.status}. ` : ""}${outcome.detail ?? ""}`, "bad");
  }
  if (full.length > 0) {
    message(`${count(full, "job")} refused with 503: ${full[0].detail}`, "bad");
  }
  if (accepted.length > 0) {
    message(`${count(accepted, "job")} put on the queue.`, "good");
  }
  state.refused = full.map((outcome) => outcome.item);
  byId("again").hidden = full.length === 0;
  byId("again").textContent = `Send ${full.length} again`;
}

function count(list, noun) {
  return `${list.length} ${noun}${list.length === 1 ? "" : "s"}`;
}

function sendFiles(files) {
  if (state.sending || !state.online) {
    message(state.sending ? "Not sent: other files are still under way." : "Not sent: the server does not answer.", "bad");
    return;
  }
  const items = [...files].map((file) => ({ file, name: file.name }));
  const tooLarge = items.filter((item) => item.file.size > state.maxBytes);
  for (const item of tooLarge) {
    message(`${item.name}: not sent, its ${size(item.file.size)} are more than ${size(state.maxBytes)}.`, "bad");
  }
  const rest = items.filter((item) => !tooLarge.includes(item));
  if (rest.length > 0) {
    sendAll(rest);
  }
}

function samples() {
  const words = ("river stone harbour lantern the and of a window garden winter bridge letter morning "
    + "paper silver quiet engine forest copper").split(" ");
  const pick = () => words[Math.floor(Math.random() * words.length)];
  return Array.from({ length: SAMPLES }, (unused, i) => {
    const lines = Array.from({ length: 5 + Math.floor(Math.random() * 60) },
      () => Array.from({ length: 10 }, pick).join(" "));
    return { name: `sample-${String(i + 1).padStart(2, "0")}.txt`, text: `${lines.join("\n")}\n` };
  });
}

/* ---- wiring ---- */

byId("choose").addEventListener("click", () => byId("files").click());
byId("files").addEventListener("change", () => {
  sendFiles([...byId("files").files]);
  byId("files").value = "";
});
byId("samples").addEventListener("click", () => sendAll(samples()));
byId("again").addEventListener("click", () => sendAll(state.refused));
byId("failing").addEventListener("submit", (event) => {
  event.preventDefault();
  const failures = byId("failures");
  const times = failures.selectedOptions[0].textContent;
  sendAll([{ name: `fails ${times}.txt`, text: `This job fails ${times}.\n`, failures: failures.value }]);
});
byId("replay-all").addEventListener("click", () => replay(byId("replay-all"), "dead-letters/replay",
  (text) => `${count({ length: answer(text).replayed }, "job")} back on the queue.`));
byId("settings").addEventListener("submit", (event) => event.preventDefault());
byId("paused").addEventListener("change", () => saveSettings({ paused: byId("paused").checked }));
byId("delay").addEventListener("input", () => {
  byId("delay-text").textContent = millis(Number(byId("delay").value));
});
byId("delay").addEventListener("change", () => saveSettings({ delayMillis: Number(byId("delay").value) }));

// A file that misses the zone must not replace the page.
for (const type of ["dragover", "drop"]) {
  window.addEventListener(type, (event) => event.preventDefault());
}
byId("drop").addEventListener("dragover", () => byId("drop").classList.add("over"));
byId("drop").addEventListener("dragleave", () => byId("drop").classList.remove("over"));
byId("drop").addEventListener("drop", (event) => {
  byId("drop").classList.remove("over");
  sendFiles(event.dataTransfer.files);
});

new ResizeObserver(showPlot).observe(byId("plot"));
watch();

// Starts the page, and says so plainly where it cannot start. Other pages import `arena-explorer.js` themselves.
//
// The document comes with the first board as plain HTML. It is painted before the program is even asked for, so that a
// visitor on a slow line reads it while the rest arrives. A link to another view must not flash that board first, which is
// why this script is a classic one that runs before the body is read.
"use strict";

const root = document.documentElement;
const script = document.currentScript;
// The build's id stands behind this script's own address, and goes behind every other: no cache can mix two builds.
const own = new URL(script.src);
const beside = (name) => new URL(name + own.search, own).href;
const BINDINGS = beside("arena-explorer.js");
const PROGRAM = beside("arena-explorer_bg.wasm");

// What a link can hold of a view. Any other key, such as `utm_source`, leads to the first board as it is.
const KEYS = (
  "board lens benchmark model page id find on chart rule weights sort q size hide show first fold common covered without pin select only " +
  "coverage data theme category open year input author file severity about"
).split(" ");
const asked = new URLSearchParams(location.search);
const linked = KEYS.some((key) => asked.has(key));
if (linked) root.classList.add("linked");

// Charts that a visitor folded take no room before the page runs either, and those that they opened do.
try {
  root.dataset.charts = localStorage.getItem("arena-explorer.charts") ?? "";
} catch {}

const isRunning = () => root.classList.contains("started");
const say = (id, text) => {
  const place = document.getElementById(id);
  if (place) place.textContent = text;
};

// The directive of a Content-Security-Policy that forbade something, once one has.
let forbidden = "";
addEventListener("securitypolicyviolation", (event) => (forbidden ||= event.effectiveDirective));

// Whatever goes wrong in the page's own scripts before it runs ends the start, or the visitor would wait for ever. A browser's
// extension may fail as it likes: its errors name its own address, or none where the browser hides it.
const isOwn = (where) => !where.includes("://") || where.includes(own.origin) || where.includes("wasm://");
addEventListener("error", ({ message, filename, error }) => {
  if (message && (filename || error) && isOwn(filename)) broke(error ?? message);
});
addEventListener("unhandledrejection", ({ reason }) => reason?.stack && isOwn(String(reason.stack)) && broke(reason));

function broke(error) {
  if (!isRunning()) explain(`The page could not be started: ${error?.message ?? error}. Try again, or with another browser.`);
}

/** Says why the start ended: that a policy forbids something if one does, else what is given. */
async function explain(message) {
  // The browser tells of it a moment later.
  await new Promise((resolve) => setTimeout(resolve, 50));
  fail(
    forbidden
      ? `The server of this page forbids what the page needs: its Content-Security-Policy has “${forbidden}”. ` +
          "Whoever runs the server finds in the README which headers it may send."
      : message,
  );
}

let failure = "";
const tellFailure = () =>
  say("start-status", failure + (arenaDropped.length > 0 ? " What you dropped was not read. Drop it again after that." : ""));

function fail(message) {
  // What was wrong first is why the rest is.
  if (isRunning() || root.classList.contains("failed")) return;
  root.classList.add("failed");
  failure = message;
  say("start-progress", "");
  tellFailure();
  const retry = document.getElementById("start-retry");
  retry.onclick = again;
  retry.focus();
}

/** Begins again with what the server has now: caches that hold something else are told to ask it. */
async function again(event) {
  event?.preventDefault();
  root.classList.remove("failed");
  say("start-status", "Loading the scores…");
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")].map(({ href }) => href);
  const all = [location.href, ...sheets, own.href, ...["worker.js", "dataset.bin"].map(beside), BINDINGS, PROGRAM];
  const ask = async (address) => {
    const response = await fetch(address, { cache: "reload", signal: AbortSignal.timeout(30_000) });
    await response.arrayBuffer();
  };
  await Promise.allSettled(all.map(ask));
  // A module that failed to load is remembered as failed, so only a new page tries again.
  location.reload();
}
globalThis.arenaRestart = again;

/** A style sheet that a cache kept from another build is refused: its digest is wrong. Asks for the right one, once. */
async function restyle(link) {
  try {
    await (await fetch(link.href, { cache: "reload" })).arrayBuffer();
  } catch {
    return;
  }
  const anew = link.cloneNode();
  // Then it is the document that is of another build.
  const isAgain = performance.getEntriesByType("navigation")[0]?.type === "reload";
  anew.addEventListener("error", () => isAgain || again());
  link.replaceWith(anew);
}

// What a visitor drops while the page loads: without this the browser would leave the page and open it. The page takes these
// over once it runs. All must be read while the event lasts, as the browser empties it afterwards.
globalThis.arenaDropped = [];
addEventListener("dragover", (event) => {
  if (!isRunning()) event.preventDefault();
});
addEventListener("drop", (event) => {
  if (isRunning()) return;
  event.preventDefault();
  const data = event.dataTransfer;
  if (!data) return;
  const entries = [...data.items].filter(({ kind }) => kind === "file").map((item) => item.webkitGetAsEntry());
  const dropped = { entries: entries.filter(Boolean), files: [...data.files], text: data.getData("text/plain") };
  if (dropped.files.length > 0 || dropped.text.trim()) arenaDropped.push(dropped);
  if (failure) tellFailure();
});

// Starts what reads the files that a visitor brings, a worker, and gives it. The first is started with the page, so that
// bringing a file asks the server for nothing, and after the program, which a visitor waits for and which it shares; the
// page starts another where that one has died.
globalThis.arenaStartReader = () => {
  const reader = new Worker(beside("worker.js"), { type: "module" });
  globalThis.arenaReader = reader;
  reader.addEventListener("error", () => {
    if (globalThis.arenaReader === reader) globalThis.arenaReader = null;
  });
  return reader;
};

/** Shows how much of the program has arrived, from a copy of the answer: the answer itself is compiled as it comes. */
async function count(response) {
  const kilobytes = (bytes) => Math.round(bytes / 1000).toLocaleString("en");
  const whole = Number(script.dataset.bytes) > 0 ? ` of ${kilobytes(script.dataset.bytes)}` : "";
  let arrived = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    arrived += part.value.byteLength;
    if (!root.classList.contains("failed")) say("start-progress", `Program: ${kilobytes(arrived)}${whole} kB`);
  }
  say("start-progress", "");
}

async function start() {
  document.getElementById("start-late").addEventListener("click", again);
  document.querySelector("#crash button").addEventListener("click", () => location.reload());
  if (location.protocol === "file:") {
    fail("This page was opened as a file, and no browser runs it from there. Copy its folder to a web server, or run “cargo xtask serve”.");
    return;
  }
  if (typeof WebAssembly !== "object") {
    fail("Sorting, searching and adding your own scores need WebAssembly, which this browser does not have or has switched off.");
    return;
  }
  // The one for paper has a medium, and may not be here yet.
  document.querySelectorAll("link[rel=stylesheet]:not([media])").forEach((link) => link.sheet || restyle(link));
  try {
    const [bindings, program] = await Promise.all([import(BINDINGS), fetch(PROGRAM)]);
    if (!program.ok) throw new Error(`the server answered ${program.status}`);
    // What ends it ends the program too, and that is said.
    count(program.clone()).catch(() => {});
    await bindings.default({ module_or_path: program });
    // Before the data are here, and so before the page looks for it.
    try {
      globalThis.arenaStartReader();
    } catch (error) {
      console.warn(error);
    }
    globalThis.arenaExplorer = bindings;
  } catch (error) {
    console.warn(error);
    explain(`The program of this page could not be loaded: ${reason(error)}. Check the connection and try again.`);
  }
}

/** A failure in words. The browser's own are kept where they may help. */
function reason(error) {
  if (error instanceof WebAssembly.CompileError) return "what arrived is damaged, or is no program";
  if (error instanceof WebAssembly.LinkError) return "its parts are of different versions";
  if (error instanceof TypeError) return "a part of it did not arrive";
  return error?.message ?? String(error);
}

document.addEventListener("DOMContentLoaded", () => {
  if (linked || document.hidden) start();
  else requestAnimationFrame(() => setTimeout(start));
});

// Starts the page, and says so plainly where it cannot start. Other pages import `arena-explorer.js` themselves.
//
// The document comes with the first board as plain HTML. It is painted before the program is even asked for, so that a
// visitor on a slow line reads it while the rest arrives. A link to another view must not flash that board first, which is
// why this script is a classic one that runs before the body is read.
"use strict";

const root = document.documentElement;
const script = document.currentScript.src;
const beside = (name) => new URL(name, script).href;
const linked = location.search.length > 1;
if (linked) root.classList.add("linked");

function fail(message) {
  root.classList.add("failed");
  document.getElementById("start-status").textContent = message;
  const retry = document.getElementById("start-retry");
  // A module that failed to load is remembered as failed, so only a new page tries again.
  retry.addEventListener("click", () => location.reload());
  retry.focus();
}

// What reads the files that a visitor brings. It is loaded with the page, so that bringing one asks the server for nothing,
// and after the program, which a visitor waits for and which it shares.
function startReader() {
  try {
    const reader = new Worker(beside("worker.js"), { type: "module" });
    globalThis.arenaReader = reader;
    reader.addEventListener("error", () => (globalThis.arenaReader = null));
  } catch (error) {
    console.warn(error);
  }
}

async function start() {
  // The style sheet shows it after a while, unless this script, which may be what does not arrive, takes it away.
  document.getElementById("start-late").remove();
  document.querySelector("#crash button").addEventListener("click", () => location.reload());
  if (typeof WebAssembly !== "object") {
    fail("Sorting, searching and adding your own scores need WebAssembly, which this browser does not have or has switched off.");
    return;
  }
  try {
    const bindings = await import(beside("arena-explorer.js"));
    await bindings.default({ module_or_path: beside("arena-explorer_bg.wasm") });
    // Before the data are here, and so before the page looks for it.
    startReader();
    globalThis.arenaExplorer = bindings;
  } catch (error) {
    console.warn(error);
    fail("The program of this page could not be loaded. Check the connection and try again.");
  }
}

document.addEventListener("DOMContentLoaded", () => {
  if (linked || document.hidden) start();
  else requestAnimationFrame(() => setTimeout(start));
});

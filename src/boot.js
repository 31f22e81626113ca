// Starts the page, and says so plainly where it cannot start. Other pages import `arena-explorer.js` themselves.
const status = document.getElementById("start-status");

function fail(message) {
  status.textContent = message;
  status.setAttribute("role", "alert");
  status.closest("main").removeAttribute("aria-busy");
  document.querySelector(".start-rows").hidden = true;
  const retry = document.getElementById("start-retry");
  retry.hidden = false;
  // A module that failed to load is remembered as failed, so only a new page tries again.
  retry.addEventListener("click", () => location.reload());
  retry.focus();
}

document.querySelector("#crash button").addEventListener("click", () => location.reload());

if (typeof WebAssembly !== "object") {
  fail("This page needs WebAssembly, which this browser does not have or has switched off. Any browser of the last years has it.");
} else {
  try {
    const bindings = await import("./arena-explorer.js");
    await bindings.default({ module_or_path: new URL("arena-explorer_bg.wasm", import.meta.url) });
    globalThis.arenaExplorer = bindings;
  } catch (error) {
    console.warn(error);
    fail("The program of this page could not be loaded. Check the connection and try again.");
  }
}

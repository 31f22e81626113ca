// Runs the program of the page a second time, as the reader of the files that a visitor brings, so that the page stays free.
// The page hands over what it has compiled already: nothing is fetched for it later. The build's id comes with the address.
const bindings = import("./arena-explorer.js" + location.search);

let started;

addEventListener("message", async ({ data: { program, order, beside } }) => {
  try {
    const { default: init, readerReceive } = await bindings;
    started ??= init({ module_or_path: program });
    await started;
    readerReceive(order, beside);
  } catch (error) {
    console.error(error);
    postMessage(null);
  }
});

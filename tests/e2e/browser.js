// The browser that tests and measurements run in: the machine's own, and quiet about other hosts.

/** Options for Playwright's `launch`. `cargo xtask` names the browser it found in CHROME. */
export const launchOptions = {
  executablePath: process.env.CHROME || '/usr/bin/chromium',
  // Chromium refuses to run as root inside its sandbox.
  chromiumSandbox: process.getuid?.() !== 0,
  args: [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

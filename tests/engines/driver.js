// A browser behind its WebDriver: starts both, sends commands, and keeps what the page complained of.

import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How long one command may take, in milliseconds: a shared machine is at times three times slower than a quiet one. */
const COMMAND = 30_000;
/** How long a driver may take to start. */
const START = 20_000;

const WIDTH = 1440;
const HEIGHT = 900;

/** The key under which WebDriver names an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** The engines: how a driver is started, what it is asked for, and what it prints when the page goes wrong, if it does. */
const ENGINES = {
  firefox: {
    driver: (port) => [process.env.GECKODRIVER || 'geckodriver', '--port', String(port)],
    needsDisplay: false,
    capabilities: {
      'moz:firefoxOptions': { binary: process.env.FIREFOX || '/usr/bin/firefox-esr', args: ['-headless'] },
    },
    complaint: /^JavaScript error: http/,
  },
  webkit: {
    driver: (port) => [process.env.WEBKITDRIVER || 'WebKitWebDriver', `--port=${port}`],
    needsDisplay: true,
    capabilities: {
      'webkitgtk:browserOptions': {
        binary: process.env.MINIBROWSER || '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
        args: ['--automation'],
      },
    },
  },
};

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** Starts a browser. `stop` ends all that was started. */
export const start = async (name) => {
  const engine = ENGINES[name];
  const children = [];
  const home = await mkdtemp(path.join(tmpdir(), 'arena-engine-'));
  const log = path.join(home, 'log');
  const output = openSync(log, 'a');
  const launch = (command, env, stdio) => {
    const child = spawn(command[0], command.slice(1), { env, stdio, detached: true });
    // Whoever waits for it sees that it has no process.
    child.on('error', () => {});
    children.push(child);
    return child;
  };
  const endAll = () => children.reverse().forEach(end);
  // What was started is a group of processes of its own, which does not end with this one.
  process.once('exit', endAll);
  const stop = async () => {
    endAll();
    process.removeListener('exit', endAll);
    closeSync(output);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const env = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, WEBKIT_DISABLE_COMPOSITING_MODE: '1' };
    if (engine.needsDisplay) env.DISPLAY = await display(launch, env);
    const port = await freePort();
    const driver = launch(engine.driver(port), env, ['ignore', output, output]);
    const address = `http://127.0.0.1:${port}`;
    await answering(address, driver);
    const capabilities = { alwaysMatch: engine.capabilities };
    const { sessionId } = await command(`${address}/session`, 'POST', { capabilities });
    const session = new Session(`${address}/session/${sessionId}`, log, engine.complaint, stop);
    await session.resize(WIDTH, HEIGHT);
    return session;
  } catch (error) {
    const printed = readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n');
    await stop();
    throw new Error(`${name} did not start: ${error.message}\n${printed}`);
  }
};

/** One window of a browser. */
class Session {
  #address;
  #log;
  #complaint;
  #stop;

  constructor(address, log, complaint, stop) {
    this.#address = address;
    this.#log = log;
    this.#complaint = complaint;
    this.#stop = stop;
  }

  /** What the browser printed of errors in the page. */
  complaints() {
    if (!this.#complaint) return [];
    return readFileSync(this.#log, 'utf8').split('\n').filter((line) => this.#complaint.test(line));
  }

  resize(width, height) {
    return this.#send('POST', 'window/rect', { width, height });
  }

  open(url) {
    return this.#send('POST', 'url', { url });
  }

  reload() {
    return this.#send('POST', 'refresh', {});
  }

  /** Runs a function in the page; what it returns must be JSON or elements. */
  run(script, ...args) {
    return this.#send('POST', 'execute/sync', { script: `return (${script}).apply(null, arguments)`, args });
  }

  click(element) {
    return this.#send('POST', `element/${element[ELEMENT]}/click`, {});
  }

  /** Types into a field; into one for files, their paths. */
  type(element, text) {
    return this.#send('POST', `element/${element[ELEMENT]}/value`, { text });
  }

  /** What assistive technology is told of an element. */
  async accessible(element) {
    const of = (what) => this.#send('GET', `element/${element[ELEMENT]}/${what}`);
    return { role: await of('computedrole'), name: await of('computedlabel') };
  }

  async stop() {
    await this.#send('DELETE', '').catch(() => {});
    await this.#stop();
  }

  #send(method, path, body) {
    return command(path === '' ? this.#address : `${this.#address}/${path}`, method, body);
  }
}

const command = async (url, method, body) => {
  const response = await fetch(url, {
    method,
    body: body && JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(COMMAND),
  });
  const { value } = await response.json();
  if (response.ok) return value;
  throw new Error(`${value.error}: ${value.message}`);
};

/** Waits until a driver takes commands. */
const answering = async (address, driver) => {
  const deadline = Date.now() + START;
  for (;;) {
    const status = await command(`${address}/status`, 'GET').catch(() => undefined);
    if (status) return;
    if (driver.pid === undefined) throw new Error(`its driver, ${driver.spawnargs[0]}, cannot be started`);
    if (driver.exitCode !== null) throw new Error('its driver ended');
    if (Date.now() > deadline) throw new Error('its driver did not answer');
    await delay(100);
  }
};

/** Starts a display that nobody sees, and names it. */
const display = (launch, env) =>
  new Promise((resolve, reject) => {
    const screen = ['-screen', '0', `${WIDTH}x${HEIGHT + 100}x24`, '-nolisten', 'tcp', '-displayfd', '1'];
    const server = launch([process.env.XVFB || 'Xvfb', ...screen], env, ['ignore', 'pipe', 'ignore']);
    const timer = setTimeout(() => reject(new Error('Xvfb did not start')), START);
    server.once('error', reject);
    server.stdout.once('data', (number) => {
      clearTimeout(timer);
      resolve(`:${String(number).trim()}`);
    });
  });

/** Ends a process with those that it started. */
const end = (child) => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
};

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

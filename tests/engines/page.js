// The page in one of the engines, by role, name and text as a person finds things.

import { setTimeout as delay } from 'node:timers/promises';

/** How long anything in the page may take to appear. */
const PATIENCE = 30_000;

/** The page as its visitors meet it, in a browser that `driver.js` started. */
export class Page {
  constructor(session, url) {
    this.session = session;
    this.url = url;
  }

  /** Loads a view and waits until the program runs. */
  async open(address = '') {
    await this.session.open(new URL(address, this.url).href);
    await this.ready();
  }

  async reload() {
    await this.session.reload();
    await this.ready();
  }

  /** What the document itself came with cannot be used yet: it has no field for searching. */
  async ready() {
    await this.session.run(listen);
    await this.see('combobox', /^Search models/);
  }

  /** Waits for an element, which must have this role and name for assistive technology too. */
  async see(role, name, within) {
    const [element] = await this.until(`a ${role} named ${name}`, async () => {
      const found = await this.all(role, name, within);
      return found.length > 0 && found;
    });
    const told = await this.session.accessible(element);
    // WebKit has no word for what folds out.
    if (![role, ''].includes(told.role) || !matches(name, told.name)) {
      throw new Error(`the ${role} named ${name} is told as a ${told.role} named “${told.name}”`);
    }
    return element;
  }

  /** Waits for a row of the table by what is written in it. */
  async row(pattern) {
    const [row] = await this.until(`a row with ${pattern}`, async () => {
      const found = await this.all('row', pattern);
      return found.length > 0 && found;
    });
    return row;
  }

  /** Presses what is there, once it stands still: a press goes to where an element was when it was looked for. */
  async click(role, name, within) {
    const element = await this.see(role, name, within);
    let last = '';
    await this.until(`the ${role} named ${name} at rest`, async () => {
      const place = await this.session.run((element) => JSON.stringify(element.getBoundingClientRect()), element);
      const rests = place === last;
      last = place;
      return rests;
    });
    await this.session.click(element);
  }

  async type(role, name, text) {
    await this.session.type(await this.see(role, name), text);
  }

  /** All that is visible with this role and name, inside of another element or in the whole page. */
  all(role, name, within) {
    const pattern = name instanceof RegExp ? { source: name.source, flags: name.flags } : { text: name };
    return this.session.run(findAll, role, pattern, within ?? null);
  }

  /** Waits until text is there. */
  async text(pattern) {
    await this.until(`the text ${pattern}`, async () => pattern.test(await this.session.run(() => document.body.innerText)));
  }

  /** Waits for a condition. */
  async until(what, holds) {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const value = await holds();
      if (value) return value;
      if (Date.now() > deadline) throw new Error(`${what} did not come`);
      await delay(50);
    }
  }

  /** Waits until each chart in sight has been drawn in more than two colours. */
  async charts(least) {
    await this.until(`${least} drawn charts`, async () => (await this.session.run(drawn)) >= least);
  }

  /** Drops a text file on the page, as a browser tells of it. */
  drop(name, text) {
    return this.session.run(dropFile, name, text);
  }

  /** What went wrong without a test looking: on the page that is open, and what the browser printed of any. */
  async complaints() {
    return [...(await this.session.run(heard)), ...this.session.complaints()];
  }
}

const matches = (name, text) => (name instanceof RegExp ? name.test(text) : name === text);

// What follows runs in the page.

/** Keeps what goes wrong from now on: WebDriver cannot listen before a page's own scripts. What Firefox prints is all. */
const listen = () => {
  const complaints = (window.complaints = []);
  const write = console.error;
  console.error = (...words) => {
    complaints.push(`console: ${words.join(' ')}`);
    write.apply(console, words);
  };
  window.addEventListener('error', (event) => complaints.push(`error: ${event.message}`));
  window.addEventListener('unhandledrejection', (event) => complaints.push(`rejected: ${event.reason}`));
  document.addEventListener('securitypolicyviolation', (event) => {
    complaints.push(`policy: ${event.violatedDirective} forbids ${event.blockedURI || event.sample}`);
  });
};

const heard = () => {
  const stopped = document.querySelector('#crash')?.checkVisibility();
  return [...(window.complaints ?? []), ...(stopped ? ['the page says that it has stopped'] : [])];
};

const findAll = (role, pattern, within) => {
  const selectors = {
    article: 'article',
    button: 'button, summary',
    checkbox: 'input[type=checkbox]',
    combobox: 'select, input[role=combobox]',
    figure: 'figure',
    grid: '[role=grid]',
    heading: 'h1, h2, h3',
    link: 'a[href]',
    row: 'tr',
    searchbox: 'input[type=search]',
    table: 'table:not([role])',
    textbox: 'textarea, input[type=text], input:not([type])',
  };
  const tidy = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const text = (element) => tidy(element.innerText);
  const nameOf = (element) => {
    const by = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
    if (by[0]) return by.map((element) => tidy(element?.textContent)).join(' ');
    return element.getAttribute('aria-label') ?? text(element.caption ?? element.labels?.[0] ?? element);
  };
  const wanted = pattern.source === undefined ? undefined : new RegExp(pattern.source, pattern.flags);
  return [...(within ?? document).querySelectorAll(selectors[role])].filter((element) => {
    const name = nameOf(element);
    return element.checkVisibility() && (wanted ? wanted.test(name) : name === pattern.text);
  });
};

const drawn = () => {
  const colours = (canvas) => {
    if (canvas.width < 2 || canvas.height < 2) return 0;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let at = 0; at < data.length && seen.size < 3; at += 4) seen.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
    return seen.size;
  };
  const canvases = [...document.querySelectorAll('figure canvas')];
  return canvases.filter((canvas) => colours(canvas) > 2).length;
};

const dropFile = (name, text) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name, { type: 'text/markdown' }));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }
};

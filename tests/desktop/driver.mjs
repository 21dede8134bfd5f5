// Drives the real window through WebKitWebDriver with nothing but Node: starts the program with a fresh home, finds what a
// person would find by its words, and keeps a picture of what it saw.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const APP = process.env.NOTICEPRESS_APP;
const PICTURES = process.env.NOTICEPRESS_PICTURES ?? join(tmpdir(), 'noticepress-pictures');
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** Everything of an XPath that a person could see by scrolling. */
const SEEN = `
  const found = document.evaluate(arguments[0], document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
  const all = Array.from({ length: found.snapshotLength }, (_, at) => found.snapshotItem(at));
  return all.filter((own) => own.checkVisibility());`;
/** Whether an element stays where it is for some frames. */
const STILL = `
  const [own, done] = arguments;
  const place = () => JSON.stringify(own.getBoundingClientRect());
  let [before, frames] = [place(), 0];
  const look = () => {
    if (place() !== before || !own.isConnected) return done(false);
    frames += 1;
    return frames === 3 ? done(true) : requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** A folder of the test's own, and a home below it. */
export function room() {
  const folder = mkdtempSync(join(tmpdir(), 'noticepress-window-'));
  mkdirSync(join(folder, 'home'));
  return { folder, end: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Opens the window. `folder` is of `room`; what the choosers of files answer stands in its file `answers`. */
export async function open(folder, set = {}) {
  if (!APP) throw new Error('NOTICEPRESS_APP names no program');
  const port = await freePort();
  const answers = join(folder, 'answers');
  const home = join(folder, 'home');
  const own = { ...process.env, ...set, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home };
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    // A group of its own, so that the program ends with it whatever it is doing.
    detached: true,
    env: { ...own, TAURI_WEBVIEW_AUTOMATION: 'true', NOTICEPRESS_E2E_ANSWERS: answers },
  });
  const ask = async (method, path, body, patience = 120_000) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      signal: AbortSignal.timeout(patience),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const until = async (what, look, patience = 30_000) => {
    const end = Date.now() + patience;
    let last;
    for (;;) {
      try {
        const found = await look();
        if (found) return found;
      } catch (why) {
        last = why;
      }
      if (Date.now() > end) throw new Error(`waited in vain for ${what}${last ? ` (${last.message})` : ''}`);
      await pause(40);
    }
  };
  await until('the driver', () => ask('GET', '/status').then(() => true), 20_000);
  const begun = performance.now();
  const session = await ask('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: APP, args: [] } } },
  });
  const path = `/session/${session.sessionId}`;
  await ask('POST', `${path}/timeouts`, { script: 60_000 });
  const at = (element) => `${path}/element/${element}`;

  const window = {
    begun,
    folder,
    until,
    pause,
    /** What the choosers of files answer from now on. */
    answer: (chosen) =>
      writeFileSync(answers, Object.entries(chosen).map(([wanted, file]) => `${wanted} ${file}\n`).join('')),
    run: (script, ...args) => ask('POST', `${path}/execute/sync`, { script, args }),
    /** The same for what answers later, by its last argument. */
    runLate: (script, ...args) => ask('POST', `${path}/execute/async`, { script, args }),
    /** The first that is in sight: pages that were left stay behind the one that is shown. */
    find: (xpath, patience) => until(xpath, async () => (await window.run(SEEN, xpath))[0]?.[ELEMENT], patience),
    there: async (xpath) => (await window.run(SEEN, xpath)).length,
    text: async (xpath) => ask('GET', `${at(await window.find(xpath))}/text`),
    /** Waits until the page says something. */
    says: (words, patience) =>
      until(`the words “${words}”`, () => window.run('return document.body.innerText.includes(arguments[0])', words), patience),
    hit: async (xpath, patience) => {
      // What is drawn anew between finding and hitting is found again.
      await until(
        `a hit on ${xpath}`,
        async () => {
          const element = await window.find(xpath, patience);
          // In the middle, where no bar lies over it.
          await window.run('arguments[0].scrollIntoView({ block: "center" })', { [ELEMENT]: element });
          // A hit on what still moves, as when a table grows above it, would go beside it.
          if (!(await window.runLate(STILL, { [ELEMENT]: element }))) return false;
          await ask('POST', `${at(element)}/click`, {});
          return true;
        },
        patience,
      );
    },
    /** Hits a button by its words, once it can be hit. */
    press: (words, patience) =>
      window.hit(
        `//button[not(@disabled) and not(@data-disabled) and (normalize-space(.)="${words}" or @aria-label="${words}")]`,
        patience,
      ),
    tick: (words) => window.hit(`//label[normalize-space(.)="${words}"]`),
    /** Fills in the field of a label. */
    fill: async (label, words) => {
      const field = await window.find(
        `//*[(self::input or self::textarea) and (@id=//label[normalize-space(.)="${label}"]/@for)]`,
      );
      await window.run('arguments[0].scrollIntoView({ block: "center" }); arguments[0].focus(); arguments[0].select()', { [ELEMENT]: field });
      await ask('POST', `${at(field)}/value`, { text: words });
    },
    keys: (words) => ask('POST', `${path}/actions`, {
      actions: [
        {
          type: 'key',
          id: 'keys',
          actions: [...words].flatMap((value) => [
            { type: 'keyDown', value },
            { type: 'keyUp', value },
          ]),
        },
      ],
    }),
    /** Hits a key while another is held. */
    chord: (held, value) => ask('POST', `${path}/actions`, {
      actions: [
        {
          type: 'key',
          id: 'keys',
          actions: [
            { type: 'keyDown', value: held },
            { type: 'keyDown', value },
            { type: 'keyUp', value },
            { type: 'keyUp', value: held },
          ],
        },
      ],
    }),
    /** Starts the program once more, as somebody does who opens a case from a folder; it ends when it has told the first. */
    startAgain: (...given) => execFileSync(APP, given, { env: own, stdio: 'ignore', timeout: 30_000 }),
    /** Goes to a page of the case. */
    go: async (place) => {
      await window.hit(`//nav//button[@data-place="${place}"]`);
      await window.find(`//main[@data-place="${place}"]//h1`);
    },
    picture: async (name) => {
      mkdirSync(PICTURES, { recursive: true });
      writeFileSync(join(PICTURES, `${name}.png`), Buffer.from(await ask('GET', `${path}/screenshot`), 'base64'));
    },
    close: async () => {
      await ask('DELETE', path, undefined, 10_000).catch(() => undefined);
      try {
        process.kill(-driver.pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    },
  };
  return window;
}

/** The same with its own room; a picture of a failure is kept. */
export async function inWindow(name, work, set) {
  const { folder, end } = room();
  const window = await open(folder, set);
  try {
    await work(window);
  } catch (why) {
    await window.picture(`failed-${name}`).catch(() => undefined);
    // What stood on the page tells more than what was missing.
    const page = await window.run('return document.body.innerText').catch(() => '');
    throw new Error(`${why.message}; the page said: ${page.replace(/\s+/g, ' ').slice(0, 1_500)}`, { cause: why });
  } finally {
    await window.close();
    end();
  }
}

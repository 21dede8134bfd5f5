// Times the window and prints Markdown for docs/benchmarks.md: run by `cargo xtask bench --window`. Everything is taken in the
// real window of the program as it is handed on, under a screen of its own.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inWindow, open, room } from './driver.mjs';

const SAMPLE = join(dirname(fileURLToPath(import.meta.url)), '../../sample-data');
const CLI = process.env.NOTICEPRESS_CLI;
const PEOPLE = process.env.NOTICEPRESS_PEOPLE ?? '140121';
const PASSPHRASE = 'four words that fit';
const rows = [];
const note = (what, figure) => {
  rows.push([what, figure]);
  console.error(`${what}: ${figure}`);
};
const middle = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const span = (numbers) => `${Math.round(middle(numbers))} ms (${Math.round(Math.min(...numbers))} to ${Math.round(Math.max(...numbers))}, ${numbers.length} times)`;

// From the start of the program to a first page that can be used.
const starts = [];
for (let at = 0; at < 7; at += 1) {
  const { folder, end } = room();
  const window = await open(folder);
  await window.find('//button[normalize-space(.)="New case" and not(@disabled)]');
  starts.push(performance.now() - window.begun);
  await window.close();
  end();
}
note('start to a page that can be used', span(starts));

const invoke = (window, command, given) =>
  window.runLate(
    'const done = arguments[arguments.length - 1]; const begun = performance.now(); window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((answer) => done({ took: performance.now() - begun, answer: answer instanceof ArrayBuffer ? answer.byteLength : answer }), (why) => done({ took: -1, answer: JSON.stringify(why) }))',
    command,
    given,
  );
/** How long it takes from a key in the editor to the page drawn anew, in the window as counsel has it. */
async function fromKeyToPage(window) {
  await window.run('location.reload()');
  await window.press('Open case.noticecase');
  const asked = '//label[normalize-space(.)="Passphrase"]';
  await window.until('the case', async () => (await window.there(asked)) || (await window.there('//main[@data-place="incident"]//h1')), 60_000);
  if (await window.there(asked)) {
    await window.fill('Passphrase', PASSPHRASE);
    await window.press('Open');
  }
  await window.find('//main[@data-place="incident"]//h1', 60_000);
  await window.go('letters');
  await window.hit('//nav[@aria-label="Templates"]//button[starts-with(normalize-space(.), "Minor")]');
  await window.find('//section[@aria-label="Letter" and not(@data-drawn="0")]', 60_000);
  await window.pause(1_500);
  const drawn = [];
  for (let at = 0; at < 12; at += 1) {
    drawn.push(
      await window.runLate(`
        const done = arguments[arguments.length - 1];
        const letter = document.querySelector('section.letter');
        const content = document.querySelector('.cm-content');
        const view = content.cmTile?.view ?? content.cmView?.view;
        const begun = performance.now();
        new MutationObserver((_, own) => {
          own.disconnect();
          done(performance.now() - begun);
        }).observe(letter, { attributes: true, attributeFilter: ['data-drawn'] });
        view.dispatch({ changes: { from: view.state.doc.length, insert: 'so ' }, userEvent: 'input.type' });`),
    );
    await window.pause(700);
  }
  await window.press('Discard changes');
  // The first page finds no typeface laid out yet.
  return drawn.slice(1);
}
const ok = (told) => {
  if (told.took < 0) throw new Error(String(told.answer));
  return told;
};

await inWindow('measure', async (window) => {
  const list = join(window.folder, 'all.csv');
  execFileSync(CLI, ['sample-list', '--people', PEOPLE, '--out', list], { stdio: 'ignore' });
  const incident = readFileSync(join(SAMPLE, 'incident.toml'), 'utf8');
  const path = join(window.folder, 'case.noticecase');
  await window.says('Recent cases');
  // A page names no path: what it may work on is chosen, and stands for a token.
  const choose = async (wanted, chosen) => {
    window.answer(chosen);
    return ok(await invoke(window, 'choose', { wanted })).answer.token;
  };
  const place = await choose('new_case', { NewCase: path });
  const beside = await choose('incident', { Incident: join(SAMPLE, 'incident.toml') });
  ok(await invoke(window, 'new_case', { place, passphrase: PASSPHRASE, text: incident, files: [], incident: beside }));
  const hear = 'const told = []; ';
  const channel = async (command, given) =>
    window.runLate(
      `const done = arguments[arguments.length - 1]; ${hear}
       const id = window.__TAURI_INTERNALS__.transformCallback((message) => told.push([performance.now(), message.message ?? message]));
       let worst = 0, last = performance.now(), going = true;
       const frame = (now) => { worst = Math.max(worst, now - last); last = now; if (going) requestAnimationFrame(frame); };
       requestAnimationFrame((now) => { last = now; frame(now); });
       const begun = performance.now();
       window.__TAURI_INTERNALS__.invoke(arguments[0], { ...arguments[1], told: '__CHANNEL__:' + id }).then(
         (answer) => { going = false; done({ took: performance.now() - begun, answer, worst, told: told.filter(([, step]) => step && step.kind === 'letters').map(([at]) => at) }); },
         (why) => { going = false; done({ took: -1, answer: JSON.stringify(why) }); });`,
      command,
      given,
    );
  const came = ok(await channel('import_list', { list: await choose('list', { List: list }), named: null, answers: [], amends: null, adds: false, by: 'A. Administrator' }));
  note(`import of ${PEOPLE} people into an encrypted case`, `${(came.took / 1000).toFixed(1)} s`);
  const standing = ok(await invoke(window, 'case_status', {}));
  note('everybody laid out anew after a change', `${(standing.took / 1000).toFixed(1)} s`);
  const query = { search: '', disposition: '', standing: '', jurisdiction: '', code: '', variant: '', sort: 'row', descending: false, offset: 0, limit: 100 };
  for (const [words, change] of [
    ['a page in the middle', { offset: 91_200 }],
    ['sorted by name, the first time', { sort: 'name' }],
    ['sorted by name, from the end', { sort: 'name', descending: true, offset: 70_000 }],
    ['sorted by ZIP code', { sort: 'zip' }],
    ['sorted by last day', { sort: 'due' }],
    ['searched by a part of the name', { search: 'quint' }],
    ['searched by ZIP code', { search: '787' }],
    ['everybody who is held', { disposition: 'held' }],
    ['children in Texas, by name', { standing: 'minor', jurisdiction: 'TX', sort: 'name' }],
  ]) {
    const { took, answer } = ok(await invoke(window, 'people_page', { query: { ...query, ...change } }));
    note(`table: ${words}`, `${Math.round(took)} ms, ${answer.total} rows`);
  }
  const template = 'passages/opening.md.hbs';
  const text = ok(await invoke(window, 'template_text', { path: template })).answer.text;
  const pages = [];
  for (let at = 0; at < 12; at += 1) {
    const tried = { path: template, text: `${text.trimEnd()} And ${'so '.repeat(at + 1)}on.\n` };
    pages.push(ok(await invoke(window, 'render_letter', { reader: { row: 100 * at + 1 }, manner: { language: '', large: false }, tried })).took);
  }
  note('changed words to the page of a person as PDF, in the program', span(pages));
  const drawn = await fromKeyToPage(window);
  note('from a key to the page as it is drawn', span(drawn));
  const variants = ok(await invoke(window, 'approve_texts', { by: 'C. Counsel', recordedBy: '', variants: [], from: null, pack: null, reasons: { all: 'For the measurement.', each: {} } }));
  if (variants.answer.unsigned.length > 0) throw new Error('unsigned');
  ok(await channel('release_run', { by: 'A. Administrator', families: null, withoutWaiting: [], reason: null }));
  const out = join(window.folder, 'out');
  mkdirSync(out);
  const exported = ok(await channel('export_run', { out: await choose('folder', { Folder: out }), proof: false }));
  const gaps = exported.told.slice(1).map((at, n) => at - exported.told[n]);
  note('export from the window', `${(exported.took / 1000).toFixed(1)} s`);
  note('words of progress a second while letters were made', (1000 / (gaps.reduce((a, b) => a + b, 0) / gaps.length)).toFixed(1));
  note('longest time between two frames of the window during the export', `${Math.round(exported.worst)} ms`);
  ok(await invoke(window, 'close_case', {}));
  const made = join(out, readdirSync(out).find((name) => name.endsWith('-r1')));
  const begun = performance.now();
  const other = join(window.folder, 'cli');
  execFileSync(CLI, ['export', path, '--out', other], { stdio: 'ignore', env: { ...process.env, NOTICEPRESS_PASSPHRASE: PASSPHRASE } });
  const took = performance.now() - begun;
  note('the same export at the command line', `${(took / 1000).toFixed(1)} s; the window took ${((exported.took / took - 1) * 100).toFixed(0)} % more`);
  const again = join(other, readdirSync(other).find((name) => name.endsWith('-r1')));
  const same = readFileSync(join(made, 'SHA256SUMS')).equals(readFileSync(join(again, 'SHA256SUMS')));
  note('bytes of the two packages', same ? 'equal' : 'NOT EQUAL');
});
console.log('| the window | |\n| --- | --- |');
for (const [what, figure] of rows) console.log(`| ${what} | ${figure} |`);

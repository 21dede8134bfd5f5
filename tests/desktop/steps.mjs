// Steps that several tests take in the window.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const SAMPLE = join(dirname(fileURLToPath(import.meta.url)), '../../sample-data');
export const PASSPHRASE = 'four words that fit';

/** A new case from the sample's incident file, without a list. */
export async function newCase(window, name = 'case.noticecase') {
  const path = join(window.folder, name);
  window.answer({ NewCase: path, Incident: join(SAMPLE, 'incident.toml') });
  await window.press('New case');
  await window.press('Where the case shall lie: choose');
  await window.fill('Passphrase', PASSPHRASE);
  await window.fill('The same again', PASSPHRASE);
  await window.press('Start from an incident file …');
  await window.press('Make the case', 60_000);
  await window.says('Recovery key, shown this once', 60_000);
  await window.press('It is locked away; go on');
  await window.press('Not now');
  await window.find('//main[@data-place="incident"]//h1', 60_000);
  return path;
}

export async function bringIn(window, list) {
  window.answer({ List: list });
  await window.go('lists');
  await window.press('Choose a list …');
  await window.find('//h2[@id="mapping"]');
  const open = '//button[starts-with(normalize-space(.), "None of the ")]';
  if (await window.there(open)) await window.hit(open);
  await window.fill('Your name', 'A. Administrator');
  await window.press('Bring the list in');
  await window.says('The list is in', 120_000);
}

export async function signEverything(window) {
  await window.go('signoff');
  await window.find('//tr[@data-signed="false"]');
  await window.hit('//table//thead//label');
  await window.hit('//section[@aria-labelledby="counsel"]//button[starts-with(normalize-space(.), "Sign ") and not(@disabled)]');
  await window.fill('Who signs', 'C. Counsel');
  await window.press('Sign');
  await window.until('every signature', async () => (await window.there('//tr[@data-signed="false"]')) === 0, 60_000);
}

export async function release(window) {
  await window.press('Release the run …');
  await window.fill('Who releases', 'A. Administrator');
  await window.press('Release');
  await window.says('The run is released.', 60_000);
}

/** A case of many people whose export has just begun; where it goes, and the case. */
export async function exporting(window, cli, people) {
  const list = join(window.folder, 'many.csv');
  cli('sample-list', '--people', String(people), '--out', list);
  const path = await newCase(window);
  await bringIn(window, list);
  await signEverything(window);
  await release(window);
  const out = join(window.folder, 'out');
  mkdirSync(out);
  window.answer({ Folder: out });
  await window.go('export');
  await window.press('Folder for the package: choose');
  await window.press('Export', 60_000);
  await window.find('//*[@role="progressbar" and number(@aria-valuenow) > 0]', 60_000);
  return { path, out };
}

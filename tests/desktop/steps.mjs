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
  await window.press('Save case file to: choose');
  await window.fill('Passphrase', PASSPHRASE);
  await window.fill('Confirm passphrase', PASSPHRASE);
  await window.press('Start from an incident file…');
  await window.press('Create case', 60_000);
  await window.says('Recovery key: shown only once', 60_000);
  await window.press('I’ve saved it. Continue');
  await window.press('Not now');
  await window.find('//main[@data-place="incident"]//h1', 60_000);
  return path;
}

export async function bringIn(window, list) {
  window.answer({ List: list });
  await window.go('lists');
  await window.press('Choose list…');
  await window.find('//h2[@id="mapping"]');
  const open = '//button[starts-with(normalize-space(.), "Skip the other ")]';
  if (await window.there(open)) await window.hit(open);
  await window.fill('Your name', 'A. Administrator');
  await window.press('Import list');
  await window.says('List imported', 120_000);
}

export async function signEverything(window) {
  await window.go('signoff');
  await window.find('//tr[@data-signed="false"]');
  await window.hit('//table//thead//label');
  await window.hit('//section[@aria-labelledby="counsel"]//button[starts-with(normalize-space(.), "Approve ") and not(@disabled)]');
  await window.find('//h3[@id="open-points"]');
  await window.fill('Reason for accepting the open points', 'Read with the packet; accepted for this mailing.');
  await window.fill('Counsel’s name', 'C. Counsel');
  await window.press('Approve');
  await window.until('every approval', async () => (await window.there('//tr[@data-signed="false"]')) === 0, 60_000);
}

export async function release(window) {
  await window.press('Release mailing…');
  await window.fill('Your name', 'A. Administrator');
  await window.press('Release');
  await window.says('Mailing released.', 60_000);
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
  await window.press('Package folder: choose');
  await window.press('Export', 60_000);
  await window.find('//*[@role="progressbar" and number(@aria-valuenow) > 0]', 60_000);
  return { path, out };
}

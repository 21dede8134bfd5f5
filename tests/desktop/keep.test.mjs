// Nothing that somebody typed or began is lost by going elsewhere, and nothing of one person stands in another's dialog.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inWindow } from './driver.mjs';
import { bringIn, exporting, newCase, PASSPHRASE, SAMPLE } from './steps.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const cli = (...words) => execFileSync(process.env.NOTICEPRESS_CLI, words, { stdio: ['ignore', 'pipe', 'ignore'] });
const closeWindow = () => execFileSync('python3', [join(HERE, 'close.py'), 'Noticepress'], { stdio: 'ignore' });

async function sample(window) {
  await window.press('Try sample case');
  await window.find('//main[@data-place="incident"]//h1', 60_000);
}

/** Types at the end of the template that is open. */
const typed = (window, words) =>
  window.run(
    'const content = document.querySelector(".cm-content"); const view = content.cmTile?.view ?? content.cmView?.view; view.dispatch({ changes: { from: view.state.doc.length, insert: arguments[0] }, userEvent: "input.type" })',
    words,
  );
const editor = (window) => window.run('return document.querySelector(".cm-content").innerText');
const open = (window, name) =>
  window.hit(`//nav[@aria-label="Templates"]//button[starts-with(normalize-space(.), "${name}")]`);

test('what was typed stands when one comes back, and closing asks once', async () => {
  await inWindow('keep', async (window) => {
    await sample(window);
    await window.fill('Hours', 'Monday to Friday, 8 to 6');
    await window.go('letters');
    await open(window, 'Minor');
    await window.find('//div[contains(@class, "cm-content")]');
    // The first key that takes something back finds nothing to take back, and not the template before.
    await window.hit('//div[contains(@class, "cm-content")]');
    await window.chord('\uE009', 'z');
    assert.match(await editor(window), /minor|child/i);
    assert.doesNotMatch(await editor(window), /The letter to a living adult/);
    await typed(window, '\n\nWords that nobody saved.\n');
    await window.go('audit');
    await window.find('//nav//button[@data-place="letters"]//span[contains(., "not saved")]');
    await window.go('letters');
    assert.match(await editor(window), /Words that nobody saved/);
    await window.go('incident');
    const hours = await window.run(
      'return [...document.querySelectorAll("input")].some((own) => own.checkVisibility() && own.value === "Monday to Friday, 8 to 6")',
    );
    assert.ok(hours, 'the hours are there still');

    await window.press('Close case');
    await window.says('Unsaved changes will be lost: Incident, Letters');
    await window.picture('close-asks');
    await window.press('Keep open');
    closeWindow();
    await window.says('Close Noticepress?');
    await window.press('Keep open');
    await window.press('Close case');
    await window.press('Close without saving');
    await window.says('Recent cases');
  });
});

test('words that leave a letter empty, or that no typeface has, are not saved', async () => {
  await inWindow('unsavable', async (window) => {
    await sample(window);
    await window.go('letters');
    await open(window, 'Minor');
    await window.find('//div[contains(@class, "cm-content")]');
    await typed(window, '\n\nWe are sorry \u{1F600}.\n');
    const refusedAtSave = async () => {
      await window.press('Save…', 60_000);
      await window.find('//section[@role="dialog"]//*[@role="alert"]', 60_000);
      assert.equal(await window.there('//section[@role="dialog"]//button[normalize-space(.)="Save" and not(@disabled)]'), 0);
      await window.press('Cancel');
    };
    // A fault that the page shows keeps it from being saved; one that only other letters have is told when it is tried.
    if (await window.there('//button[normalize-space(.)="Save…" and not(@disabled)]')) await refusedAtSave();
    await window.press('Discard changes');
    await window.run(
      'const content = document.querySelector(".cm-content"); const view = content.cmTile?.view ?? content.cmView?.view; view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: "" }, userEvent: "input.type" })',
    );
    await window.pause(1500);
    if (await window.there('//button[normalize-space(.)="Save…" and not(@disabled)]')) await refusedAtSave();
    await window.picture('unsavable');
    await window.press('Discard changes');
    await window.go('breakdown');
    await window.find('//main[@data-place="breakdown"]//h1');
    assert.equal(await window.there('//*[@role="alert"]'), 0);
  });
});

test('nothing of one person stands in the dialog of another', async () => {
  await inWindow('apart', async (window) => {
    await sample(window);
    await window.go('review');
    const opened = '//dl[@class="cells"]/div';
    await window.hit('//div[@role="row" and @id="person-0"]');
    await window.find(opened);
    await window.press('Change address…');
    await window.fill('Street address', '1 Invented Shelter');
    await window.fill('Reason', 'fled');
    await window.press('Cancel');
    await window.press('Close this row');
    await window.hit('//div[@role="row" and @id="person-1"]');
    await window.find(opened);
    await window.press('Change address…');
    const filled = await window.run(
      'return [...document.querySelectorAll("[role=dialog] input, [role=dialog] textarea")].filter((own) => own.checkVisibility()).map((own) => own.value).filter(Boolean)',
    );
    assert.deepEqual(filled, []);
    await window.press('Cancel');
    await window.hit('//*[@role="tab" and normalize-space(.)="Children and guardians"]');
    await window.says('the same last name as the guardian');
    await window.find('//table//th[normalize-space(.)="Guardian"]');
    await window.picture('guardians');
  });
});

test('a list of unknown headings is named column by column', async () => {
  await inWindow('headings', async (window) => {
    await newCase(window);
    for (const [file, answers] of [
      ['odd-headings.csv', { K01: 'Record number', K02: 'First name', K03: 'Last name', K04: 'Date of birth', K05: 'Street address', K06: 'Street address', K07: 'City', K08: 'State', K09: 'ZIP code' }],
      ['no-header.csv', {}],
    ]) {
      window.answer({ List: join(SAMPLE, file) });
      await window.go('lists');
      await window.press('Choose list…');
      await window.find('//h2[@id="mapping"]');
      await window.says('First row');
      await window.picture(`headings-${file.split('.')[0]}`);
      for (const [column, use] of Object.entries(answers)) {
        await window.hit(`//tr[th[normalize-space(.)="${column}"]]//button`);
        await window.hit(`//*[@role="option" and normalize-space(.)="${use}"]`);
      }
      if (file === 'odd-headings.csv') {
        await window.press('Skip the other 2 columns');
        await window.says('Confirm the combined columns');
        await window.tick('Yes, combine these columns in this order');
        await window.fill('Your name', 'A. Administrator');
        await window.press('Import list');
        await window.says('List imported: ', 60_000);
      } else {
        await window.press('Choose another list');
      }
    }
  });
});

test('an export goes on while one looks elsewhere, and closing the window asks and stops it', { skip: !process.env.NOTICEPRESS_CLI }, async () => {
  await inWindow('elsewhere', async (window) => {
    const { path, out } = await exporting(window, cli, 30_000);
    await window.press('Pause');
    await window.go('review');
    await window.says('Still running: Export');
    await window.find('//div[@role="row" and @id="person-3"]');
    await window.picture('elsewhere');
    await window.go('letters');
    await window.find('//div[contains(@class, "cm-content")]');
    await window.go('export');
    await window.press('Resume');
    await window.press('Pause');
    closeWindow();
    await window.says('Stop and close');
    await window.picture('close-stops');
    await window.press('Stop and close');
    // The program ends, and what it had in work with it.
    await window.until('the end of the program', () => window.run('return 1').then(() => false, () => true), 30_000);
    assert.deepEqual(readdirSync(out).filter((name) => name.endsWith('-r1')), []);
    writeFileSync(join(window.folder, 'pass'), 'four words that fit\n');
    cli('export', path, '--out', out, '--passphrase-file', join(window.folder, 'pass'));
    const made = readdirSync(out).find((name) => name.endsWith('-r1'));
    assert.ok(made);
    cli('verify', join(out, made));
  });
});

test('a second start hands its case to the first', { skip: !process.env.NOTICEPRESS_CLI }, async () => {
  await inWindow('second', async (window) => {
    const other = join(window.folder, 'other.noticecase');
    cli('new', other, '--plain', '--incident', join(SAMPLE, 'incident.toml'));
    await sample(window);
    window.startAgain(other);
    await window.says('Another case is open');
    await window.picture('second-start');
    await window.press('Keep this case open');
    await window.press('Close case');
    await window.says('Recent cases');
    window.startAgain(other);
    await window.says('other.noticecase', 60_000);
    await window.find('//main[@data-place="incident"]//h1', 60_000);
  });
});

test('closing leaves a backup, one that cannot be made is told, and an older file is acknowledged by name', async () => {
  await inWindow('backups', async (window) => {
    const backups = join(window.folder, 'backups');
    mkdirSync(backups);
    const path = await newCase(window);
    window.answer({ BackupFolder: backups });
    await window.go('settings');
    await window.says('No backup yet');
    await window.press('Choose backup folder…');
    await window.find('//button[normalize-space(.)="Turn off automatic backups" and not(@disabled)]', 60_000);
    await window.says('Last backup: ');
    await window.picture('settings-backups');
    assert.equal(readdirSync(backups).length, 1);
    // The file of an open case alone would be refused: what was done last waits beside it. A backup is whole.
    const older = join(window.folder, 'older.noticecase');
    copyFileSync(join(backups, readdirSync(backups)[0]), older);
    await bringIn(window, join(SAMPLE, 'patients.csv'));
    await window.until('the end of the work', async () => !(await window.there('//nav//span[contains(., "running")]')));
    await window.press('Close case');
    await window.says('Recent cases', 60_000);
    await window.says('Last backup: ');
    await window.picture('start-backups');
    assert.equal(readdirSync(backups).length, 2);

    renameSync(older, path);
    const open = async () => {
      await window.press('Open case.noticecase');
      await window.fill('Passphrase', PASSPHRASE);
      await window.press('Open');
    };
    await open();
    await window.says('This is an older version of the case file', 60_000);
    await window.picture('older-file');
    await window.fill('Your name', 'A. Administrator');
    await window.fill('Reason', 'The newer one was imported by mistake.');
    await window.press('Use this file');
    await window.until('the case', async () => !(await window.there('//*[@role="dialog"]')));
    renameSync(backups, join(window.folder, 'unplugged'));
    // The window is closed by the desktop: the case is, and the window stays to say why there is no backup.
    closeWindow();
    await window.says('Case closed without a backup', 60_000);
    await window.picture('no-backup');
    renameSync(join(window.folder, 'unplugged'), backups);
    await open();
    await window.find('//main[@data-place="incident"]//h1', 60_000);
    assert.equal(await window.there('//*[@role="dialog"]'), 0, 'it is acknowledged once');
    closeWindow();
    await window.until('the end of the program', () => window.run('return 1').then(() => false, () => true), 30_000);
    assert.equal(readdirSync(backups).length, 3);
  });
});

test('a script in the page reads and writes nothing that nobody chose, and removes nothing by itself', async () => {
  await inWindow('hostile', async (window) => {
    const path = await newCase(window);
    const invoke = (command, given) =>
      window.runLate(
        'const done = arguments[arguments.length - 1]; window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]).then((answer) => done({ answer }), (why) => done({ why: JSON.stringify(why) }))',
        command,
        given,
      );
    const list = join(SAMPLE, 'patients.csv');
    const acts = join(window.folder, 'acts.json');
    for (const [command, given] of [
      ['inspect_list', { list, named: null }],
      ['read_incident_form', { incident: join(SAMPLE, 'incident.toml') }],
      ['open_case', { file: path, typed: PASSPHRASE, remember: false }],
      ['export_acts', { out: acts }],
      ['verify_package', { folder: SAMPLE }],
      ['template_text', { path: '../../../etc/passwd' }],
    ]) {
      const told = await invoke(command, given);
      assert.ok(told.why && !told.why.includes('root:'), `${command}: ${JSON.stringify(told)}`);
    }
    window.answer({ List: list });
    const { answer: chosen } = await invoke('choose', { wanted: 'list' });
    assert.equal(chosen.place, list);
    assert.ok((await invoke('inspect_list', { list: chosen.token, named: null })).answer.rows > 0);
    assert.match((await invoke('export_acts', { out: chosen.token })).why, /chosen for something else/);
    assert.equal(existsSync(acts), false);
    // The question of the system is not answered by the page: a no leaves the case where it is.
    assert.equal((await invoke('purge_case', { early: true })).answer, null);
    assert.equal(existsSync(path), true);
    assert.equal((await invoke('change_passphrase', { passphrase: 'lane motto cabinet studio river flush extra' })).answer, null);
    window.answer({ Purge: 'yes' });
    assert.equal((await invoke('purge_case', { early: true })).answer.case, path);
    assert.equal(existsSync(path), false);
  });
});

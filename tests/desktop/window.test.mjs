// The real window, as an administrator and counsel use it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { inWindow } from './driver.mjs';
import { bringIn, exporting, newCase, PASSPHRASE, release, SAMPLE, signEverything } from './steps.mjs';

test('from a list to a package', async () => {
  await inWindow('whole-line', async (window) => {
    const path = await newCase(window);
    assert.ok(statSync(path).size > 0);
    await bringIn(window, join(SAMPLE, 'patients.csv'));
    await window.picture('lists');

    // One finding is fixed: a missing ZIP code gets an address, and the row has a letter.
    await window.go('review');
    await window.hit('//button[@data-code="zip_missing"]');
    await window.hit('//div[@role="row" and @id="person-0"]');
    const held = Number((await window.text('//nav//button[@data-place="review"]//span[2]')).replace(/\D/g, ''));
    await window.picture('review');
    await window.press('Change address…');
    await window.fill('Street address', '100 Invented Street');
    await window.fill('City', 'Austin');
    await window.fill('State', 'TX');
    await window.fill('ZIP code', '78701');
    await window.fill('Reason', 'told by telephone');
    await window.hit('//section[@role="dialog"]//button[normalize-space(.)="Save"]');
    await window.says(`${held - 1} held`, 60_000);

    // A child's letter.
    await window.hit('//button[normalize-space(.)="Everyone"]');
    await window.fill('Search', 'Bram Harrowgate');
    await window.until('one row', async () => (await window.there('//div[@role="grid" and @data-total="1"]')) === 1);
    await window.hit('//div[@role="row" and @id="person-0"]');
    await window.press('Open letter');
    await window.find('//section[@aria-label="Letter" and not(@data-drawn="0")]', 60_000);
    await window.picture('letter-of-a-child');
    await window.hit('//section[@role="dialog"]//button[normalize-space(.)="Close"]');

    // Counsel signs, then edits the letters to children: exactly those signatures fall.
    await signEverything(window);
    await window.picture('signed');
    await window.go('letters');
    await window.hit('//nav[@aria-label="Templates"]//button[starts-with(normalize-space(.), "Minor")]');
    await window.hit('//div[contains(@class, "cm-content")]');
    await window.keys('\uE009\uE010');
    await window.run('const view = document.querySelector(".cm-content").cmTile?.view ?? document.querySelector(".cm-content").cmView?.view; view.dispatch({ changes: { from: view.state.doc.length, insert: "\\n\\nWe are sorry, and we mean it.\\n" } })');
    await window.press('Save…', 60_000);
    await window.find('//*[@data-testid="voids"]', 60_000);
    const voids = (await window.text('//*[@data-testid="voids"]')).split('; ');
    assert.ok(voids.length > 1 && voids.every((variant) => variant.includes('Child')), voids.join('; '));
    await window.picture('voids');
    await window.fill('Reason', 'a kinder end');
    await window.press('Save');
    await window.says(`${voids.length} not approved`, 60_000);
    await window.go('signoff');
    const unsigned = await window.until('exactly those not to be approved', async () => {
      const found = await window.run(
        'return [...document.querySelectorAll(\'tr[data-signed="false"]\')].map((row) => row.dataset.variant)',
      );
      return found.length === voids.length && found;
    });
    assert.ok(unsigned.every((variant) => variant.includes('-minor-')), unsigned.join());

    // Signed again, released, exported, verified.
    await signEverything(window);
    await release(window);
    const out = join(window.folder, 'out');
    window.answer({ Folder: out });
    await window.go('export');
    await window.press('Package folder: choose');
    await window.press('Export', 60_000);
    await window.says('letters checked', 120_000);
    await window.picture('exported');
    const packages = readdirSync(out).filter((name) => name.endsWith('-r1'));
    assert.equal(packages.length, 1);
    const manifest = readFileSync(join(out, packages[0], '20_manifest.csv'), 'utf8');
    assert.match(manifest, /78701/);
    await window.go('audit');
    await window.press('Verify log');
    await window.says('complete and unaltered');
    await window.picture('audit');
    await window.press('Close case');
    await window.says('Recent cases');

    // It opens with the passphrase and with no other.
    await window.press('Open case.noticecase');
    await window.fill('Passphrase', 'four words that do not fit');
    await window.press('Open');
    await window.says('Wrong passphrase', 30_000);
    await window.picture('wrong-passphrase');
    await window.fill('Passphrase', PASSPHRASE);
    await window.press('Open');
    await window.find('//main[@data-place="incident"]//h1', 60_000);
  });
});

test('a list asks what its values mean, and one answer ends the hold of all', async () => {
  await inWindow('questions', async (window) => {
    await newCase(window);
    const list = join(window.folder, 'people.csv');
    writeFileSync(list, asking());
    window.answer({ List: list });
    await window.go('lists');
    await window.press('Choose list…');
    await window.find('//h2[@id="mapping"]');
    await window.hit('//button[starts-with(normalize-space(.), "Skip the other ")]');
    await window.says('Are these people deceased?', 30_000);
    await window.says('JosÃ©');
    await window.fill('Your name', 'A. Administrator');
    await window.hit('//fieldset[@data-question="letters"]');
    await window.picture('asked-before');
    await window.press('Import list');
    await window.says('List imported', 120_000);
    await window.says('1 question about people.csv', 30_000);
    assert.match(await window.text('//nav//button[@data-place="lists"]'), /1 question/);
    assert.match(await window.text('//nav//button[@data-place="review"]'), /needs answers/);

    await window.hit('//fieldset[@data-question="death"]//input[@value="alive"]');
    await window.picture('asked');
    await window.press('Apply answers');
    await window.says('Answers applied', 60_000);
    await window.says('All questions about people.csv answered', 30_000);
    assert.match(await window.text('//nav//button[@data-place="review"]'), /none held/);
    assert.equal(await window.there('//table[1]/tbody/tr[td[normalize-space(.)="people.csv"]]'), 1);

    // What each column holds, more of one by its button.
    await window.hit('//summary[starts-with(normalize-space(.), "Column details for people.csv")]');
    await window.hit('//button[normalize-space(.)="More about DOB"]');
    await window.says('June 15, 1985 appears in 3 of 30 dates');
    await window.picture('profiles');
  });
});

/** Thirty invented people, of whom a column that is not used says that every third has died. */
function asking() {
  const head = 'MRN,First Name,Last Name,DOB,Address,City,State,Zip,Patient Status\n';
  const rows = Array.from({ length: 30 }, (_, at) => {
    const born = at % 10 === 4 ? '1985-06-15' : `${1950 + at}-02-0${(at % 9) + 1}`;
    const first = at % 8 === 1 ? 'JosÃ©' : `Ann${at}`;
    return `R${at},${first},Alder${at},${born},${at + 10} Quarry Bend,Austin,TX,78701,${at % 3 === 0 ? 'Deceased' : 'Active'}\n`;
  });
  return head + rows.join('');
}

test('sheets are chosen, a program is recognised, and parents stand side by side', async () => {
  await inWindow('sheets', async (window) => {
    await newCase(window);
    const list = join(window.folder, 'export.xls');
    writeFileSync(list, workbook());
    window.answer({ List: list });
    await window.go('lists');
    await window.press('Choose list…');
    await window.find('//h2[@id="sheets"]');
    await window.says('1 row hidden');
    await window.picture('sheets');
    await window.hit('//button[@aria-label="Open: Patients"]');
    await window.find('//h2[@id="mapping"]');
    await window.says('Open Dental patient table');
    await window.picture('recipe');
    await window.hit('//label[starts-with(normalize-space(.), "Yes: Open Dental")]');
    // The list is looked at again, as that program writes it.
    const chosen = () => window.run('return document.querySelector("input[name=recipe]:checked") !== null');
    await window.until('the program to be taken', chosen, 30_000);
    await window.says('Do people in hidden rows get a letter?', 30_000);
    const open = '//button[starts-with(normalize-space(.), "Skip the other ")]';
    if (await window.there(open)) await window.hit(open);
    await window.fill('Your name', 'A. Administrator');
    await window.press('Import list');
    await window.says('List imported', 120_000);
    await window.press('Skip the other sheets');

    const parents = join(window.folder, 'parents.csv');
    const homes = [1, 2, 3].flatMap((n) => [
      `${n},Grace,${FAMILIES[n]},Mother,${n} Quarry Bend,Austin,TX,78701`,
      `${n},Osei,${FAMILIES[n]},Father,${n}0 Elsewhere Road,Waco,TX,76701`,
    ]);
    writeFileSync(parents, `record_id,parent_first,parent_last,relation,address,city,state,zip\n${homes.join('\n')}\n`);
    window.answer({ List: parents });
    await window.press('Add a guardian file…');
    await window.press('Match guardians');
    await window.says('Guardians matched', 60_000);
    await window.says('until you choose who gets the letter');
    await window.picture('parents-asked');
    await window.hit('//section[@aria-labelledby="several-parents"]//button[.//span[normalize-space(.)="▾"]]');
    await window.hit('//*[@role="option" and starts-with(normalize-space(.), "Both parents")]');
    await window.press('Apply to all');
    await window.says('copies go', 60_000);
    await window.press('Compare parents');
    await window.hit('//*[@role="tab" and normalize-space(.)="Children and guardians"]');
    await window.says('gets a copy', 30_000);
    await window.picture('parents');
    await window.hit('(//button[starts-with(@aria-label, "Choose for ")])[1]');
    await window.find('//section[@role="dialog"]');
    await window.picture('parents-of-one');
  });
});

const FAMILIES = ['', 'Alder', 'Birch', 'Cedarholm', 'Dogwood'];

/** A workbook of Excel 2003 with a cover and a sheet of invented people as Open Dental exports them, one of them in a hidden row. */
function workbook() {
  const row = (cells, hidden = '') =>
    `<Row${hidden}>${cells.map((cell) => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`).join('')}</Row>`;
  const person = (n, born) => [n, FAMILIES[n], 'Ada', 0, born, `${n} Quarry Bend`, 'Austin', 'TX', '78701', '0001-01-01'];
  const people = [
    row(['PatNum', 'LName', 'FName', 'PatStatus', 'Birthdate', 'Address', 'City', 'State', 'Zip', 'DateTimeDeceased']),
    row(person(1, '2015-03-04')),
    row(person(2, '2016-03-04')),
    row(person(3, '2017-03-04')),
    row(person(4, '1970-03-04'), ' ss:Hidden="1"'),
  ];
  const sheet = (name, rows) => `<Worksheet ss:Name="${name}"><Table>${rows.join('')}</Table></Worksheet>`;
  const space = 'urn:schemas-microsoft-com:office:spreadsheet';
  const sheets = sheet('Cover', [row(['Prepared for counsel'])]) + sheet('Patients', people);
  return `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="${space}" xmlns:ss="${space}">${sheets}</Workbook>`;
}

test('a broken file is told, and nothing is opened', async () => {
  await inWindow('broken', async (window) => {
    const path = join(window.folder, 'broken.noticecase');
    writeFileSync(path, 'SQLite format 3\0 and then nothing that is a case');
    window.answer({ Case: path });
    await window.press('Open case…');
    await window.find('//*[@role="alert"]');
    assert.match(await window.text('//*[@role="alert"]'), /damaged|not a case/);
    await window.picture('broken-file');
    const list = join(window.folder, 'list.csv');
    writeFileSync(list, '%PDF-1.7 and then nothing that is a list');
    await window.press('Try sample case');
    await window.find('//main[@data-place="incident"]//h1', 60_000);
    window.answer({ List: list });
    await window.go('lists');
    await window.press('Choose list…');
    await window.find('//*[@role="alert"]');
    await window.picture('broken-list');
  });
});

test('the window never leaves its own pages', async () => {
  await inWindow('stays', async (window) => {
    await window.says('Noticepress');
    const before = await window.run('return location.href');
    await window.run('location.href = "http://127.0.0.1:9/?name=somebody"');
    await window.pause(500);
    assert.equal(await window.run('return location.href'), before);
    const told = await window.run(
      'return new Function("return 1") ? "ran" : ""',
    ).catch((why) => why.message);
    assert.doesNotMatch(told, /^ran$/);
  });
});

test('an export is paused, cancelled and ended with the same package', { skip: !process.env.NOTICEPRESS_CLI }, async () => {
  await inWindow('cancel', async (window) => {
    const cli = (...words) => execFileSync(process.env.NOTICEPRESS_CLI, words, { stdio: ['ignore', 'pipe', 'ignore'] });
    const { out } = await exporting(window, cli, 30_000);
    await window.press('Pause');
    await window.says('paused');
    await window.picture('paused');
    const share = () => window.run('return document.querySelector("[role=progressbar]").getAttribute("aria-valuenow")');
    await window.pause(700);
    const held = await share();
    await window.pause(700);
    assert.equal(await share(), held);
    // People can be looked through meanwhile.
    await window.press('Cancel');
    await window.says('Stopped', 60_000);
    await window.says('An export was not finished', 60_000);
    await window.picture('cancelled');
    assert.deepEqual(readdirSync(out).filter((name) => !name.startsWith('.')), []);
    await window.press('Finish export', 60_000);
    await window.says('letters checked', 180_000);
    const made = readdirSync(out).find((name) => name.endsWith('-r1'));
    assert.ok(made);
    cli('verify', join(out, made));
  });
});

const PAGES = ['incident', 'lists', 'review', 'breakdown', 'letters', 'signoff', 'export', 'regulators', 'audit', 'settings'];

for (const scheme of ['light', 'dark']) {
  test(`every page is clean for axe (${scheme})`, async () => {
    const axe = readFileSync(join(SAMPLE, '../ui/node_modules/axe-core/axe.min.js'), 'utf8');
    await inWindow(
      `axe-${scheme}`,
      async (window) => {
        const faults = [];
        const clean = async (where) => {
          await window.run(`${axe}; window.axe = axe; return true`);
          const found = await window.runLate(
            'const done = arguments[arguments.length - 1]; window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then((told) => done(told.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).slice(0, 4).join(" | ")}`)), (why) => done([String(why)]))',
          );
          faults.push(...found.map((fault) => `${where}: ${fault}`));
        };
        await window.says('Recent cases');
        assert.equal(await window.run('return matchMedia("(prefers-color-scheme: dark)").matches'), scheme === 'dark');
        await clean('start');
        await window.press('Try sample case');
        await window.find('//main[@data-place="incident"]//h1', 60_000);
        await window.says('We at Hill Country Pediatric Orthopedics', 30_000);
        for (const place of PAGES) {
          await window.go(place);
          await window.pause(600);
          await clean(place);
          await window.picture(`${place}-${scheme}`);
        }
        assert.deepEqual(faults, []);
      },
      { GTK_THEME: scheme === 'dark' ? 'Adwaita:dark' : 'Adwaita' },
    );
  });
}

test('at twice the size nothing is cut off, and people are reached by key alone', async () => {
  await inWindow('large', async (window) => {
    await window.press('Try sample case');
    await window.find('//main[@data-place="incident"]//h1', 60_000);
    await window.run('document.documentElement.style.fontSize = "30px"');
    const wide = [];
    for (const place of PAGES) {
      await window.go(place);
      await window.pause(300);
      const over = await window.run(
        'const page = document.querySelector("main"); return Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth, page.scrollWidth - page.clientWidth)',
      );
      if (over > 1) wide.push(`${place}: ${over} pixels`);
      await window.picture(`${place}-large`);
    }
    assert.deepEqual(wide, [], 'too wide at twice the size');
    await window.run('document.documentElement.style.fontSize = ""');
    // By key alone: to the table, down three rows, open the row.
    await window.go('review');
    await window.find('//div[@role="row" and @id="person-3"]');
    await window.run('document.querySelector("[role=grid]").focus()');
    await window.keys('\uE015\uE015\uE015\uE007');
    await window.find('//section[starts-with(@aria-label, "Row of ")]');
  });
});

test('140,121 people stay smooth', { skip: !process.env.NOTICEPRESS_CLI }, async () => {
  await inWindow('many', async (window) => {
    const list = join(window.folder, 'all.csv');
    execFileSync(process.env.NOTICEPRESS_CLI, ['sample-list', '--people', '140121', '--out', list], { stdio: 'ignore' });
    await newCase(window);
    await bringIn(window, list);
    await window.go('review');
    await window.find('//div[@role="grid" and @data-total="140121"]', 60_000);
    const query = { search: '', disposition: '', standing: '', jurisdiction: '', code: '', variant: '', sort: 'row', descending: false, offset: 0, limit: 100 };
    // What the program takes for a page, whatever it is sorted or searched by; the first of each sort is worked out once.
    const took = async (change) =>
      window.runLate(
        'const done = arguments[arguments.length - 1]; const begun = performance.now(); window.__TAURI_INTERNALS__.invoke("people_page", { query: arguments[0] }).then((page) => done([performance.now() - begun, page.total]), (why) => done([-1, JSON.stringify(why)]))',
        { ...query, ...change },
      );
    const told = [];
    for (const [words, change] of [
      ['a page in the middle', { offset: 91_200 }],
      ['sorted by name, for the first time', { sort: 'name' }],
      ['sorted by name, from the end', { sort: 'name', descending: true, offset: 70_000 }],
      ['sorted by ZIP code', { sort: 'zip' }],
      ['sorted by last day', { sort: 'due' }],
      ['searched by name', { search: 'quint' }],
      ['searched by ZIP code', { search: '787' }],
      ['everybody held', { disposition: 'held' }],
      ['children in Texas', { standing: 'minor', jurisdiction: 'TX', sort: 'name' }],
    ]) {
      const [milliseconds, total] = await took(change);
      assert.ok(milliseconds >= 0, `${words}: ${total}`);
      told.push(`${words}: ${Math.round(milliseconds)} ms, ${total} rows`);
      // A machine that tests share with others: four times what is aimed at.
      assert.ok(milliseconds < 400, told.at(-1));
    }
    const begun = performance.now();
    await window.run('document.querySelector(".people-body").scrollTop = 91240 * 34');
    await window.until('row 91,240', () => window.run('return !!document.querySelector("#person-91240") && !document.querySelector("#person-91240").textContent.startsWith("…")'), 5_000);
    told.push(`row 91,240 on the screen after ${Math.round(performance.now() - begun)} ms`);
    console.log(told.join('\n'));
    await window.picture('many-people');
  });
});

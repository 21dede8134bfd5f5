// Wording goes out as a Word document, is edited elsewhere, and comes back with what changed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inWindow } from './driver.mjs';

/** Words of a document in the place of others, as a word processor leaves them with a tracked change. */
const EDIT = `
import sys, zipfile
made, edited = sys.argv[1:]
with zipfile.ZipFile(made) as old, zipfile.ZipFile(edited, 'w') as new:
    for name in old.namelist():
        text = old.read(name).decode()
        if name == 'word/document.xml':
            at = text.index('Sincerely,</w:t></w:r>') + len('Sincerely,</w:t></w:r>')
            text = text[:at] + '<w:ins w:id="1" w:author="C. Counsel"><w:r><w:t xml:space="preserve"> yours</w:t></w:r></w:ins>' + text[at:]
        new.writestr(name, text)
`;

test('wording is edited in Word and comes back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wording-'));
  const [made, edited] = [join(folder, 'wording.docx'), join(folder, 'edited.docx')];
  await inWindow('word', async (window) => {
    await window.press('Try sample case');
    await window.find('//main[@data-place="incident"]//h1', 60_000);
    await window.go('letters');
    await window.find('//div[contains(@class, "cm-content")]');
    window.answer({ NewWording: made, EditedWording: edited });
    await window.press('Word…');
    await window.press('Save as Word document…');
    await window.says('Saved: ', 60_000);
    execFileSync('python3', ['-c', EDIT, made, edited]);
    await window.press('Open edited document…');
    await window.find('//*[@data-testid="returned-wording"]//ins', 60_000);
    await window.says('Changes tracked for C. Counsel.');
    assert.equal(await window.there('//section[@role="dialog"]//button[normalize-space(.)="Save changes" and not(@disabled)]'), 0);
    await window.pause(1500);
    await window.picture('word-returned');
    await window.fill('Reason', 'after the call');
    await window.fill('Your name', 'C. Counsel');
    await window.press('Save changes', 60_000);
    await window.find('//*[@data-testid="returned-wording"]//*[starts-with(normalize-space(.), "Saved")]', 60_000);
    await window.pause(1500);
    await window.picture('word-saved');
    assert.equal(await window.there('//section[@role="dialog"]//button[normalize-space(.)="Save changes"]'), 0);
  }).finally(() => rmSync(folder, { recursive: true }));
});

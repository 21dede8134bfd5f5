import { describe, expect, it } from 'vitest';
import { here } from './here';

describe('advice in the window', () => {
  it.each([
    ['See findings for what is missing and how to mend it.', 'Review shows what is missing and how to mend it.'],
    ['Nobody has released the run: release CASE --by NAME.', 'Nobody has released the run.'],
    [
      'Let the practice release it: release CASE --by NAME; or export a proof with --proof.',
      'Let the practice release it; or export as proofs.',
    ],
    ['Name the column in a mapping file under [columns].', 'Choose in the table of columns which one it is.'],
    ['Set named_guardians in the incident file to name guardians.', 'To name guardians, tick “Name guardians” under Incident.'],
    ['Add first and last name.', 'Add first and last name.'],
  ])('says %s as a page does', (advice, said) => {
    expect(here(advice)).toBe(said);
    expect(here(advice)).not.toMatch(/--[a-z]|CASE|mapping file/);
  });
});

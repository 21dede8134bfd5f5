import { describe, expect, it } from 'vitest';
import { advice, faultAdvice, findingAdvice, sentence } from './advice';
import type { Problem } from './ipc/bindings/Problem';

const problem = (change: Partial<Problem>): Problem => ({
  file: '',
  line: 0,
  column: 0,
  field: '',
  code: 'plain',
  message: '',
  advice: [],
  ...change,
});

describe('advice in the window', () => {
  it('names pages where the command line names commands', () => {
    expect(faultAdvice({ code: 'holds_unendable' })).toBe('See the Review page for what is missing and how to correct it.');
    expect(faultAdvice({ code: 'rows_held', held: 44, people: 208 })).toBe('44 of 208 rows are held. The Review page shows why.');
    expect(faultAdvice({ code: 'run_unreleased' })).toBe('The mailing has not been released.');
  });

  it('says which office is owed what, and whether it was told too late', () => {
    const owed = {
      code: 'must_be_told',
      whom: 'Attorney General of Maryland',
      mailing: '2025-03-21',
      last_day: '2025-03-20',
      citation: 'Md. Code § 14-3504',
      told: null,
      place: 'MD',
      office: '',
    } as const;
    expect(faultAdvice(owed)).toContain('Then mark them as notified on the Regulators page.');
    expect(faultAdvice({ ...owed, told: '2025-03-22' })).toContain('notified on March 22, 2025, which is not before');
  });

  it('words findings that send to a file, and no other', () => {
    expect(findingAdvice({ code: 'guardian_not_named', advice: 'Set named_guardians in the incident file.' })).toBe(
      'To address letters to guardians by name, turn on “Name guardians” on the Incident page.',
    );
    expect(findingAdvice({ code: 'name_missing', advice: 'Add first and last name.' })).toBe('Add first and last name.');
  });

  it('puts all pieces of advice behind what is wrong', () => {
    const both = problem({
      message: 'Writing failed.',
      advice: [{ text: 'Check the disk.' }, { face: { code: 'action_unknown', kind: 'list taken in' } }],
    });
    expect(advice(both)).toMatch(/^Check the disk\. The drive has a problem, .* this action \(list taken in\)/);
    expect(sentence(both)).toMatch(/^Writing failed\. Check the disk\./);
    expect(sentence(problem({ advice: [{ face: { code: 'run_unreleased' } }] }))).toBe('The mailing has not been released.');
  });
});

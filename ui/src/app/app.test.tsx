import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { chosen, program, refused, caseStatus } from '../ipc/program';
import { App } from './App';

const SHEET = { text: 'x = 1', groups: [], faults: [], sound: true };

describe('the start', () => {
  it('opens the sample case in one click and shows how it stands', async () => {
    const asked = program({
      recent_cases: () => [],
      requested_case: () => null,
      open_sample: () => null,
      case_status: () => caseStatus(),
      incident_form: () => SHEET,
      preview_incident_letter: () => ({ paragraphs: ['Dear Robin Q. Invented:'], fed: [] }),
    });
    render(<App />);
    await userEvent.click(await screen.findByRole('button', { name: 'Try sample case' }));
    const rail = await screen.findByRole('navigation', { name: 'Case steps' });
    expect(await within(rail).findByText('2 held')).toBeTruthy();
    expect(within(rail).getByText('1 not approved')).toBeTruthy();
    const foot = screen.getByRole('contentinfo');
    expect(foot.textContent).toBe('12 rows = 9 letters + 2 held + 1 merged + 0 excluded');
    expect(asked.filter((one) => one.command === 'open_sample')).toEqual([{ command: 'open_sample', given: { anew: false } }]);
    expect(await screen.findByRole('heading', { level: 1, name: 'Incident' })).toBeTruthy();
  });

  it('asks for the passphrase, and says what a wrong one means', async () => {
    const asked = program({
      requested_case: () => null,
      recent_cases: () => [
        {
          case: chosen('somewhere/a.noticecase'),
          practice: 'Invented Practice',
          title: 'Notice',
          mailing: '2025-03-21',
          there: true,
          last_backup: null,
        },
      ],
      open_case: ({ typed }) => {
        if (typed === '') return 'ask_passphrase';
        throw refused('Wrong passphrase, or the case file is damaged.');
      },
    });
    render(<App />);
    await userEvent.click(await screen.findByRole('button', { name: 'Open a.noticecase' }));
    await userEvent.type(await screen.findByLabelText('Passphrase'), 'not the right words');
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Wrong passphrase');
    expect(asked.at(-1)?.given).toEqual({ file: 'token of somewhere/a.noticecase', typed: 'not the right words', remember: false });
  });
});

describe('a case', () => {
  const open = async (answers: Parameters<typeof program>[0]) => {
    const asked = program({
      recent_cases: () => [],
      requested_case: () => null,
      open_sample: () => null,
      incident_form: () => SHEET,
      preview_incident_letter: () => ({ paragraphs: [], fed: [] }),
      case_status: () => caseStatus(),
      ...answers,
    });
    render(<App />);
    await userEvent.click(await screen.findByRole('button', { name: 'Try sample case' }));
    await screen.findByRole('heading', { level: 1, name: 'Incident' });
    return asked;
  };
  const go = async (name: RegExp) => {
    const rail = screen.getByRole('navigation', { name: 'Case steps' });
    await userEvent.click(within(rail).getByRole('button', { name }));
  };

  it('says the next step on each page of an empty case', async () => {
    await open({
      case_status: () => caseStatus({ rows: 0, letters: 0, held: 0, merged: 0, lists: [], variants: 0, unsigned: {} }),
      finding_kinds: () => [],
      mailing_breakdown: () => ({ states: [], variants: [], deadlines: [], turning: 0 }),
      list_templates: () => [],
      template_names: () => [],
      check_letters: () => [],
      template_text: () => ({ path: '', text: '', built_in: '', own: false }),
      owed_notices: () => [],
      plan_export: () => {
        throw refused('There is nobody to write to.');
      },
    });
    for (const [name, title] of [
      [/^Review/, 'Review'],
      [/^Who gets what/, 'Who gets what'],
      [/^Letters/, 'Letters'],
      [/^Proofs and sign-off/, 'Proofs and sign-off'],
      [/^Export/, 'Export'],
      [/^Regulators/, 'Regulators'],
    ] as const) {
      await go(name);
      expect(await screen.findByRole('heading', { level: 1, name: title })).toBeTruthy();
      expect(await screen.findByRole('button', { name: 'Go to lists' })).toBeTruthy();
    }
  });

  it('moves the focus to the page that one went to', async () => {
    await open({ about: () => ({ version: '0.1.0', home: 'somewhere' }) });
    await go(/^Settings/);
    await screen.findByRole('heading', { level: 1, name: 'Settings' });
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')));
  });

  it('verifies the audit and says so', async () => {
    const act = { seq: 1, at: '2026-01-01T10:00:00Z', by: 'A. Clerk', kind: 'import', detail: '{}', prev: '0', hash: 'abcdef012345678' };
    const asked = await open({ list_acts: () => [act] });
    await go(/^Audit/);
    await userEvent.click(await screen.findByRole('button', { name: 'Verify log' }));
    expect(await screen.findByText('1 action, complete and unaltered.')).toBeTruthy();
    expect(asked.filter((one) => one.command === 'list_acts').map((one) => one.given['verify'])).toContain(true);
  });

  it('keeps a page as it was left, and asks before what is not saved is lost', async () => {
    const fact = {
      key: 'contact.hours',
      label: 'Hours',
      help: 'When somebody answers.',
      kind: 'text',
      optional: false,
      value: '9 to 5',
      faults: [],
    };
    const sheet = (hours: string) => ({
      text: `hours = "${hours}"`,
      groups: [{ title: 'Where to ask', about: '', fields: [{ ...fact, value: hours }] }],
      faults: [],
      sound: true,
    });
    const asked = await open({
      incident_form: () => sheet('9 to 5'),
      set_form_field: ({ value }) => sheet(String(value)),
      list_acts: () => [],
      close_case: () => null,
    });
    await userEvent.type(await screen.findByLabelText('Hours'), ' and on Saturdays');
    await go(/^Audit/);
    await screen.findByRole('heading', { level: 1, name: 'Audit' });
    const rail = screen.getByRole('navigation', { name: 'Case steps' });
    expect(await within(rail).findByText('not saved')).toBeTruthy();
    await go(/^Incident/);
    expect((await screen.findByLabelText<HTMLInputElement>('Hours')).value).toBe('9 to 5 and on Saturdays');
    await userEvent.click(screen.getByRole('button', { name: 'Close case' }));
    expect((await screen.findByRole('dialog')).textContent).toContain('Unsaved changes will be lost: Incident.');
    await userEvent.click(screen.getByRole('button', { name: 'Keep open' }));
    expect(asked.some((one) => one.command === 'close_case')).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Close case' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Close without saving' }));
    await waitFor(() => expect(asked.some((one) => one.command === 'close_case')).toBe(true));
  });
});

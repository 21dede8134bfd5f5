import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { chosen, keeping, program, caseStatus } from '../../ipc/program';
import { App } from '../../app/App';

const SHEET = { text: 'x = 1', groups: [], faults: [], sound: true };
const OLDER = {
  known: { act: 12, hash: '3f9ac01b'.repeat(8) },
  now: { act: 9, hash: '00ff00ff'.repeat(8) },
  message: 'This is an older file of the case. Letters may have gone out that it does not know of.',
};
const NONE = { to: null, last: null, last_head: null, note: null };
const BACKUPS = { ...NONE, to: '/media/usb', last: '2025-03-21T15:00:00Z', last_head: { act: 2, hash: '00'.repeat(32) } };

async function open(answers: Parameters<typeof program>[0]) {
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
  await screen.findByRole('heading', { level: 1, name: 'Incident', hidden: true });
  return asked;
}

describe('an older file', () => {
  it('is used only once somebody says by name that it is there on purpose', async () => {
    let older: typeof OLDER | null = OLDER;
    const asked = await open({
      safekeeping_status: () => keeping({ older_file: older, backups: BACKUPS }),
      acknowledge_older_file: () => {
        older = null;
        return { by: 'A. Administrator', known: OLDER.known, head: OLDER.now };
      },
    });
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('Letters may have gone out');
    expect(dialog.textContent).toContain('/media/usb');
    const use = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Use this file' });
    expect(use.disabled).toBe(true);
    await userEvent.type(within(dialog).getByLabelText('Your name'), 'A. Administrator');
    expect(use.disabled).toBe(true);
    await userEvent.type(within(dialog).getByLabelText('Reason'), 'restored');
    await userEvent.click(use);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const acts = asked.filter((one) => one.command === 'acknowledge_older_file');
    expect(acts.map((one) => one.given)).toEqual([{ by: 'A. Administrator', reason: 'restored' }]);
  });

  it('can be left by closing the case', async () => {
    const asked = await open({ safekeeping_status: () => keeping({ older_file: OLDER }), close_case: () => null });
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Close case' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Noticepress' })).toBeTruthy();
    expect(asked.some((one) => one.command === 'acknowledge_older_file')).toBe(false);
  });
});

describe('backups', () => {
  it('are shown with their last day on the start page, and a missed one is told there', async () => {
    const recent = {
      case: chosen('/home/a/a.noticecase'),
      practice: 'Invented Practice',
      title: 'Notice',
      mailing: '2025-03-21',
      there: true,
    };
    await open({
      recent_cases: () => [
        { ...recent, last_backup: '2025-03-21T15:00:00Z' },
        { ...recent, case: chosen('/home/a/b.noticecase'), last_backup: null },
      ],
      close_case: () => ({
        kind: 'machine',
        reasons: [
          {
            file: '/media/usb',
            line: 0,
            column: 0,
            field: '',
            code: 'backup_missed',
            message: 'No backup of the case could be made. Writing failed.',
            advice: [{ face: { code: 'backup_missed' } }],
          },
        ],
      }),
    });
    await userEvent.click(screen.getByRole('button', { name: 'Close case' }));
    expect(await screen.findByText('Last backup: Mar 21, 2025')).toBeTruthy();
    expect(screen.getByText('No backup yet')).toBeTruthy();
    expect(screen.getByText(/No backup of the case could be made/).textContent).toContain('in Settings');
  });

  it('go to a folder that is chosen under Settings', async () => {
    let backups: typeof BACKUPS | typeof NONE = NONE;
    const asked = await open({
      about: () => ({ version: '0.1.0', home: 'somewhere' }),
      safekeeping_status: () => keeping({ backups }),
      choose: ({ wanted }) => (wanted === 'backup_folder' ? chosen('/media/usb') : null),
      choose_backup_folder: ({ to }) => (backups = to === null ? NONE : BACKUPS),
    });
    const rail = screen.getByRole('navigation', { name: 'Case steps' });
    await userEvent.click(within(rail).getByRole('button', { name: /^Settings/ }));
    expect(await screen.findByText('No backup yet')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Choose backup folder…' }));
    expect(await screen.findByText('Last backup: Mar 21, 2025')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Turn off automatic backups' }));
    expect(await screen.findByText('Automatic backups are off. Existing backups are kept.')).toBeTruthy();
    const folders = asked.filter((one) => one.command === 'choose_backup_folder');
    expect(folders.map((one) => one.given)).toEqual([{ to: 'token of /media/usb' }, { to: null }]);
  });

  it('are offered once after a case was made', async () => {
    const asked = program({
      recent_cases: () => [],
      requested_case: () => null,
      choose: ({ wanted }) => chosen(wanted === 'new_case' ? '/home/a/a.noticecase' : '/media/usb'),
      blank_incident_form: () => SHEET,
      new_case: () => ({ case: '/home/a/a.noticecase', plain: false, recovery_key: 'ABCD-EFGH' }),
      choose_backup_folder: () => BACKUPS,
      case_status: () => caseStatus(),
      incident_form: () => SHEET,
      preview_incident_letter: () => ({ paragraphs: [], fed: [] }),
    });
    render(<App />);
    await userEvent.click(await screen.findByRole('button', { name: 'New case' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Save case file to: choose' }));
    await userEvent.type(screen.getByLabelText('Passphrase'), 'four words that fit');
    await userEvent.type(screen.getByLabelText('Confirm passphrase'), 'four words that fit');
    await userEvent.click(screen.getByRole('button', { name: 'Enter incident' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Create case' }));
    await userEvent.click(await screen.findByRole('button', { name: 'I’ve saved it. Continue' }));
    expect(await screen.findByRole('heading', { name: 'Automatic backups' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Not now' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Choose backup folder…' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Continue' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Incident' })).toBeTruthy();
    expect(asked.filter((one) => one.command === 'choose_backup_folder')).toHaveLength(1);
  });
});

describe('the place of a case', () => {
  it('is told beside its name, in the way of nothing', async () => {
    const place = { kind: 'synchronised' as const, name: 'OneDrive', message: 'Two computers can change it.', advice: 'Keep it on this disk.' };
    await open({ safekeeping_status: () => keeping({ place }) });
    const rail = screen.getByRole('navigation', { name: 'Case steps' });
    expect(await within(rail).findByText(/In a OneDrive folder/)).toBeTruthy();
    expect(within(rail).getByText(/Two computers can change it/)).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { App } from '../../app/App';
import { chosen, program } from '../../ipc/program';

const DAMAGED = {
  kind: 'input',
  reasons: [
    {
      file: 'hill.case',
      line: 0,
      column: 0,
      field: '',
      code: 'case_unsound',
      message: 'The case file is damaged: what is in it is not what was written. Up to action 4 of 6 it is sound.',
      advice: [{ face: { code: 'case_unsound' } }],
    },
  ],
};

describe('a case that is refused', () => {
  it('leads to its backup, which somebody puts in its place by name', async () => {
    let whole = false;
    let refusals = 0;
    const asked = program({
      recent_cases: () => [
        { case: chosen('hill.case'), practice: 'Hill', title: '', mailing: '', there: true, last_backup: null },
      ],
      requested_case: () => null,
      open_case: () => {
        if (!whole) throw DAMAGED;
        return 'open';
      },
      choose: ({ wanted }) => (wanted === 'backup' ? chosen('backups/hill-action-4.case') : null),
      restore_case: () => {
        // The first time somebody says no to the system's own question.
        refusals += 1;
        if (refusals === 1) return null;
        whole = true;
        return { case: 'hill.case', acts: 5, kept: 'hill.case.replaced-1', sound_up_to: 4, unknown_packages: ['A1B2C3-20250321-r1'], compared: true };
      },
    });
    render(<App />);
    await userEvent.click(await screen.findByRole('button', { name: 'Open hill.case' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Up to action 4 of 6');
    expect(alert.textContent).not.toContain('--read-only');
    await userEvent.click(screen.getByRole('button', { name: 'Restore from backup…' }));
    const restore = await screen.findByRole<HTMLButtonElement>('button', { name: 'Restore' });
    await userEvent.click(screen.getByRole('button', { name: 'Choose backup…' }));
    await screen.findByText('backups/hill-action-4.case');
    await userEvent.type(screen.getByLabelText('Your name'), 'A. Administrator');
    expect(restore.disabled).toBe(true);
    await userEvent.type(screen.getByLabelText('Reason'), 'the disk failed');
    await userEvent.click(restore);
    await waitFor(() => expect(restore.disabled).toBe(false));
    expect(screen.queryByText('Case restored')).toBeNull();
    await userEvent.click(restore);
    await screen.findByText('hill.case.replaced-1');
    expect(screen.getByText(/A1B2C3-20250321-r1/)).toBeTruthy();
    await waitFor(() => expect(asked.filter((one) => one.command === 'restore_case')).toHaveLength(2));
    expect(asked.find((one) => one.command === 'restore_case')?.given).toEqual({
      file: 'token of hill.case',
      backup: 'token of backups/hill-action-4.case',
      typed: '',
      by: 'A. Administrator',
      reason: 'the disk failed',
    });
  });
});

import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { SessionProvider } from '../../app/session';
import { chosen, program, caseStatus } from '../../ipc/program';
import { ReprintPanel } from './ReprintPanel';

describe('a reprint', () => {
  it('of a large part of a run asks who wants it, and then goes on with the name', async () => {
    const answers = [chosen('lists/select.csv'), chosen('out')];
    const asked = program({
      case_status: () => caseStatus(),
      choose: () => answers.shift(),
      reprint_pieces: ({ largeBy }) =>
        largeBy === null
          ? { asked: { pieces: 9, before: 1200, of: 16000, percent: 7.6 } }
          : { made: { package: 'out/ABC-r2', practice_only: '', job_id: 'ABC', run: 2, produced: { pieces: 9 }, not_again: 1, left_out: [] } },
    });
    render(
      <SessionProvider onClosed={() => undefined}>
        <ReprintPanel />
      </SessionProvider>,
    );
    await userEvent.click(screen.getByText('Reprint spoiled or lost pieces'));
    for (const button of screen.getAllByRole('button', { name: /: choose$/ })) await userEvent.click(button);
    await userEvent.type(screen.getByLabelText('Your name'), 'V. Vendor');
    await userEvent.click(screen.getByRole('button', { name: 'Reprint' }));
    const dialog = await screen.findByRole('dialog', { name: 'Large reprint' });
    expect(dialog.textContent).toContain(
      'This reprints 1,209 letters (including 1,200 reprinted before): 7.6% of the 16,000 letters in the run.',
    );
    const yes = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Reprint 9 letters' });
    expect(yes.disabled).toBe(true);
    await userEvent.type(within(dialog).getByLabelText('Requested by'), 'P. Officer');
    await userEvent.click(yes);
    expect(await screen.findByText('9 pieces reprinted as run 2')).toBeTruthy();
    const given = asked.filter((one) => one.command === 'reprint_pieces').map((one) => one.given);
    expect(given.map(({ largeBy }) => largeBy)).toEqual([null, 'P. Officer']);
    expect(given[0]).toMatchObject({ pieces: 'token of lists/select.csv', out: 'token of out' });
  });
});

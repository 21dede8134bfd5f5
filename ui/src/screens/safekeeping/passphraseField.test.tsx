import { useState } from 'react';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { program } from '../../ipc/program';
import { NewPassphraseFields } from './PassphraseField';

function Both() {
  const [words, setWords] = useState<[string, string]>(['', '']);
  const [ready, setReady] = useState(false);
  return (
    <>
      <NewPassphraseFields
        label="Passphrase"
        value={words[0]}
        again={words[1]}
        onChange={(value, again) => setWords([value, again])}
        onReady={setReady}
      />
      <p>{ready ? 'ready' : 'not ready'}</p>
    </>
  );
}

const WEAK = '123456789012';
const MADE = 'lane motto cabinet studio river flush extra';

describe('a new passphrase', () => {
  it('that can be guessed says what is weak, and is not taken', async () => {
    program({ check_passphrase: ({ passphrase }) => (passphrase === WEAK ? 'It has digits only.' : null) });
    render(<Both />);
    await userEvent.type(screen.getByLabelText('Passphrase'), WEAK);
    await userEvent.type(screen.getByLabelText('Confirm passphrase'), WEAK);
    expect(await screen.findByText('Too easy to guess. It has digits only.')).toBeTruthy();
    expect(screen.getByText('not ready')).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Passphrase'), ' and four more words');
    expect(await screen.findByText('Strong passphrase.')).toBeTruthy();
    expect(screen.getByText('not ready')).toBeTruthy();
    expect(screen.getByText('The passphrases don’t match.')).toBeTruthy();
  });

  it('is made by the program, shown once, and ready', async () => {
    program({ check_passphrase: () => null, make_passphrase: () => MADE });
    render(<Both />);
    await userEvent.click(screen.getByRole('button', { name: 'Generate passphrase' }));
    expect((await screen.findByTestId('made-passphrase')).textContent).toBe(MADE);
    expect(await screen.findByText('ready')).toBeTruthy();
  });
});

import { useEffect, useState } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { useAction } from '../../app/query';
import * as host from '../../ipc/bindings/commands';
import { Button } from '../../parts/Button';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';

interface Props {
  label: string;
  help?: string;
  value: string;
  onChange: (value: string) => void;
}

/** A passphrase: hidden unless somebody wants to see it. */
export function PassphraseField({ label, help, value, onChange }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <TextField className="field" value={value} onChange={onChange} type={shown ? 'text' : 'password'} autoComplete="off">
      <Label className="label">{label}</Label>
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      <div className="row tight">
        <Input className="input" />
        <Button onPress={() => setShown(!shown)} aria-pressed={shown}>
          {shown ? 'Hide' : 'Show'}
        </Button>
      </div>
    </TextField>
  );
}

interface NewProps {
  label: string;
  value: string;
  again: string;
  onChange: (value: string, again: string) => void;
  /** Whether it is strong enough and was typed twice. */
  onReady: (ready: boolean) => void;
}

/** A new passphrase, typed twice or made by the program, with what is weak about it. */
export function NewPassphraseFields({ label, value, again, onChange, onReady }: NewProps) {
  const [weak, setWeak] = useState<string | null>('');
  const [made, setMade] = useState('');
  const { error, run } = useAction();
  useEffect(() => {
    let counts = true;
    setWeak('');
    if (value !== '') {
      void host.checkPassphrase(value).then(
        (weak) => counts && setWeak(weak),
        // The program asks again when the case is made.
        () => counts && setWeak(null),
      );
    }
    return () => {
      counts = false;
    };
  }, [value]);
  const ready = value !== '' && weak === null && value === again;
  useEffect(() => onReady(ready), [ready, onReady]);
  const make = () =>
    run(async () => {
      const words = await host.makePassphrase();
      setMade(words);
      onChange(words, words);
    });
  return (
    <>
      <PassphraseField
        label={label}
        help="Use five or more unrelated words."
        value={value}
        onChange={(value) => onChange(value, again)}
      />
      <p role="status" className="quiet small">
        {describeStrength(value, weak)}
      </p>
      <PassphraseField label="Confirm passphrase" value={again} onChange={(again) => onChange(value, again)} />
      {again !== '' && again !== value && <p className="fault">The passphrases don’t match.</p>}
      <div className="row">
        <Button onPress={() => void make()}>Generate passphrase</Button>
      </div>
      <ErrorNotice error={error} />
      {made !== '' && made === value && (
        <Note of="warning" title="Write down this passphrase and lock it away">
          <p className="key" data-testid="made-passphrase">
            {made}
          </p>
          <p>It is shown only once and is not saved anywhere.</p>
        </Note>
      )}
    </>
  );
}

/** How good a passphrase is, in words; `weak` is what the program finds, or empty while it looks. */
export function describeStrength(text: string, weak: string | null): string {
  if (text === '' || weak === '') return '';
  return weak === null ? 'Strong passphrase.' : `Too easy to guess. ${weak}`;
}

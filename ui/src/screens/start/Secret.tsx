import { useState } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { Button } from '../../parts/Button';

interface Props {
  label: string;
  help?: string;
  value: string;
  onChange: (value: string) => void;
}

/** A passphrase: hidden unless somebody wants to see it. */
export function Secret({ label, help, value, onChange }: Props) {
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

/** How good a passphrase is, in words. */
export function strength(text: string): string {
  const words = text.trim().split(/\s+/).filter(Boolean).length;
  if (text.length === 0) return '';
  if (text.length < 12) return `Too short: ${12 - text.length} more characters are needed.`;
  if (new Set(text).size < 6) return 'Too much the same: anybody would try it. Take four words that nobody would put together.';
  if (words >= 4 || text.length >= 20) return 'Good: long enough that nobody will guess it.';
  return 'It will do. Four words that nobody would put together are better.';
}

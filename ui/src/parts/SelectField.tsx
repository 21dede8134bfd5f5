import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue, Text } from 'react-aria-components';

export interface Option {
  word: string;
  label: string;
}

interface Props {
  label: string;
  help?: string | undefined;
  options: readonly Option[];
  value: string;
  onChange: (word: string) => void;
  hidden?: boolean;
  none?: string;
}

/** One of several. */
export function SelectField({ label, help, options, value, onChange, hidden, none }: Props) {
  const all = none === undefined ? options : [{ word: '', label: none }, ...options];
  return (
    <Select
      className="field"
      selectedKey={`=${value}`}
      onSelectionChange={(key) => onChange(String(key).slice(1))}
      placeholder="Choose…"
      {...(hidden ? { 'aria-label': label } : {})}
    >
      {!hidden && <Label className="label">{label}</Label>}
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      <Button className="input select">
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ListBox className="options">
          {all.map((option) => (
            <ListBoxItem key={`=${option.word}`} id={`=${option.word}`} className="option" textValue={option.label}>
              {option.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

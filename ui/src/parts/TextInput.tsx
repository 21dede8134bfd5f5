import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components';

interface Props extends Omit<TextFieldProps, 'children'> {
  label: string;
  help?: string | undefined;
  faults?: string[];
  lines?: number;
  placeholder?: string;
}

/** A line or a paragraph to fill in; what is wrong stands below it. */
export function TextInput({ label, help, faults = [], lines, placeholder, ...rest }: Props) {
  return (
    <TextField {...rest} className="field" isInvalid={faults.length > 0}>
      <Label className="label">{label}</Label>
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      {lines ? (
        <TextArea className="input" rows={lines} placeholder={placeholder ?? ''} />
      ) : (
        <Input className="input" placeholder={placeholder ?? ''} />
      )}
      <FieldError className="fault">{faults.join(' ')}</FieldError>
    </TextField>
  );
}

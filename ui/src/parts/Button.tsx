import { Button as Aria, type ButtonProps } from 'react-aria-components';

interface Props extends ButtonProps {
  look?: 'first' | 'second' | 'quiet' | 'danger';
}

/** A button. The first on a page does what the page is for. */
export function Button({ look = 'second', className, ...rest }: Props) {
  const extra = typeof className === 'string' ? ` ${className}` : '';
  return <Aria {...rest} className={`button button-${look}${extra}`} />;
}

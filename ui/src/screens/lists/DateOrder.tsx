const ORDERS = [
  ['mdy', 'Month, day, year'],
  ['dmy', 'Day, month, year'],
] as const;

/** Which of day and month comes first, where no date of the list tells. */
export function DateOrder({ samples, value, set }: { samples: string[]; value: string; set: (order: string) => void }) {
  return (
    <fieldset className="group">
      <legend>Date format</legend>
      <p>The list has dates such as {samples.join(', ')}. Choose how to read them.</p>
      {ORDERS.map(([word, label]) => (
        <label key={word} className="radio">
          <input type="radio" name="order" checked={value === word} onChange={() => set(word)} />
          {label}: {read(samples[0] ?? '', word)}
        </label>
      ))}
    </fieldset>
  );
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A date of the list as it would be read. */
function read(sample: string, order: string): string {
  const [a = 0, b = 0, year = ''] = sample.split(/\D+/).map((part, at) => (at === 2 ? part : Number(part))) as [number, number, string];
  const [month, day] = order === 'mdy' ? [a, b] : [b, a];
  return `${sample} is ${MONTHS[month - 1] ?? '?'} ${day}, ${year}`;
}

import type { Bar } from './columnProfile';
import { barsWords } from './columnProfile';

const HEIGHT = 26;
const STEP = 3;

/** The days of a column as small bars, earliest first. The same is said in words. */
export function DaySparkline({ bars }: { bars: readonly Bar[] }) {
  const most = Math.max(...bars.map((bar) => bar.days), 1);
  const width = bars.length * STEP;
  return (
    <svg
      className="sparkline"
      role="img"
      aria-label={barsWords(bars)}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={Math.min(width * 2, 240)}
      height={HEIGHT}
      preserveAspectRatio="none"
    >
      <title>{barsWords(bars)}</title>
      {bars.map((bar, at) => {
        // What is there at all is seen.
        const height = bar.days === 0 ? 0 : Math.max(1.5, (bar.days / most) * HEIGHT);
        return <rect key={bar.from} x={at * STEP} y={HEIGHT - height} width={STEP - 0.6} height={height} />;
      })}
    </svg>
  );
}

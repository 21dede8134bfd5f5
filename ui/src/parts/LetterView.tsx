// A letter as it is printed: its pages, their zoom, and where the envelope's window shows what.
import { useEffect, useRef, useState } from 'react';
import { Button } from './Button';
import { CheckboxField } from './CheckboxField';
import type { PDFDocumentProxy } from 'pdfjs-dist';

let drawing: ReturnType<typeof begin> | undefined;

async function begin() {
  const library = await import('pdfjs-dist');
  library.GlobalWorkerOptions.workerSrc = (await import('pdfjs-dist/build/pdf.worker.min.mjs?url')).default;
  // One worker for all letters: to start one takes longer than to draw a page.
  return { library, worker: new library.PDFWorker() };
}

/** A place on the first page in inches from its top left corner. */
export interface Zone {
  words: string;
  look: 'shown' | 'travel';
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Props {
  /** The letter; the same bytes are not drawn twice. */
  bytes: ArrayBuffer | null;
  zones?: readonly Zone[];
  label: string;
}

const INCH = 72;
/** A letter's width in points. */
const WIDTH = 612;
/** Its height. */
const HEIGHT = 792;
/** How large a page is on paper, as browsers count it. */
const PRINT = 96 / 72;

export function LetterView({ bytes, zones = [], label }: Props) {
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const [page, setPage] = useState(1);
  // Nothing chosen: as wide as there is room.
  const [chosen, setScale] = useState<number | null>(null);
  const [room, setRoom] = useState(1);
  const scale = chosen ?? room;
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const own = body.current;
    if (!own || !('ResizeObserver' in window)) return;
    const watch = new ResizeObserver(() => setRoom(Math.max(0.4, Math.min(1.6, (own.clientWidth - 24) / WIDTH))));
    watch.observe(own);
    return () => watch.disconnect();
  }, []);
  const [overlay, setOverlay] = useState(false);
  const [drawn, setDrawn] = useState(0);
  // The page that is looked at comes first; the small ones follow.
  const [settled, setSettled] = useState<PDFDocumentProxy | null>(null);
  const open = useRef(new Set<PDFDocumentProxy>());
  useEffect(() => {
    if (!bytes) {
      setDocument(null);
      return;
    }
    let counts = true;
    // Begun with the first letter, so a page that shows none has none of it.
    drawing ??= begin();
    const task = drawing.then(
      ({ library, worker }) =>
        library.getDocument({ data: new Uint8Array(bytes.slice(0)), worker, isEvalSupported: false }).promise,
    );
    task.then(
      (next) => {
        if (!counts) return void next.destroy();
        open.current.add(next);
        setDocument(next);
        setPage((page) => Math.min(page, next.numPages));
      },
      () => undefined,
    );
    return () => {
      counts = false;
    };
  }, [bytes]);
  // A letter is let go once the next one stands in its place, with its small pages; so is one that keys passed over.
  const latest = useRef(document);
  latest.current = document;
  useEffect(() => {
    for (const own of open.current) {
      if (own === settled || own === latest.current) continue;
      open.current.delete(own);
      void own.destroy();
    }
  }, [settled]);
  // A page that is out of sight keeps none, and draws anew when it comes back.
  useEffect(() => {
    const all = open.current;
    return () => {
      setDocument(null);
      setSettled(null);
      for (const own of all) void own.destroy();
      all.clear();
    };
  }, []);
  const pages = document?.numPages ?? 0;
  return (
    <section className="letter" aria-label={label} data-drawn={drawn}>
      <div className="row letter-tools">
        <Button aria-label="Zoom out" onPress={() => setScale(Math.max(0.4, scale - 0.2))}>
          −
        </Button>
        <span className="quiet small">{Math.round((scale / PRINT) * 100)}%</span>
        <Button aria-label="Zoom in" onPress={() => setScale(Math.min(3, scale + 0.2))}>
          +
        </Button>
        <Button onPress={() => setScale(PRINT)}>Actual size</Button>
        <Button onPress={() => setScale(null)}>Fit width</Button>
        {zones.length > 0 && (
          <CheckboxField on={overlay} set={setOverlay}>
            Envelope window
          </CheckboxField>
        )}
      </div>
      <div className="letter-body">
        {/* Always there, so that the page beside it does not change its width. */}
        <ol className="thumbs" aria-label="Pages">
          {settled &&
            Array.from({ length: pages }, (_, at) => (
              <li key={at}>
                <button
                  type="button"
                  className="thumb"
                  aria-current={page === at + 1 ? 'page' : undefined}
                  aria-label={`Page ${at + 1} of ${pages}`}
                  onClick={() => setPage(at + 1)}
                >
                  <Sheet document={settled} page={Math.min(at + 1, settled.numPages)} scale={0.075} label="" />
                  <span aria-hidden="true">{at + 1}</span>
                </button>
              </li>
            ))}
        </ol>
        <div ref={body} className="letter-page" tabIndex={0} role="group" aria-label={`Page ${page} of ${pages}`}>
          {document && (
            <div className="letter-sheet">
              <Sheet
                document={document}
                page={page}
                scale={scale}
                label={`${label}, page ${page} of ${pages}`}
                onDrawn={() => {
                  setDrawn((drawn) => drawn + 1);
                  setSettled(document);
                }}
              />
              {overlay &&
                page === 1 &&
                zones.map((zone) => (
                  <div
                    key={zone.words}
                    className={`zone zone-${zone.look}`}
                    style={{
                      left: zone.left * INCH * scale,
                      top: zone.top * INCH * scale,
                      width: zone.width * INCH * scale,
                      height: zone.height * INCH * scale,
                    }}
                  >
                    <span>{zone.words}</span>
                  </div>
                ))}
            </div>
          )}
        </div>
      </div>
    </section>
  );
}

interface SheetProps {
  document: PDFDocumentProxy;
  page: number;
  scale: number;
  label: string;
  onDrawn?: () => void;
}

function Sheet({ document, page, scale, label, onDrawn }: SheetProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const told = useRef(onDrawn);
  told.current = onDrawn;
  useEffect(() => {
    let counts = true;
    let cancel: (() => void) | undefined;
    void document.getPage(page).then((sheet) => {
      if (!counts || !canvas.current) return;
      const ratio = window.devicePixelRatio || 1;
      const viewport = sheet.getViewport({ scale: scale * ratio });
      // What is drawn appears at once; until then the page before stays.
      const next = window.document.createElement('canvas');
      next.width = viewport.width;
      next.height = viewport.height;
      const task = sheet.render({ canvas: next, viewport });
      cancel = () => task.cancel();
      task.promise.then(
        () => {
          const own = canvas.current;
          if (!counts || !own) return;
          own.width = next.width;
          own.height = next.height;
          own.getContext('2d')?.drawImage(next, 0, 0);
          told.current?.();
        },
        () => undefined,
      );
    }, () => undefined);
    return () => {
      counts = false;
      cancel?.();
    };
  }, [document, page, scale]);
  // As large as it will be, so that nothing jumps when it is drawn.
  const size = { width: WIDTH * scale, height: HEIGHT * scale };
  return <canvas ref={canvas} className="sheet" style={size} {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })} />;
}

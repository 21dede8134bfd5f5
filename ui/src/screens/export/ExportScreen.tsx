import { useState } from 'react';
import { useQuery } from '../../app/query';
import { useSession, useTask } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { ExportReport } from '../../ipc/bindings/ExportReport';
import type { PackageReport } from '../../ipc/bindings/PackageReport';
import { Button } from '../../parts/Button';
import { ListMissing } from '../../parts/ListMissing';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { PathPicker } from '../../parts/PathPicker';
import { count, day, many, size } from '../../parts/format';
import { useProgress, TaskProgress } from '../../parts/TaskProgress';
import { sentence } from '../../advice';
import { PlanTable } from './PlanTable';
import { ReprintPanel } from '../mail/ReprintPanel';
import { VendorTerms } from '../incident/VendorTerms';

/** The plan before anything is written, the run, the package held against itself. */
export default function ExportScreen() {
  const { status, revision, refresh, announce, go } = useSession();
  const plan = useQuery(() => host.planExport(() => undefined), [revision]);
  const before = useQuery(host.lastExportFolder, []);
  const [chosen, setOut] = useState<Chosen | null>(null);
  // One that was broken off is ended where it was begun.
  const begun = status?.unfinished ? (before.value ?? null) : null;
  const out = chosen ?? begun;
  const [made, setMade] = useState<ExportReport | null>(null);
  const [verified, setVerified] = useState<PackageReport | null>(null);
  const [proof, setProof] = useState(false);
  const { busy, error, run, clear: forget } = useTask('export');
  const [going, hear, clear] = useProgress();
  const next = plan.value;
  const ready = next !== undefined && (next.in_the_way.length === 0 || status?.unfinished != null);

  const start = async (proof: boolean) => {
    if (!out) return;
    clear();
    setProof(proof);
    setMade(null);
    setVerified(null);
    const done = await run(async () => {
      const { made, package: folder } = await host.exportRun(out.token, proof, hear);
      setMade(made);
      setVerified(await host.verifyPackage(folder.token));
      announce(`${many(made.letters, 'letter')} exported and verified.`);
    });
    await refresh();
    if (!done) announce('The export did not create a package.');
  };
  if (status?.rows === 0) {
    return (
      <ListMissing page="Export" title="Nothing to export yet">
        Import a list first.
      </ListMissing>
    );
  }
  return (
    <div className="stack">
      <h1>Export</h1>
      {status?.unfinished && !busy && (
        <Note of="warning" title="An export was not finished">
          <p>
            Export again to the same folder{begun && ` (${begun.place})`} to finish the same package. No one is mailed twice.
          </p>
          {begun && chosen && chosen.place !== begun.place && (
            <p>
              You chose a different folder. Unfinished files with names in them will stay in the first folder; delete
              them there.
            </p>
          )}
        </Note>
      )}
      {plan.busy && !next && <p role="status">Preparing the next mailing…</p>}
      <ErrorNotice error={plan.error} />
      {next && !busy && !made && (
        <section className="stack panel" aria-labelledby="plan">
          <h2 id="plan">Next mailing</h2>
          <PlanTable plan={next} />
          {next.in_the_way.length > 0 && (
            <Note of={next.letters > 0 ? 'warning' : 'notice'} title={next.letters > 0 ? 'Before you can export' : 'Nothing to export'}>
              <ul>
                {next.in_the_way.map((reason) => (
                  <li key={sentence(reason)}>{sentence(reason)}</li>
                ))}
              </ul>
              {next.letters > 0 && (
                <div className="row">
                  <Button onPress={() => go('signoff')}>Go to proofs and sign-off</Button>
                </div>
              )}
            </Note>
          )}
          {next.to_know.length > 0 && (
            <Note of="notice" title="Before you mail">
              <ul>
                {next.to_know.map((reason) => (
                  <li key={sentence(reason)}>{sentence(reason)}</li>
                ))}
              </ul>
            </Note>
          )}
        </section>
      )}
      {!busy && !made && !status?.unfinished && <VendorTerms />}
      <section className="stack panel" aria-labelledby="run">
        <h2 id="run">Export</h2>
        <PathPicker label="Package folder" wanted="folder" shown={out?.place ?? ''} set={setOut} />
        <ErrorNotice error={error} />
        {busy ? (
          <TaskProgress title={proof ? 'Creating proofs of all letters' : 'Exporting'} progress={going} controls />
        ) : (
          <div className="row">
            <Button look="first" isDisabled={!ready || out === null} onPress={() => void start(false)}>
              {status?.unfinished ? 'Finish export' : 'Export'}
            </Button>
            <Button isDisabled={out === null || !next || next.letters === 0} onPress={() => void start(true)}>
              Export as proofs
            </Button>
            {error && <Button onPress={forget}>Dismiss</Button>}
          </div>
        )}
      </section>
      {made && <Package made={made} verified={verified} />}
      {status && status.runs.length > 0 && <Runs />}
    </div>
  );
}

function Package({ made, verified }: { made: ExportReport; verified: PackageReport | null }) {
  return (
    <section className="stack panel" aria-labelledby="package">
      <h2 id="package">Package</h2>
      {verified === null ? (
        <p role="status">Verifying package…</p>
      ) : verified.problems.length === 0 ? (
        <Note of="done" title={`Verified: ${count(verified.pieces)} of ${count(verified.pieces)} letters checked`}>
          <p>
            {many(verified.files, 'letter file')}, {many(verified.pages, 'page')}, {many(verified.sheets, 'sheet')}.
          </p>
        </Note>
      ) : (
        <Note of="warning" title="The package is incomplete or damaged. Do not send it">
          <ul>
            {verified.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Note>
      )}
      <p>
        For the print vendor: <code className="path">{made.package}</code>
      </p>
      <p>
        For the practice only: <code className="path">{made.practice_only}</code>
      </p>
      {verified && (
        <details>
          <summary>Files, sizes, and checksums</summary>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">File</th>
                <th scope="col">Size</th>
                <th scope="col">SHA-256</th>
              </tr>
            </thead>
            <tbody>
              {verified.listed.map((file) => (
                <tr key={file.name}>
                  <th scope="row">{file.name}</th>
                  <td>{size(file.bytes)}</td>
                  <td>
                    <code className="small">{file.sha256}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}

function Runs() {
  const { status } = useSession();
  return (
    <section className="stack panel" aria-labelledby="runs">
      <h2 id="runs">Packages</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Package</th>
            <th scope="col">Run</th>
            <th scope="col">Pieces</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {status?.runs.map((own) => (
            <tr key={own.package}>
              <th scope="row">{own.package}</th>
              <td>{own.run}</td>
              <td>{count(own.pieces)}</td>
              <td>{own.finished ? 'finished' : 'not finished'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ReprintPanel />
      {status?.keep_until && <p className="quiet small">The case must be kept until {day(status.keep_until)}.</p>}
    </section>
  );
}

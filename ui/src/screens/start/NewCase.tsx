import { useState } from 'react';
import { useAction } from '../../app/query';
import * as host from '../../ipc/bindings/commands';
import type { BackupStatus } from '../../ipc/bindings/BackupStatus';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { NewCase } from '../../ipc/bindings/NewCase';
import type { IncidentForm } from '../../ipc/bindings/IncidentForm';
import { BackupFolderPicker } from '../safekeeping/BackupFolderPicker';
import { Button } from '../../parts/Button';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { CheckboxField } from '../../parts/CheckboxField';
import { PathPicker } from '../../parts/PathPicker';
import { many } from '../../parts/format';
import { IncidentFields, withFile, type Files } from '../incident/IncidentFields';
import { NewPassphraseFields } from '../safekeeping/PassphraseField';

interface Props {
  onBack: () => void;
  onOpen: () => void;
}

type Step = 'place' | 'facts' | 'key' | 'backups';

/** A new case in two steps: where it lies and what opens it; what happened. */
export function NewCase({ onBack, onOpen }: Props) {
  const [step, setStep] = useState<Step>('place');
  const [place, setPlace] = useState<Chosen | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [plain, setPlain] = useState(false);
  const [sheet, setSheet] = useState<IncidentForm | null>(null);
  const [incident, setIncident] = useState<Chosen | null>(null);
  const [files, setFiles] = useState<Files>(new Map());
  const [made, setMade] = useState<NewCase | null>(null);
  const [wanted, setWanted] = useState(false);
  const [backups, setBackups] = useState<BackupStatus>();
  const { busy, error, run } = useAction();

  const [sound, setSound] = useState(false);
  const ready = place !== null && (plain || sound);
  const begin = (from: Chosen | null) =>
    run(async () => {
      // What was filled in before stays; only another file takes its place.
      if (from === null && sheet) return setStep('facts');
      setSheet(from ? await host.readIncidentForm(from.token) : await host.blankIncidentForm());
      setIncident(from);
      setStep('facts');
    });
  const make = () =>
    run(async () => {
      if (!sheet || !place) return;
      const made = await host.newCase(
        place.token,
        plain ? '' : passphrase,
        sheet.text,
        [...files],
        incident?.token ?? null,
      );
      setMade(made);
      setPassphrase('');
      setAgain('');
      setStep(made.recovery_key ? 'key' : 'backups');
    });

  return (
    <main className="start wide" id="page">
      <h1>New case</h1>
      {step === 'place' && (
        <div className="stack narrow">
          <PathPicker label="Save case file to" wanted="new_case" shown={place?.place ?? ''} set={setPlace} />
          <Note of="warning" title="A lost passphrase can’t be reset">
            <p>
              The passphrase encrypts the case. You will see a recovery key once: print it and lock it away. Without
              the passphrase or the recovery key, no one can open the case, including us.
            </p>
          </Note>
          {!plain && (
            <NewPassphraseFields
              label="Passphrase"
              value={passphrase}
              again={again}
              onChange={(value, again) => {
                setPassphrase(value);
                setAgain(again);
              }}
              onReady={setSound}
            />
          )}
          <CheckboxField on={plain} set={setPlain}>
            No passphrase: anyone who has the file can read it
          </CheckboxField>
          <ErrorNotice error={error} />
          <div className="row">
            <Button look="first" isDisabled={!ready || busy} onPress={() => void begin(null)}>
              {sheet ? 'Continue to incident' : 'Enter incident'}
            </Button>
            <Button
              isDisabled={!ready || busy}
              onPress={() => void host.choose('incident').then((chosen) => (chosen ? begin(chosen) : undefined))}
            >
              Start from an incident file…
            </Button>
            <Button look="quiet" onPress={onBack}>
              Back
            </Button>
          </div>
          {!ready && (
            <p className="quiet small">
              {place === null ? 'Choose where to save the case file.' : 'Enter and confirm a strong passphrase, or generate one.'}
            </p>
          )}
        </div>
      )}
      {step === 'facts' && sheet && (
        <div className="stack">
          <IncidentFields
            sheet={sheet}
            before={sheet.text}
            touched={wanted}
            onChange={setSheet}
            onFile={(key, file) => setFiles((files) => withFile(files, key, file))}
          />
          <ErrorNotice error={error} />
          <div className="row sticky">
            <Button look="first" isDisabled={busy} onPress={() => (sheet.sound ? void make() : setWanted(true))}>
              {busy ? 'Creating the case…' : 'Create case'}
            </Button>
            <Button onPress={() => setStep('place')}>Back to file and passphrase</Button>
            {!sheet.sound && (
              <span className={wanted ? 'fault' : 'quiet small'} role="status">
                {missing(sheet)}
              </span>
            )}
          </div>
        </div>
      )}
      {step === 'key' && made && (
        <div className="stack narrow">
          <Note of="warning" title="Recovery key: shown only once">
            <p>Write it down or print this page, and lock it away. It opens the case if you forget the passphrase.</p>
            <p className="key" data-testid="recovery-key">
              {made.recovery_key}
            </p>
          </Note>
          <div className="row">
            <Button onPress={() => window.print()}>Print</Button>
            <Button look="first" onPress={() => setStep('backups')}>
              I’ve saved it. Continue
            </Button>
          </div>
        </div>
      )}
      {step === 'backups' && (
        <div className="stack narrow">
          <h2>Automatic backups</h2>
          <p>
            Choose a folder on another drive. Each time you close the case, a backup is saved there. It opens with the
            same passphrase. You can change this later in Settings.
          </p>
          <BackupFolderPicker backups={backups} onChange={setBackups} />
          <div className="row">
            <Button look="first" onPress={onOpen}>
              {backups?.to ? 'Continue' : 'Not now'}
            </Button>
          </div>
        </div>
      )}
    </main>
  );
}

/** How much is missing, and where the first of it stands. */
function missing(sheet: IncidentForm): string {
  const open = sheet.groups.flatMap((group) => group.fields.filter((field) => field.faults.length > 0).map((field) => ({ group, field })));
  const first = open[0];
  if (!first) return 'There is a problem with the incident file; see above.';
  return `${many(open.length, 'field needs', 'fields need')} attention. Start with “${first.field.label}” under “${first.group.title}”.`;
}

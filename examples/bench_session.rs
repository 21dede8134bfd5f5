//! Times work in a session over a case of many invented people: `bench_session FOLDER PEOPLE`. It prints, parted by tabs, what was
//! done, how often, and the median, the nineteenth of twenty and the longest time in milliseconds. The case is encrypted and opened
//! by its recovery key, so that no passphrase is stretched.

use desk::casefile::id::PersonId;
use desk::casefile::key::Secret;
use desk::casefile::{Access, Case};
use desk::oneshot::sample_list::sample_list;
use desk::roster::Roster;
use desk::session::Session;
use desk::stage::letters::wording;
use desk::stage::lists::import::{ImportRequest, import};
use desk::stage::review::decide::{DecisionInput, RowSelection, decide};
use desk::stage::start::case_status::CaseStatus;
use desk::stage::start::create::create_case;
use desk::stage::start::status::status;
use desk::task::CommandContext;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Decisions that are made one after another.
const TIMES: usize = 100;

fn main() -> ExitCode {
    // Pictures of the incident file are read by this program started again.
    if let Some(code) = desk::reader::serve_if_asked() {
        return code;
    }
    match measure() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn measure() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, people] = arguments.as_slice() else { return Err("bench_session FOLDER PEOPLE".into()) };
    let (folder, people) = (Path::new(folder), people.parse::<u64>()?);
    let command = CommandContext { force: true, ..CommandContext::default() };
    let (path, list) = (folder.join("bench.case"), folder.join("list.csv"));
    sample_list(people, 1, Some(&list), &command)?;
    let secret = Secret::Passphrase(Zeroizing::new("four plain words here".to_owned()));
    let made = create_case(&path, &secret, Path::new("sample-data/incident.toml"), None, &command)?;
    let key = Secret::Recovery(Zeroizing::new(made.recovery_key.ok_or("the case has no recovery key")?));
    let open = || Case::open(&path, &key, Access::Exclusive);
    let mut case = Session::new(open()?);
    let wanted = ImportRequest { lists: vec![list], by: "Bench".into(), ..ImportRequest::default() };
    tell("import", &[time(|| import(&mut case, &wanted, &command, &mut |_| {}).map(drop))?]);
    tell("close", &[time(|| case.into_case().close())?]);

    // One command each, with opening and closing.
    let mut times = Vec::new();
    for person in [11, 23, 37] {
        times.push(time(|| {
            let mut case = Session::new(open()?);
            hold(&mut case, &[person], &command)?;
            case.into_case().close()
        })?);
    }
    tell("a command that decides about one person, opening and closing included", &times);

    let begun = Instant::now();
    let mut case = Session::lasting(open()?);
    tell("opening", &[begun.elapsed()]);
    CaseStatus::of(&mut case, &command)?;
    tell("opening to how the case stands", &[begun.elapsed()]);
    let mut roster = Roster::open(&mut case, None, &command, &mut |_| {})?;
    tell("opening to everybody laid out", &[begun.elapsed()]);

    let rows = roster.decided.decision.entries.len();
    let person = |n: usize| roster_person(n, rows);
    let (mut decided, mut stood, mut followed) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..TIMES {
        let of = person(n);
        decided.push(time(|| hold(&mut case, &[of], &command))?);
        stood.push(decided[n] + time(|| status(&mut case, &command, &mut |_| {}).map(drop))?);
        let begun = Instant::now();
        roster = Roster::open(&mut case, Some(&roster), &command, &mut |_| {})?;
        followed.push(stood[n] + begun.elapsed());
    }
    tell("a decision about one person, committed", &decided);
    tell("the same with counts and deadlines", &stood);
    tell("the same with everybody laid out", &followed);
    let group: Vec<i64> = (0..1_000).map(|n| person(TIMES + n)).collect();
    tell(
        "a decision about 1,000 people, with counts and deadlines",
        &[time(|| {
            hold(&mut case, &group, &command)?;
            status(&mut case, &command, &mut |_| {}).map(drop)
        })?],
    );
    for path in ["passages/closing.md.hbs", "jurisdictions/tx/addendum.md.hbs"] {
        let text = case.files(&command)?.templates.text(path).map_err(|why| why.to_string())?.to_owned();
        let text = format!("{text}\nPlease write to us at any time.\n");
        let save = || wording::save(&mut case, &[(path, &text)], "C. Bench", "kinder", &command, &mut |_| {}).map(drop);
        tell(&format!("words of {path}, tried on every letter and kept"), &[time(save)?]);
    }
    if case.sweeps() != 1 {
        return Err(format!("the case was decided about {} times", case.sweeps()).into());
    }
    Ok(case.into_case().close()?)
}

/// Numbers that lie far from each other, of people of the first list.
fn roster_person(n: usize, rows: usize) -> i64 {
    (n.wrapping_mul(7_919) % rows) as i64 + 1
}

fn hold(case: &mut Session, people: &[i64], command: &CommandContext) -> Result<(), desk::CommandError> {
    let people = people.iter().copied().map(PersonId::new).collect();
    let whom = RowSelection { people, ..RowSelection::default() };
    decide(case, &whom, &DecisionInput::Hold, "Bench", "asked for it", command, &mut |_| {}).map(drop)
}

fn time(work: impl FnOnce() -> Result<(), desk::CommandError>) -> Result<Duration, desk::CommandError> {
    let begun = Instant::now();
    work()?;
    Ok(begun.elapsed())
}

fn tell(what: &str, times: &[Duration]) {
    let mut times = times.to_vec();
    times.sort_unstable();
    let at = |part: usize| times[(times.len() * part / 20).min(times.len() - 1)].as_secs_f64() * 1e3;
    println!("{what}\t{}\t{:.1}\t{:.1}\t{:.1}", times.len(), at(10), at(19), at(20));
}

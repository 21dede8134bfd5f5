//! A package on disk, read back: every file against its digest, every letter against the manifest.

use super::run_in_order;
use crate::readback::{ManifestReader, PackageFault, PackageFiles, Report, Sums};

/// Verifies a package. Files of letters are read in parallel; what is reported does not depend on the number of threads.
pub fn verify(files: &dyn PackageFiles, threads: usize) -> Report {
    let (sums, mut problems) = Sums::open(files);
    let symbols = ManifestReader::symbols(files);
    let mut manifest = ManifestReader::open(files, &sums);
    let mut letters: Vec<PackageFault> = Vec::new();
    let source = std::iter::from_fn(|| {
        let mut file = manifest.next()?;
        manifest.claim_singles(&mut file, &sums);
        Some(file)
    });
    let done = run_in_order(
        threads,
        source,
        || (),
        |(), file| Ok::<_, std::convert::Infallible>(file.prove(files, &sums, symbols)),
        |proved| {
            letters.extend(proved.problems);
            Ok(())
        },
    );
    match done {
        Ok(_) => {}
        Err(never) => match never {},
    }
    let mut report = manifest.finish(files, &sums);
    problems.append(&mut report.problems);
    problems.extend(letters);
    report.problems = problems;
    report
}

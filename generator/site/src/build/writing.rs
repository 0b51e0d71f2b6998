//! Writing what a build made: the pages, then what the desk is handed.

use std::collections::BTreeMap;
use std::path::Path;

use super::work::{Made, Work};
use crate::cache::OutputFile;
use crate::fingerprint::{Fingerprint, Mixer};
use crate::output::{self, Before, WriteError, Writer};
use crate::render::outputs::Rendered;
use crate::{bundle, source};

/// The output as it now is.
pub(super) struct Shown {
    /// Its files.
    pub(super) outputs: BTreeMap<String, OutputFile>,
    /// The name of the build that it shows.
    pub(super) build: String,
}

impl Work<'_> {
    /// Writes what differs, removes what is no longer made, and hands the desk
    /// its bundle.
    pub(super) fn write(&mut self, made: &Made, state: &Path) -> Result<Shown, WriteError> {
        let folder = &self.options.output;
        let before = if self.before.outputs.is_empty() { Before::Unknown } else { Before::Known };
        let mut writer = Writer::open(folder, before)?;
        for (path, rendered) in &made.rendered {
            let wrote = match rendered {
                Rendered::Bytes(bytes) => writer.write(path, bytes)?,
                Rendered::CopyOf(file) => writer.write(path, &self.copied(file)?)?,
            };
            self.outcome.stats.written += usize::from(wrote);
        }
        self.keep_held(made, before, &mut writer)?;
        let inputs = self.inputs(made);
        for path in self.before.outputs.keys().filter(|path| !inputs.contains_key(path.as_str())) {
            writer.remove(path)?;
            self.outcome.stats.removed += 1;
        }
        let build = name(&inputs);
        writer.finish(&build)?;
        self.hand_over(made, state)?;
        let stamped = inputs.into_iter().filter_map(|(path, inputs)| {
            let stamp = output::stamp(folder, path)?;
            Some((path.to_owned(), OutputFile { inputs, stamp }))
        });
        Ok(Shown { outputs: stamped.collect(), build })
    }

    fn copied(&self, file: &str) -> Result<Vec<u8>, WriteError> {
        source::bytes(self.root, file).map_err(|source| WriteError::Io { path: file.into(), source })
    }

    /// An output made from nothing takes over the pages that could not be made.
    fn keep_held(&self, made: &Made, before: Before, writer: &mut Writer) -> Result<(), WriteError> {
        let held = made.outputs.iter().filter(|output| !made.rendered.contains_key(&output.path));
        for output in held.filter(|_| before == Before::Unknown) {
            if let Some(bytes) = output::read(&self.options.output, &output.path) {
                writer.write(&output.path, &bytes)?;
            }
        }
        Ok(())
    }

    /// What each file of the output is made from: a page that is held keeps what
    /// it was made from.
    fn inputs<'m>(&self, made: &'m Made) -> BTreeMap<&'m str, Fingerprint> {
        let of = |output: &'m crate::render::plan::Output| {
            let before = self.before.outputs.get(&output.path).map(|known| known.inputs);
            let inputs = if made.rendered.contains_key(&output.path) { Some(output.inputs) } else { before };
            (output.path.as_str(), inputs.unwrap_or_default())
        };
        made.outputs.iter().map(of).collect()
    }

    /// The desk reads what belongs to the site's own output; a copy built
    /// elsewhere, to look at or to publish, leaves it alone.
    fn hand_over(&self, made: &Made, state: &Path) -> Result<(), WriteError> {
        if self.options.output != output::settled(&self.root.join("output")) {
            return Ok(());
        }
        let folder = state.join("bundle");
        bundle::write(&folder, made.settings.language, &made.bundle)
            .map_err(|source| WriteError::Io { path: folder, source })
    }
}

/// The name of a build: what each of its files is made from.
fn name(inputs: &BTreeMap<&str, Fingerprint>) -> String {
    let mut mixer = Mixer::default();
    for (path, inputs) in inputs {
        mixer.text(path).fingerprint(*inputs);
    }
    mixer.finish().short()
}

//! Saves the scores of a file in the formats in which others publish them.

use leptos::ev;
use leptos::prelude::*;

use super::Workspace;
use crate::app::reactive::handler;
use crate::app::state::AppState;
use crate::archive::zip;
use crate::document::{Origin, SourceFile, read_score_file};
use crate::import::{Format, export};
use crate::workspace::FileId;

/// The formats to choose from.
pub(super) fn formats(app: AppState, id: FileId) -> AnyView {
    let button = |format: Format| {
        let save = handler(move |_: ev::MouseEvent| app.workspace.publish(app, id, format));
        view! { <button type="button" on:click=save>{format.name()}</button> }
    };
    view! {
        <div class="file-tools" role="group" aria-label="Publish as">
            {Format::ALL.map(button).collect_view()}
        </div>
    }
    .into_any()
}

impl Workspace {
    /// Saves the models of a file in a format, and says what is not in it.
    fn publish(self, app: AppState, id: FileId, format: Format) {
        self.flush();
        let path = untrack(|| self.path(id));
        let Some(text) = self.text_untracked(id) else { return };
        let source = SourceFile { path: path.clone(), bytes: text.into_bytes(), origin: Origin::Named };
        // Whole and after 1970.
        let seconds = (js_sys::Date::now() / 1000.0) as u64;
        let (mut files, mut left_out) = (Vec::new(), Vec::new());
        untrack(|| {
            app.dataset(|dataset| {
                for model in read_score_file(&source, dataset.catalog()).models() {
                    let (text, why) = export(&model, dataset.catalog(), format, seconds);
                    files.push((format!("{}.{}", model.code, format.extension()), text));
                    left_out.extend(why);
                }
            });
        });
        match files.as_slice() {
            [] => {
                let help = "Fix the errors among its issues first.".to_owned();
                return self.say(true, format!("{path} has no model that can be published"), help);
            }
            [(name, text)] => self.save(text.as_bytes(), name),
            files => match zip(files.iter().map(|(name, text)| (name.as_str(), text.as_bytes()))) {
                Some(archive) => self.save(&archive, "published.zip"),
                None => self.say_too_many(),
            },
        }
        if !left_out.is_empty() {
            let message = format!("Not everything of {path} is in the file that was saved");
            self.say(false, message, format!("Left out: {}.", left_out.join("; ")));
        }
    }
}

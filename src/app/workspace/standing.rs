//! Where the models of a file stand: on every board as a picture, beside their neighbours, and against the version before.

use leptos::prelude::*;

use crate::app::chart::Figure;
use crate::app::components::rank_summary::{not_yet, standing};
use crate::app::reactive::{ErasedMemo, PtrEq, derived, lasting};
use crate::app::reactive::{dyn_view, show_when};
use crate::app::state::AppState;
use crate::dataset::Dataset;
use crate::document::{Origin, SourceFile, read_score_file};
use crate::order::sort_by_key;
use crate::view::{Tagged, Titled, VersionBefore, benchmark_profile, earlier_versions, standing_strips};
use crate::workspace::FileId;

/// The pane.
pub(super) fn standing_pane(app: AppState, id: FileId) -> AnyView {
    let workspace = app.workspace;
    let path = derived(move || workspace.path(id));
    let has_models = derived(move || path.with(|path| app.dataset(|dataset| !rows_of(dataset, path).is_empty())));
    let strips = derived(move || {
        let stats = app.peer_stats.get()?;
        let rows = path.with(|path| rows_of(&stats.models, path));
        standing_strips(&stats.models, &stats.peers, &rows).map(PtrEq::new)
    });
    let replaced = version_before(app, id);
    let profile = derived(move || {
        let stats = app.peer_stats.get()?;
        let row = *path.with(|path| rows_of(&stats.models, path)).first()?;
        let before = replaced.get().or_else(|| {
            let models = stats.models.models();
            let own = models.get(row)?;
            let is_before = |other: &usize| models.get(*other).is_some_and(|other| own.is_version_of(other));
            let other = earlier_versions(&stats.models, row, 1).into_iter().find(is_before)?;
            Some(VersionBefore::of(&stats.models, other, named_before(&stats.models, other)))
        });
        benchmark_profile(&stats.models, &stats.peers, row, before).map(PtrEq::new)
    });
    let models = dyn_view(move || {
        let Some(stats) = app.peer_stats.get() else { return not_yet() };
        let rows = path.with(|path| rows_of(&stats.models, path));
        let is_one = rows.len() == 1;
        let section = |row: &usize| {
            let content = standing(app, &stats, *row);
            if is_one {
                return content;
            }
            let name = stats.models.name_of(*row).to_owned();
            let label = name.clone();
            view! { <section class="one-model" aria-label=label><h4><bdi>{name}</bdi></h4>{content}</section> }
                .into_any()
        };
        rows.iter().map(section).collect_view().into_any()
    });
    let unreadable = "This file could not be read as a model’s scores, so it is in no table.";
    view! {
        {show_when(move || !has_models.get(), move || view! { <p class="unreadable">{unreadable}</p> })}
        {figure(strips)}
        {models}
        {figure(profile)}
    }
    .into_any()
}

/// A chart that is there while there is something to draw, and is drawn anew when that changes.
fn figure(titled: ErasedMemo<Option<PtrEq<Titled>>>) -> AnyView {
    let empty = StoredValue::new(None::<PtrEq<Titled>>);
    let shown = move || {
        // The chart outlives what it shows by a moment.
        if let Some(now) = titled.get() {
            empty.set_value(Some(now));
        }
        empty.get_value().unwrap_or_else(|| {
            let chart = crate::chart::Chart::StripPlot(crate::chart::StripPlot::default());
            PtrEq::new(Titled { title: String::new(), chart, tagged: Tagged::Models })
        })
    };
    let has_chart = derived(move || titled.with(Option::is_some));
    show_when(move || has_chart.get(), move || view! { <Figure titled=Signal::derive(shown)/> }).into_any()
}

/// Rows of the models of a file, in the order of the file.
pub(super) fn rows_of(dataset: &Dataset, path: &str) -> Vec<usize> {
    let models = dataset.models().iter().enumerate();
    let mut rows: Vec<_> = models.filter(|(_, model)| model.preview && model.file == path).collect();
    sort_by_key(&mut rows, |(_, model)| model.index);
    rows.into_iter().map(|(row, _)| row).collect()
}

/// The name of an earlier version, which is often that of the later one too.
fn named_before(dataset: &Dataset, row: usize) -> String {
    let preview = dataset.models().get(row).is_some_and(|model| model.preview);
    format!("{}{}", dataset.name_of(row), if preview { ", another file" } else { ", bundled" })
}

/// The first model of the content that the present one replaced, if there is any.
fn version_before(app: AppState, id: FileId) -> ErasedMemo<Option<VersionBefore>> {
    let workspace = app.workspace;
    let replaced = derived(move || {
        lasting(workspace.files).with(|files| {
            let file = files.get(id)?;
            let (earlier, later) = (file.replaced.earlier.last(), file.replaced.later.last());
            Some((file.path.clone(), earlier.or(later)?.to_vec(), earlier.is_none()))
        })
    });
    derived(move || {
        let (path, bytes, undone) = replaced.get()?;
        workspace.bundled.with_value(|bundle| {
            let bundled = &bundle.dataset;
            let file = SourceFile { path: path.clone(), bytes, origin: Origin::Named };
            let models = read_score_file(&file, bundled.catalog()).models().take(1).collect();
            let (dataset, _) = bundled.with_previews(models);
            let row = *rows_of(&dataset, &path).first()?;
            let name = if undone { "replaced version" } else { "version before" };
            Some(VersionBefore::of(&dataset, row, name.to_owned()))
        })
    })
}

//! The dialog in which results are confirmed, and the line that says that some wait.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::figures::sheet_view;
use super::{add, counted, discard, sources, update};
use crate::app::reactive::{PtrEq, bool_signal, derived, dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::import::Kind;
use crate::workspace::Several;

/// Of so many models a line is shown; the others are added with them.
const MODELS: usize = 200;

/// Says that results wait to be confirmed; nothing while none do or the dialog is open.
#[component]
pub(in crate::app) fn Unconfirmed() -> impl IntoView {
    let app = AppState::get();
    let importing = app.workspace.importing;
    let said = text_signal(move || {
        importing.review.with(|review| match review.models().len() {
            0 => format!("What was found in {} is not added yet.", sources(review)),
            count => {
                format!("Results of {} from {} are not added yet.", counted(count, "model", "models"), sources(review))
            }
        })
    });
    let line = move || {
        let open = handler(move |_: ev::MouseEvent| importing.open());
        let drop = handler(move |_: ev::MouseEvent| discard(app));
        view! {
            <section class="reading" aria-label="Results to confirm">
                <p role="status"><bdi>{said}</bdi></p>
                <button type="button" on:click=open>"Check and add…"</button>
                <button type="button" on:click=drop>"Discard"</button>
            </section>
        }
    };
    show_when(move || importing.is_waiting() && !importing.is_open.get(), line)
}

/// The dialog.
#[component]
pub(in crate::app) fn ImportDialog() -> impl IntoView {
    let app = AppState::get();
    let importing = app.workspace.importing;
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let is_open = importing.is_open.get();
        if let Some(dialog) = dialog.get() {
            if is_open && !dialog.open() {
                // A browser that has no dialogs shows it where it stands.
                let _ = dialog.show_modal();
            } else if !is_open && dialog.open() {
                dialog.close();
            }
        }
    });
    let closed = handler(move |_: ev::Event| {
        if importing.is_open.get_untracked() {
            importing.close();
        }
    });
    view! {
        <dialog node_ref=dialog class="fix-dialog import-dialog" aria-labelledby="import-title" on:close=closed>
            {show_when(move || importing.is_open.get(), move || content(app))}
        </dialog>
    }
}

fn content(app: AppState) -> AnyView {
    let importing = app.workspace.importing;
    let review = importing.review;
    let said = text_signal(move || {
        let from = review.with(sources);
        format!("Found in {from}. Nothing counts until you add it.")
    });
    let several = derived(move || review.with(|review| PtrEq::new(review.several().to_vec())));
    let several = dyn_view(move || several.get().iter().map(|several| choice(app, several)).collect_view());
    let refused = derived(move || review.with(|review| review.refused().to_vec()));
    let refused = dyn_view(move || {
        let item = |(path, why): &(String, String)| view! { <p class="refused"><bdi>{path.clone()}</bdi> {format!(" was not read: {why}.")}</p> };
        refused.get().iter().map(item).collect_view()
    });
    let count = derived(move || review.with(|review| review.models().len()));
    let models = dyn_view(move || (count.get() > 1).then(|| models(app, count.get())));
    // Each list of models has its own figures.
    let sheet = dyn_view(move || {
        let model = importing.shown.get();
        (model < count.get()).then(|| sheet_view(app, model))
    });
    let outcome = derived(move || review.with(|review| (review.ready(), review.nameless())));
    let label = text_signal(move || match outcome.get().0 {
        0 | 1 => "Add to my files".to_owned(),
        count => format!("Add {count} models to my files"),
    });
    let is_ready = bool_signal(move || outcome.get().0 > 0 && outcome.get().1 == 0);
    let hint = text_signal(move || {
        match outcome.get() {
            (_, 1) => "A chosen model has no name yet.",
            (_, 2..) => "Chosen models have no name yet.",
            (0, _) if count.get() > 0 => "No model is chosen that has a certain score.",
            _ => "",
        }
        .to_owned()
    });
    let add = handler(move |_: ev::MouseEvent| add(app));
    let later = handler(move |_: ev::MouseEvent| importing.close());
    let drop = handler(move |_: ev::MouseEvent| discard(app));
    view! {
        <h2 id="import-title" tabindex="-1" autofocus>"Check what was found"</h2>
        <p><bdi>{said}</bdi></p>
        {refused}
        {several}
        {models}
        {sheet}
        <div class="dialog-tools">
            <button type="button" class="primary" on:click=add disabled=move || !is_ready.get()>{label}</button>
            <button type="button" on:click=later>"Later"</button>
            <button type="button" on:click=drop>"Discard"</button>
            <p class="hint" role="status">{hint}</p>
        </div>
    }
    .into_any()
}

/// Asks what a file is read as that is several things.
fn choice(app: AppState, several: &Several) -> AnyView {
    let button = |kind: Kind| {
        let path = several.path.clone();
        let choose = handler(move |_: ev::MouseEvent| {
            let memory = super::remembered::load();
            update(app, |review, catalog| review.choose(&path, kind, &memory, catalog));
            crate::app::browser::dom::focus_only("import-title");
        });
        let label = format!("Read as {}", kind.name());
        view! { <button type="button" on:click=choose>{label}</button> }
    };
    let buttons = several.readings.iter().map(|(kind, _)| button(*kind)).collect_view();
    let legend = format!("{} is several things. Which counts?", several.path);
    view! { <fieldset class="choice"><legend><bdi>{legend}</bdi></legend>{buttons}</fieldset> }.into_any()
}

/// A line for each model: whether it is added, its name, and what it comes to.
fn models(app: AppState, count: usize) -> AnyView {
    let importing = app.workspace.importing;
    let review = importing.review;
    let item = move |model: usize| {
        let candidate = derived(move || {
            review
                .with(|review| review.models().get(model).map(|of| (of.name.clone(), of.is_chosen)).unwrap_or_default())
        });
        let name = text_signal(move || {
            let name = candidate.get().0;
            if name.trim().is_empty() { format!("Model {} without a name", model + 1) } else { name }
        });
        let counts = derived(move || {
            review.with(|review| review.models().get(model).map(|of| (of.scores, of.missing)).unwrap_or_default())
        });
        let said = text_signal(move || {
            let (scores, missing) = counts.get();
            let missing = if missing > 0 { format!(", {missing} undecided") } else { String::new() };
            format!("{}{missing}", counted(scores, "score", "scores"))
        });
        let tick = handler(move |event: ev::Event| {
            let is_chosen = event_target_checked(&event);
            update(app, |review, _| review.set_chosen(model, is_chosen));
        });
        let show = handler(move |_: ev::MouseEvent| importing.shown.set(model));
        let is_shown = bool_signal(move || importing.shown.get() == model);
        view! {
            <li class:shown=is_shown>
                <label class="check"><input type="checkbox" prop:checked=move || candidate.get().1 on:change=tick/><bdi>{name}</bdi></label>
                <span class="issue-count">{said}</span>
                <button type="button" aria-pressed=text_signal(move || is_shown.get().to_string()) on:click=show>
                    "Figures"<span class="hidden">" of "<bdi>{name}</bdi></span>
                </button>
            </li>
        }
        .into_any()
    };
    let tick_all = move |is_chosen: bool| {
        handler(move |_: ev::MouseEvent| {
            update(app, |review, _| (0..review.models().len()).for_each(|model| review.set_chosen(model, is_chosen)));
        })
    };
    let more = count.saturating_sub(MODELS);
    let more = (more > 0).then(|| {
        view! { <p>{format!("And {}, of which those with certain scores are added too.", counted(more, "more model", "more models"))}</p> }
    });
    view! {
        <section aria-labelledby="import-models">
            <h3 id="import-models">{format!("{count} models")}</h3>
            <p class="import-all">
                <button type="button" on:click=tick_all(true)>"Choose all"</button>
                <button type="button" on:click=tick_all(false)>"Choose none"</button>
            </p>
            <ul class="import-models">{(0..count.min(MODELS)).map(item).collect_view()}</ul>
            {more}
        </section>
    }
    .into_any()
}

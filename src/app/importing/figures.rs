//! The figures of one model: what each is taken for, with lists to choose another benchmark, column or scale.

use leptos::ev;
use leptos::prelude::*;

use super::{Names, SheetMemo, names, update, with_catalog};
use crate::app::reactive::{PtrEq, derived, dyn_view, handler, show_when, text_signal};
use crate::app::state::AppState;
use crate::import::{Scale, Target};
use crate::view::figure;
use crate::workspace::{Row, State};

/// So many figures are shown at once; more on demand.
const FIGURES: usize = 60;

/// Stands for a figure that is not used in the list of benchmarks.
const NOT_USED: &str = "-";

/// The model with this index: its name, what is asked about all of it, and its figures.
pub(super) fn sheet_view(app: AppState, model: usize) -> AnyView {
    let review = app.workspace.importing.review;
    let sheet =
        derived(move || PtrEq::new(review.with(|review| with_catalog(app, |catalog| review.sheet(model, catalog)))));
    let names = names(app);
    let (name, author) = review.with_untracked(|review| {
        review.models().get(model).map(|of| (of.name.clone(), of.author.clone())).unwrap_or_default()
    });
    let rename = handler(move |event: ev::Event| {
        let name = event_target_value(&event);
        update(app, |review, _| review.rename(model, &name));
    });
    let set_author = handler(move |event: ev::Event| {
        let author = event_target_value(&event);
        update(app, |review, _| review.set_author(model, &author));
    });
    let kind = review.with_untracked(|review| review.models().get(model).map(|of| of.found.kind.name()));
    let remembered = derived(move || review.with(|review| review.is_remembered(model)));
    let afresh = move || {
        let start = handler(move |_: ev::MouseEvent| {
            app.workspace
                .importing
                .edit_memory(|memory| update(app, |review, catalog| review.start_afresh(model, memory, catalog)));
        });
        view! {
            <p>"Your corrections of an earlier import of this shape are used. " <button type="button" on:click=start>"Forget them"</button></p>
        }
    };
    let count = sheet.with_untracked(|sheet| sheet.rows.len());
    let limit = RwSignal::new(FIGURES);
    let rows = {
        let names = names.clone();
        dyn_view(move || {
            let shown = limit.get().min(count);
            (0..shown).map(|entry| row(app, model, entry, sheet, &names)).collect_view()
        })
    };
    let more = move || {
        let show = handler(move |_: ev::MouseEvent| limit.update(|limit| *limit += FIGURES * 5));
        view! { <p><button type="button" on:click=show>{text_signal(move || format!("Show more of {count} figures"))}</button></p> }
    };
    let not_used = dyn_view(move || {
        let sheet = sheet.get();
        (!sheet.not_used.is_empty()).then(|| {
            let item = |of: &crate::import::NotUsed| view! { <li><b><bdi>{of.what.clone()}</bdi></b> ": " {of.why.clone()}</li> };
            view! {
                <details class="not-used">
                    <summary>{format!("Not used: {}", sheet.not_used.len())}</summary>
                    <ul>{sheet.not_used.iter().take(FIGURES * 5).map(item).collect_view()}</ul>
                </details>
            }
        })
    });
    view! {
        <section class="import-sheet" aria-label="Figures of the model">
            <p class="fields">
                <label>"Model name" <input type="text" prop:value=name on:input=rename required autocomplete="off"/></label>
                <label>"Author" <input type="text" prop:value=author on:input=set_author placeholder="optional" autocomplete="organization"/></label>
                <span class="format">{kind}</span>
            </p>
            {show_when(move || remembered.get(), afresh)}
            {questions(app, model, sheet, &names)}
            <table class="import-figures">
                <caption class="hidden">"What was found, and what it is taken for"</caption>
                <thead><tr>
                    <th scope="col">"In the source"</th><th scope="col">"Value"</th><th scope="col">"Benchmark"</th>
                    <th scope="col">"Column"</th><th scope="col">"Scale"</th><th scope="col">"Score"</th><th scope="col">"Items"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {show_when(move || limit.get() < count, more)}
            {not_used}
        </section>
    }
    .into_any()
}

/// What is asked about all figures of a group at once.
fn questions(app: AppState, model: usize, sheet: SheetMemo, names: &Names) -> AnyView {
    let review = app.workspace.importing.review;
    let answer = move |look: fn(&crate::import::Corrections) -> String| {
        text_signal(move || review.with(|review| review.corrections(model).map(look).unwrap_or_default()))
    };
    let scale = move || {
        let choose = handler(move |event: ev::Event| {
            let scale = scale_of(&event_target_value(&event));
            update(app, |review, catalog| review.set_unknown_scale(model, scale, catalog));
        });
        view! {
            <label>"Figures that may be fractions of 1 or percentages are"
                <select prop:value=answer(|of| of.scale.map(scale_code).unwrap_or_default()) on:change=choose>
                    <option value="">"undecided"</option>
                    <option value="percent">"percentages"</option>
                    <option value="fraction">"fractions of 1"</option>
                </select>
            </label>
        }
    };
    let comma = move || {
        let choose = handler(move |event: ev::Event| {
            let is_decimal = match event_target_value(&event).as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            update(app, |review, catalog| review.set_decimal_comma(model, is_decimal, catalog));
        });
        let value = answer(|of| {
            match of.decimal_comma {
                Some(true) => "yes",
                Some(false) => "no",
                None => "",
            }
            .to_owned()
        });
        view! {
            <label>"Commas in numbers are"
                <select prop:value=value on:change=choose>
                    <option value="">"undecided"</option>
                    <option value="yes">"decimal commas"</option>
                    <option value="no">"no decimal commas"</option>
                </select>
            </label>
        }
    };
    let list = names.clone();
    let benchmark = move || {
        let choose = handler(move |event: ev::Event| {
            let chosen = Some(event_target_value(&event)).filter(|name| !name.is_empty());
            update(app, |review, catalog| review.set_benchmark(model, chosen, catalog));
        });
        let options = list.iter().map(|(name, _)| view! { <option value=name.clone()>{name.clone()}</option> });
        view! {
            <label>"Figures without a known benchmark are of"
                <select prop:value=answer(|of| of.benchmark.clone().unwrap_or_default()) on:change=choose>
                    <option value="">"undecided"</option>
                    {options.collect_view()}
                </select>
            </label>
        }
    };
    view! {
        <p class="fields">
            {show_when(move || sheet.with(|sheet| sheet.asks_benchmark), benchmark)}
            {show_when(move || sheet.with(|sheet| sheet.asks_scale), scale)}
            {show_when(move || sheet.with(|sheet| sheet.asks_comma), comma)}
        </p>
    }
    .into_any()
}

/// One figure.
fn row(app: AppState, model: usize, entry: usize, sheet: SheetMemo, names: &Names) -> AnyView {
    let Some(first) = sheet.with_untracked(|sheet| sheet.rows.get(entry).cloned()) else { return ().into_any() };
    let now = derived(move || sheet.with(|sheet| sheet.rows.get(entry).cloned()));
    let look =
        move |look: fn(&Row) -> String| text_signal(move || now.with(|row| row.as_ref().map(look).unwrap_or_default()));
    let Row { key, place, raw, note, items, .. } = first;
    let label = |what: &str| format!("{what} of {key}");
    let labels = (label("Benchmark"), label("Column"), label("Scale"));

    let benchmark = derived(move || {
        now.with(|row| match row.as_ref() {
            Some(row) if row.state == State::LeftOut => NOT_USED.to_owned(),
            Some(row) => row.benchmark.map(|of| of.to_string()).unwrap_or_default(),
            None => String::new(),
        })
    });
    let of_name = names.clone();
    let choose_benchmark = handler(move |event: ev::Event| {
        let value = event_target_value(&event);
        let name = value.parse().ok().and_then(|index: usize| of_name.get(index)).map(|(name, _)| name.clone());
        let target = match name {
            Some(benchmark) => Target::Cell { benchmark, column: None },
            None if value == NOT_USED => Target::Nothing,
            None => return,
        };
        update(app, |review, catalog| review.assign(model, entry, target, catalog));
    });
    let options =
        names.iter().enumerate().map(|(index, (name, _))| option(index.to_string(), name, &benchmark.get_untracked()));

    let (list, of_column) = (names.clone(), names.clone());
    let column = derived(move || now.with(|row| row.as_ref().and_then(|row| row.column)));
    let choose_column = handler(move |event: ev::Event| {
        let index = benchmark.get_untracked().parse().ok().and_then(|index: usize| of_column.get(index));
        let column = event_target_value(&event).parse().ok();
        let Some((name, columns)) = index else { return };
        let Some(column) = column.and_then(|column: usize| columns.get(column)) else { return };
        let target = Target::Cell { benchmark: name.clone(), column: Some(column.clone()) };
        update(app, |review, catalog| review.assign(model, entry, target, catalog));
    });
    let columns = dyn_view(move || {
        let columns = benchmark.get().parse().ok().and_then(|index: usize| list.get(index)).map(|(_, columns)| columns);
        let chosen = untrack(|| column.get()).map(|column| column.to_string()).unwrap_or_default();
        let options = columns.into_iter().flatten().enumerate();
        options.map(|(index, name)| option(index.to_string(), name, &chosen)).collect_view()
    });
    let has_columns = move || benchmark.get().parse::<usize>().is_ok();

    let scale = look(|row| scale_code(row.scale));
    let own = first.scale;
    let choose_scale = handler(move |event: ev::Event| {
        if let Some(scale) = scale_of(&event_target_value(&event)) {
            update(app, |review, catalog| review.set_scale(model, entry, scale, catalog));
        }
    });
    let scales = scales(own);
    let state = dyn_view(move || {
        now.with(|row| match row.as_ref().map(|row| (&row.state, row.score)) {
            Some((State::Counts, score)) => view! { <span>{figure(score)}</span> }.into_any(),
            Some((State::LeftOut, _)) => view! { <span class="muted">"not used"</span> }.into_any(),
            Some((State::Missing(why), _)) => view! { <span class="undecided">{why.clone()}</span> }.into_any(),
            None => ().into_any(),
        })
    });
    let column_value = text_signal(move || column.get().map(|column| column.to_string()).unwrap_or_default());
    view! {
        <tr>
            <th scope="row"><bdi>{key}</bdi>" "<small><bdi>{place}</bdi></small></th>
            <td class="value"><bdi>{raw}</bdi>{note.map(|note| view! { " " <small><bdi>{note}</bdi></small> })}</td>
            <td>
                <select aria-label=labels.0 prop:value=text_signal(move || benchmark.get()) on:change=choose_benchmark>
                    <option value="" disabled selected=benchmark.get_untracked().is_empty()>"Choose…"</option>
                    {option(NOT_USED.to_owned(), "Not used", &benchmark.get_untracked())}
                    {options.collect_view()}
                </select>
            </td>
            <td>
                <select aria-label=labels.1 prop:value=column_value on:change=choose_column disabled=move || !has_columns()>
                    <option value="" disabled>"Choose…"</option>
                    {columns}
                </select>
            </td>
            <td>
                <select aria-label=labels.2 prop:value=scale on:change=choose_scale disabled=move || !has_columns()>
                    <option value="" disabled>"Choose…"</option>
                    {scales}
                </select>
            </td>
            <td class="score">{state}</td>
            <td class="value items">{items.map(|items| items.to_string())}</td>
        </tr>
    }
    .into_any()
}

fn option(value: String, name: &str, chosen: &str) -> AnyView {
    let selected = value == chosen;
    view! { <option value=value selected=selected>{name.to_owned()}</option> }.into_any()
}

/// The scales to choose from, with the source's own.
fn scales(own: Scale) -> Vec<AnyView> {
    let mut scales = vec![Scale::Percent, Scale::Fraction, Scale::Range { low: 1.0, high: 5.0 }];
    if own != Scale::Unknown && !scales.contains(&own) {
        scales.push(own);
    }
    scales.into_iter().map(|scale| option(scale_code(scale), &scale.name(), &scale_code(own))).collect()
}

/// A scale as the value of a list.
fn scale_code(scale: Scale) -> String {
    match scale {
        Scale::Percent => "percent".to_owned(),
        Scale::Fraction => "fraction".to_owned(),
        Scale::Range { low, high } => format!("{low}..{high}"),
        Scale::Unknown => String::new(),
    }
}

/// The scale of a list's value.
fn scale_of(code: &str) -> Option<Scale> {
    match code {
        "percent" => Some(Scale::Percent),
        "fraction" => Some(Scale::Fraction),
        range => {
            let (low, high) = range.split_once("..")?;
            Some(Scale::Range { low: low.parse().ok()?, high: high.parse().ok()? })
        }
    }
}

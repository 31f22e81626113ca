//! The frame of every page: the bar at the top, what the visitor brought, the foot, and which page is between.

use leptos::ev;
use leptos::prelude::*;

use crate::app::components::keyboard::KeyboardKeys;
use crate::app::components::link::Link;
use crate::app::importing::ImportDialog;
use crate::app::pages::benchmark::BenchmarkPage;
use crate::app::pages::benchmark_index::BenchmarkIndex;
use crate::app::pages::board::Board;
use crate::app::pages::compare::Compare;
use crate::app::pages::coverage::Data;
use crate::app::pages::data_quality::Audit;
use crate::app::pages::files::Files;
use crate::app::pages::method::Method;
use crate::app::pages::model::ModelPage;
use crate::app::pages::new_file::NewFile;
use crate::app::reactive::derived;
use crate::app::reactive::{bool_signal, dyn_view, handler, show_when, text_signal};
use crate::app::search::{Palette, Search};
use crate::app::state::AppState;
use crate::app::workspace::{AddScores, BrokenLink, DropZone, Incoming, Summary, files_link};
use crate::view::{IndexFilter, Page, Theme, ViewState};

/// The whole page.
#[component]
pub(in crate::app) fn Explorer() -> impl IntoView {
    let app = AppState::get();
    follow_theme(app);
    // Which file is looked at changes within the page of files, and what is searched within the index of benchmarks.
    let page = app.part(|state| match &state.page {
        Page::Files(_) => Page::Files(String::new()),
        Page::Benchmarks(_) => Page::Benchmarks(IndexFilter::default()),
        page => page.clone(),
    });
    Effect::new(move |_| document().set_title(&title(app, &page.get())));
    let skip = handler(|event: ev::MouseEvent| {
        event.prevent_default();
        crate::app::browser::dom::focus("content");
    });
    let content = dyn_view(move || match page.get() {
        Page::Board => view! { <Board/> }.into_any(),
        Page::Model(code) => view! { <ModelPage code/> }.into_any(),
        Page::Compare => view! { <Compare/> }.into_any(),
        Page::Data => view! { <Data/> }.into_any(),
        Page::New => view! { <NewFile/> }.into_any(),
        Page::Findings => view! { <Audit/> }.into_any(),
        Page::Benchmarks(_) => view! { <BenchmarkIndex/> }.into_any(),
        Page::Benchmark(code) => view! { <BenchmarkPage code/> }.into_any(),
        Page::Method => view! { <Method/> }.into_any(),
        Page::Files(_) => view! { <Files/> }.into_any(),
    });
    view! {
        <a class="skip" href="#content" on:click=skip>"Skip to the content"</a>
        <Bar/>
        <DropZone/>
        <main id="content" tabindex="-1">
            <BrokenLink/>
            <Incoming/>
            {show_when(move || !matches!(page.get(), Page::Files(_)), || view! { <Summary/> })}
            {content}
        </main>
        <Foot/>
        <KeyboardKeys/>
        <Palette/>
        <ImportDialog/>
    }
}

fn title(app: AppState, page: &Page) -> String {
    let what = match page {
        Page::Board => app.dataset(|dataset| {
            let subject = app.ranking.get().subject;
            let benchmark = subject.benchmark.and_then(|b| dataset.catalog().benchmarks.get(b)).map(|b| b.name.clone());
            benchmark.or_else(|| Some(dataset.catalog().boards.get(subject.board)?.name.clone()))
        }),
        Page::Model(code) => app.dataset(|dataset| Some(dataset.models().get(dataset.row_of(code)?)?.name.clone())),
        Page::Compare => Some("Comparison".to_owned()),
        Page::Data => Some("Coverage".to_owned()),
        Page::New => Some("New score file".to_owned()),
        Page::Findings => Some("Data quality".to_owned()),
        Page::Benchmarks(_) => Some("Benchmarks".to_owned()),
        Page::Benchmark(code) => app.dataset(|dataset| {
            let catalog = dataset.catalog();
            Some(catalog.benchmarks.get(crate::view::benchmark_named(catalog, code)?)?.name.clone())
        }),
        Page::Method => Some("How ranks are made".to_owned()),
        Page::Files(_) => Some("Your files".to_owned()),
    };
    what.map_or_else(|| "Arena Explorer".to_owned(), |what| format!("{what} · Arena Explorer"))
}

/// Name, boards, search, adding scores, theme.
#[component]
fn Bar() -> impl IntoView {
    let app = AppState::get();
    let home =
        Signal::derive(move || app.link_to(|state| *state = ViewState { theme: state.theme, ..ViewState::default() }));
    view! {
        <header class="bar">
            <p class="brand"><Link to=home>"Arena Explorer"</Link></p>
            <Boards/>
            <Search/>
            <FilesEntry/>
            <AddScores/>
            <ThemeSwitch/>
        </header>
    }
}

/// The way to the visitor's files, once there are any.
#[component]
fn FilesEntry() -> impl IntoView {
    let app = AppState::get();
    let count = derived(move || app.workspace.count());
    let on_files = app.part(|state| matches!(state.page, Page::Files(_)));
    let current = bool_signal(move || on_files.get());
    let link = move || {
        let label = text_signal(move || format!("Your files ({})", count.get()));
        view! { <p class="files-entry"><Link to=files_link(app, String::new()) current>{label}</Link></p> }
    };
    show_when(move || count.get() > 0, link)
}

/// The boards as tabs, and as a menu where there is no room for tabs. Style shows one of the two.
#[component]
fn Boards() -> impl IntoView {
    let app = AppState::get();
    // The catalog never changes, so neither do the boards.
    let boards = app.dataset(|dataset| {
        dataset.catalog().boards.iter().map(|board| (board.code.clone(), board.name.clone())).collect::<Vec<_>>()
    });
    let shown = derived(move || {
        let subject = app.ranking.get().subject;
        app.dataset(|dataset| dataset.catalog().boards.get(subject.board).map(|b| b.code.clone()).unwrap_or_default())
    });
    let on_board = app.part(|state| state.page == Page::Board);
    let to = move |code: &str| app.with(|state| state.go_to_board(code));
    let tab = |(code, name): &(String, String)| {
        let this = code.clone();
        let current = Signal::derive(move || on_board.get() && shown.with(|shown| *shown == this));
        // The name may be cut where there is no room for it.
        let (code, name, title) = (code.clone(), name.clone(), name.clone());
        view! { <li title=title><Link to=Signal::derive(move || to(&code)) current>{name}</Link></li> }
    };
    // On a page that is none of these, none is chosen: who picks the board that was shown last comes back to it.
    let chosen = app.part(|state| state.page.clone());
    let chosen = derived(move || {
        chosen.with(|page| match page {
            Page::Board => shown.get(),
            Page::Benchmarks(_) => "?benchmarks".to_owned(),
            Page::Method => "?method".to_owned(),
            _ => String::new(),
        })
    });
    let is_chosen = move |value: &'static str| bool_signal(move || chosen.with(|chosen| chosen == value));
    let option = |(code, name): &(String, String)| {
        let this = code.clone();
        let selected = Signal::derive(move || chosen.with(|chosen| *chosen == this));
        view! { <option value=code.clone() selected=selected>{name.clone()}</option> }
    };
    // Codes of boards begin with a letter or a digit.
    let page = move |page: Page| move || app.link_to(|state| state.page = page.clone());
    let (benchmarks, method) = (page(Page::Benchmarks(IndexFilter::default())), page(Page::Method));
    let index = Signal::derive(benchmarks.clone());
    let choose = handler(move |event| {
        app.push(untrack(|| match event_target_value(&event).as_str() {
            "?benchmarks" => benchmarks(),
            "?method" => method(),
            code => to(code),
        }));
    });
    let on_index = app.part(|state| matches!(state.page, Page::Benchmarks(_) | Page::Benchmark(_)));
    // What was picked by hand stays picked, whatever the options say.
    let picked = text_signal(move || chosen.get());
    view! {
        <nav class="boards" aria-label="Boards"><ul>{boards.iter().map(tab).collect_view()}</ul></nav>
        <select class="boards-menu" aria-label="Board" prop:value=picked on:change=choose>
            <option value="" hidden selected=is_chosen("")>"Boards"</option>
            {boards.iter().map(option).collect_view()}
            <optgroup label="About">
                <option value="?benchmarks" selected=is_chosen("?benchmarks")>"All benchmarks"</option>
                <option value="?method" selected=is_chosen("?method")>"How ranks are made"</option>
            </optgroup>
        </select>
        <nav class="pages" aria-label="Pages"><Link to=index current=bool_signal(move || on_index.get())>"Benchmarks"</Link></nav>
    }
}

/// Switches to the other theme; back at the system's own, it follows the system again.
#[component]
fn ThemeSwitch() -> impl IntoView {
    let app = AppState::get();
    let switch = handler(move |_| switch_theme(app));
    view! {
        <button type="button" class="theme" aria-label="Switch between light and dark" title="Switch between light and dark"
            on:click=switch>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5"/>
                <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>
            </svg>
        </button>
    }
}

/// Switches between light and dark; the system's own needs no word in the link.
pub(in crate::app) fn switch_theme(app: AppState) {
    let system = system_theme();
    app.replace(|state| {
        let other = match state.theme.unwrap_or(system) {
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::Light,
        };
        state.theme = (other != system).then_some(other);
    });
}

fn system_theme() -> Theme {
    let dark = window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches());
    if dark { Theme::Dark } else { Theme::Light }
}

/// Tells the style sheet which theme was asked for.
fn follow_theme(app: AppState) {
    let theme = app.part(|state| state.theme);
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = match theme.get() {
                Some(theme) => root.set_attribute("data-theme", theme.code()),
                None => root.remove_attribute("data-theme"),
            };
        }
    });
}

/// Where the figures come from, and what becomes of what is dropped.
#[component]
fn Foot() -> impl IntoView {
    let app = AppState::get();
    let counts = app.dataset(|dataset| {
        let bundled = dataset.models().iter().filter(|model| !model.preview).count();
        format!("{bundled} models on {} benchmarks", dataset.catalog().benchmarks.len())
    });
    let findings = Signal::derive(move || app.link_to(|state| state.page = Page::Findings));
    let new_file = Signal::derive(move || app.link_to(|state| state.page = Page::New));
    let data = Signal::derive(move || app.link_to(|state| state.page = Page::Data));
    let method = Signal::derive(move || app.link_to(|state| state.page = Page::Method));
    view! {
        <footer>
            <p>
                "Figures: Embodied Arena, "
                <a href="https://arxiv.org/abs/2509.15273" rel="noopener noreferrer">"arXiv 2509.15273"</a>
                {format!(", {counts}, bundled on ")} <time>{app.bundled_on()}</time> ". "
                <Link to=method>"How ranks are made"</Link> " · "
                <Link to=data>"Coverage"</Link> " · "
                <Link to=findings>"Data quality"</Link>
            </p>
            <p>
                "What you add stays in this browser: nothing is sent anywhere. "
                <Link to=new_file>"New score file"</Link>
            </p>
        </footer>
    }
}

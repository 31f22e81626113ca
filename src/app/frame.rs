//! The frame of every page: the bar at the top, what the visitor brought, the foot, and which page is between.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::address::Link;
use super::audit::Audit;
use super::board::Board;
use super::compare::Compare;
use super::data::Data;
use super::derived::derived;
use super::erased::{action, part, text};
use super::files::{AddScores, DropZone};
use super::model::ModelPage;
use super::new_file::NewFile;
use super::previews::Previews;
use super::score_link::BrokenLink;
use super::session::Session;
use crate::view::{Page, Theme, ViewState};

/// The whole page.
#[component]
pub(super) fn Explorer() -> impl IntoView {
    let session = Session::get();
    follow_theme(session);
    let page = session.part(|state| state.page.clone());
    Effect::new(move |_| document().set_title(&title(session, &page.get())));
    let skip = action(|event: ev::MouseEvent| {
        event.prevent_default();
        super::focus("content");
    });
    let content = part(move || match page.get() {
        Page::Board => view! { <Board/> }.into_any(),
        Page::Model(code) => view! { <ModelPage code/> }.into_any(),
        Page::Compare => view! { <Compare/> }.into_any(),
        Page::Data => view! { <Data/> }.into_any(),
        Page::New => view! { <NewFile/> }.into_any(),
        Page::Findings => view! { <Audit/> }.into_any(),
    });
    view! {
        <a class="skip" href="#content" on:click=skip>"Skip to the content"</a>
        <Bar/>
        <DropZone/>
        <main id="content" tabindex="-1">
            <BrokenLink/>
            <Previews/>
            {content}
        </main>
        <Foot/>
    }
}

fn title(session: Session, page: &Page) -> String {
    let what = match page {
        Page::Board => session.dataset(|dataset| {
            let subject = session.ranking.get().subject;
            let benchmark = subject.benchmark.and_then(|b| dataset.catalog().benchmarks.get(b)).map(|b| b.name.clone());
            benchmark.or_else(|| Some(dataset.catalog().boards.get(subject.board)?.name.clone()))
        }),
        Page::Model(code) => session.dataset(|dataset| Some(dataset.models().get(dataset.row_of(code)?)?.name.clone())),
        Page::Compare => Some("Comparison".to_owned()),
        Page::Data => Some("What has been measured".to_owned()),
        Page::New => Some("A new score file".to_owned()),
        Page::Findings => Some("Findings".to_owned()),
    };
    what.map_or_else(|| "Arena Explorer".to_owned(), |what| format!("{what} · Arena Explorer"))
}

/// Name, boards, search, adding scores, theme.
#[component]
fn Bar() -> impl IntoView {
    let session = Session::get();
    let home = Signal::derive(move || {
        session.beside(|state| *state = ViewState { theme: state.theme, ..ViewState::default() })
    });
    view! {
        <header class="bar">
            <p class="brand"><Link to=home>"Arena Explorer"</Link></p>
            <Boards/>
            <Search/>
            <AddScores/>
            <ThemeSwitch/>
        </header>
    }
}

/// The boards as tabs, and as a menu where there is no room for tabs. Style shows one of the two.
#[component]
fn Boards() -> impl IntoView {
    let session = Session::get();
    // The catalog never changes, so neither do the boards.
    let boards = session.dataset(|dataset| {
        dataset.catalog().boards.iter().map(|board| (board.code.clone(), board.name.clone())).collect::<Vec<_>>()
    });
    let shown = derived(move || {
        let subject = session.ranking.get().subject;
        session
            .dataset(|dataset| dataset.catalog().boards.get(subject.board).map(|b| b.code.clone()).unwrap_or_default())
    });
    let on_board = session.part(|state| state.page == Page::Board);
    let to = move |code: &str| session.with(|state| state.go_to_board(code));
    let tab = |(code, name): &(String, String)| {
        let this = code.clone();
        let current = Signal::derive(move || on_board.get() && shown.with(|shown| *shown == this));
        let (code, name) = (code.clone(), name.clone());
        view! { <li><Link to=Signal::derive(move || to(&code)) current>{name}</Link></li> }
    };
    let option = |(code, name): &(String, String)| {
        let this = code.clone();
        let selected = Signal::derive(move || shown.with(|shown| *shown == this));
        view! { <option value=code.clone() selected=selected>{name.clone()}</option> }
    };
    let choose = action(move |event| session.go(to(&event_target_value(&event))));
    view! {
        <nav class="boards" aria-label="Boards"><ul>{boards.iter().map(tab).collect_view()}</ul></nav>
        <select class="boards-menu" aria-label="Board" on:change=choose>{boards.iter().map(option).collect_view()}</select>
    }
}

/// Narrows the rows while typing. From another page it leads back to the board.
#[component]
fn Search() -> impl IntoView {
    let session = Session::get();
    let field = NodeRef::<html::Input>::new();
    let query = session.part(|state| state.query.clone());
    let typed = action(move |event| {
        let text = event_target_value(&event);
        if session.now().page == Page::Board {
            session.adjust(|state| state.query = text);
        } else {
            session.go(session.with(|state| {
                state.page = Page::Board;
                state.query = text;
            }));
        }
    });
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.key() == "/" && !super::is_typing() && !event.ctrl_key() && !event.meta_key() && !event.alt_key() {
            event.prevent_default();
            if let Some(field) = field.get_untracked() {
                let _ = field.focus();
            }
        }
    });
    on_cleanup(move || handle.remove());
    let invalid = text(move || session.query.with(|(_, wrong)| (!wrong.is_empty()).to_string()));
    view! {
        <input node_ref=field id="search" class="search" type="search" aria-label="Search models" placeholder="Search  /"
            aria-invalid=invalid aria-describedby="search-wrong"
            autocomplete="off" spellcheck="false" prop:value=text(move || query.get()) on:input=typed/>
    }
}

/// Switches to the other theme; back at the system's own, it follows the system again.
#[component]
fn ThemeSwitch() -> impl IntoView {
    let session = Session::get();
    let switch = action(move |_| {
        let system = system_theme();
        session.adjust(|state| {
            let other = match state.theme.unwrap_or(system) {
                Theme::Light => Theme::Dark,
                Theme::Dark => Theme::Light,
            };
            state.theme = (other != system).then_some(other);
        });
    });
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

fn system_theme() -> Theme {
    let dark = window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches());
    if dark { Theme::Dark } else { Theme::Light }
}

/// Tells the style sheet which theme was asked for.
fn follow_theme(session: Session) {
    let theme = session.part(|state| state.theme);
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
    let session = Session::get();
    let counts = session.dataset(|dataset| {
        let bundled = dataset.models().iter().filter(|model| !model.preview).count();
        format!("{bundled} models on {} benchmarks", dataset.catalog().benchmarks.len())
    });
    let findings = Signal::derive(move || session.beside(|state| state.page = Page::Findings));
    let new_file = Signal::derive(move || session.beside(|state| state.page = Page::New));
    let data = Signal::derive(move || session.beside(|state| state.page = Page::Data));
    view! {
        <footer>
            <p>
                "Figures: Embodied Arena, "
                <a href="https://arxiv.org/abs/2509.15273" rel="noopener noreferrer">"arXiv 2509.15273"</a>
                {format!(", {counts}, bundled on ")} <time>{session.bundled_on()}</time> ". "
                <Link to=data>"What has been measured"</Link> " · "
                <Link to=findings>"What was noticed in the data"</Link>
            </p>
            <p>
                "What you add stays in this browser: nothing is sent anywhere. "
                <Link to=new_file>"Start a new score file"</Link>
            </p>
        </footer>
    }
}

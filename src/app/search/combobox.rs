//! A field with a list of suggestions, by the combobox pattern: the focus stays in the field, arrow keys go through the list.

use leptos::ev;
use leptos::prelude::*;

use crate::app::browser::dom;
use crate::app::reactive::{ErasedMemo, dyn_view, handler, text_signal};
use crate::app::state::AppState;
use crate::view::{Suggestion, SuggestionTarget, Suggestions};

/// The state of a field with suggestions, to be copied freely.
#[derive(Clone, Copy)]
pub(super) struct Combobox {
    /// Id of the field; those of the list and of its options begin with it.
    pub(super) id: &'static str,
    /// Whether suggestions are shown.
    pub(super) is_open: RwSignal<bool>,
    /// Which of them Enter takes, from 0.
    pub(super) active: RwSignal<Option<usize>>,
    /// What is suggested.
    pub(super) found: ErasedMemo<Suggestions>,
}

impl Combobox {
    pub(super) fn list_id(self) -> String {
        format!("{}-list", self.id)
    }

    fn option_id(self, option: usize) -> String {
        format!("{}-option-{option}", self.id)
    }

    /// Whether there is a list to see.
    fn is_shown(self) -> bool {
        self.is_open.get() && self.found.with(|found| !found.groups.is_empty())
    }

    pub(super) fn expanded(self) -> Signal<String> {
        text_signal(move || self.is_shown().to_string())
    }

    /// The id of the option that Enter takes; empty for none.
    pub(super) fn active_id(self) -> Signal<String> {
        text_signal(move || self.active.get().map(|option| self.option_id(option)).unwrap_or_default())
    }

    /// The text was changed: other suggestions, none of them chosen.
    pub(super) fn typed(self) {
        self.active.set(None);
        self.is_open.set(true);
    }

    pub(super) fn close(self) {
        self.active.set(None);
        self.is_open.set(false);
    }

    /// Goes through the list, takes an option or closes the list.
    pub(super) fn on_key(self, event: &ev::KeyboardEvent, choose: impl Fn(&Suggestion)) {
        // Keys of an input method are its own.
        if event.is_composing() {
            return;
        }
        let count = self.found.with_untracked(|found| found.all().count());
        let active = self.active.get_untracked().filter(|_| self.is_open.get_untracked());
        let next = match event.key().as_str() {
            "ArrowDown" if !self.is_open.get_untracked() => {
                self.is_open.set(true);
                event.prevent_default();
                return;
            }
            "ArrowDown" => active.map_or(0, |active| if active + 1 < count { active + 1 } else { 0 }),
            "ArrowUp" => active.and_then(|active| active.checked_sub(1)).unwrap_or(count.saturating_sub(1)),
            "Enter" => {
                let chosen = self.found.with_untracked(|found| found.all().nth(active?).cloned());
                match chosen {
                    Some(suggestion) => {
                        event.prevent_default();
                        choose(&suggestion);
                    }
                    None => self.close(),
                }
                return;
            }
            // The field's own Escape, which clears it, comes second.
            "Escape" if untrack(|| self.is_shown()) => {
                event.prevent_default();
                event.stop_propagation();
                self.close();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if count > 0 {
            self.active.set(Some(next));
            request_animation_frame(move || self.show(next));
        }
    }

    /// Scrolls the list, and nothing else, until an option is in sight.
    fn show(self, option: usize) {
        let (Some(list), Some(option)) = (dom::element(&self.list_id()), dom::element(&self.option_id(option))) else {
            return;
        };
        let (top, height) = (option.offset_top(), option.offset_height());
        if top < list.scroll_top() {
            list.set_scroll_top(top);
        } else if top + height > list.scroll_top() + list.client_height() {
            list.set_scroll_top(top + height - list.client_height());
        }
    }
}

/// The list of a field, there while it is open.
pub(super) fn listbox(of: Combobox, choose: impl Fn(&Suggestion) + Copy + Send + 'static) -> impl IntoView {
    // A press on the list must not take the focus from the field.
    let hold = handler(|event: ev::MouseEvent| event.prevent_default());
    let content = dyn_view(move || {
        if !of.is_open.get() {
            return ().into_any();
        }
        of.found.with(|found| options(of, found, choose))
    });
    let hidden = text_signal(move || if of.is_shown() { "suggestions" } else { "suggestions closed" }.to_owned());
    view! { <div id=of.list_id() class=hidden role="listbox" aria-label="Suggestions" on:mousedown=hold>{content}</div> }
}

fn options(of: Combobox, found: &Suggestions, choose: impl Fn(&Suggestion) + Copy + Send + 'static) -> AnyView {
    let mut place = 0;
    let mut option = |suggestion: &Suggestion| {
        let this = place;
        place += 1;
        let selected = text_signal(move || (of.active.get() == Some(this)).to_string());
        let chosen = suggestion.clone();
        let take = handler(move |_: ev::MouseEvent| choose(&chosen));
        view! {
            <div id=of.option_id(this) role="option" aria-selected=selected on:click=take>
                <bdi>{suggestion.name.clone()}</bdi> <small>{suggestion.detail.clone()}</small>
            </div>
        }
        .into_any()
    };
    let groups: Vec<AnyView> = found
        .groups
        .iter()
        .map(|(group, suggestions)| {
            let options: Vec<AnyView> = suggestions.iter().map(&mut option).collect();
            let title = if found.are_near {
                format!("{} with a similar name", group.title())
            } else {
                group.title().to_owned()
            };
            let label = title.clone();
            view! {
                <div role="group" aria-label=label><p aria-hidden="true">{title}</p>{options}</div>
            }
            .into_any()
        })
        .collect();
    groups.into_any()
}

/// Does what a suggestion says. A filter is the field's own business.
pub(super) fn follow(app: AppState, target: &SuggestionTarget) {
    let to = match target.clone() {
        SuggestionTarget::Model(code) => app.link_to_untracked(|state| state.page = crate::view::Page::Model(code)),
        SuggestionTarget::Benchmark(benchmark) => untrack(|| app.benchmark(benchmark)).unwrap_or_default(),
        SuggestionTarget::Board(code) => app.link_to_untracked(|state| state.go_to_board(&code)),
        SuggestionTarget::Lens(lens) => app.link_to_untracked(|state| state.go_to_lens(lens)),
        SuggestionTarget::Page(page) => app.link_to_untracked(|state| state.page = page),
        SuggestionTarget::Filter(_) => return,
        SuggestionTarget::SwitchTheme => return crate::app::shell::switch_theme(app),
        SuggestionTarget::AddScores => return press("add-files"),
        SuggestionTarget::Export => {
            // On the board what is shown is exported, as it is searched and sorted.
            if app.now().page != crate::view::Page::Board {
                app.push(app.link_to_untracked(|state| state.page = crate::view::Page::Board));
            }
            // The tools may have to be made first.
            return request_animation_frame(|| {
                request_animation_frame(|| {
                    // What is open would be closed.
                    if dom::element("export").is_none() {
                        press("export-button");
                    }
                    dom::focus("export-button");
                });
            });
        }
    };
    app.push(to);
    // From the field to what it led to, which may be the same page with other columns.
    request_animation_frame(|| dom::focus("content"));
}

fn press(id: &str) {
    if let Some(element) = dom::element(id) {
        element.click();
    }
}

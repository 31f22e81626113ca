//! The issues of a file, grouped: what is the same in several places is one entry with its places and one fix for all.

use std::collections::HashSet;

use leptos::ev;
use leptos::prelude::*;

use super::editor::Editor;
use super::file_view::Pane;
use super::fixes::fix_file_button;
use crate::app::components::coded::coded;
use crate::app::components::finding_list::ListedIn;
use crate::app::components::rank_summary::benchmark_link;
use crate::app::reactive::{dyn_view, handler, lasting};
use crate::document::{Finding, Fix, fix_together};
use crate::view::{IssueGroup, issue_groups, sentence};

/// So many places of an issue are listed before somebody asks for the others.
const PLACES: usize = 12;

/// The pane.
pub(super) fn issues_pane(editor: Editor) -> AnyView {
    let groups = dyn_view(move || {
        let noticed = editor.noticed.get();
        if noticed.is_empty() {
            return view! { <p class="clean">"No issues were found in this file."</p> }.into_any();
        }
        let findings: Vec<Finding> = noticed.iter().map(|(finding, _)| finding.clone()).collect();
        // A place may have several findings of a kind; the first of them is what is led to.
        let mut ids = HashSet::new();
        let group = |group: IssueGroup| issue(editor, &group, &noticed, &mut ids);
        let groups = issue_groups(&findings).into_iter().map(group).collect_view();
        view! { <ul class="issues">{groups}</ul> }.into_any()
    });
    let fixed = dyn_view(move || {
        let said = Some(editor.fixed.get()).filter(|said| !said.is_empty())?;
        let undo = handler(move |_: ev::MouseEvent| {
            editor.step(false);
            stay();
        });
        Some(
            view! { <bdi>{coded(&said)}</bdi> " " <button type="button" aria-label="Undo this fix" on:click=undo>"Undo"</button> },
        )
    });
    view! {
        <p class="pane-tools">{fix_file_button(editor.app, editor.id)}</p>
        <p class="fixed" role="status">{fixed}</p>
        {groups}
    }
    .into_any()
}

fn issue(editor: Editor, group: &IssueGroup, noticed: &[(Finding, Option<Fix>)], ids: &mut HashSet<String>) -> AnyView {
    let of: Vec<&(Finding, Option<Fix>)> = group.findings.iter().filter_map(|n| noticed.get(*n)).collect();
    let is_one = of.len() == 1;
    let mut places: Vec<AnyView> =
        of.iter().map(|(finding, fix)| place(editor, group, finding, fix.as_ref(), ids)).collect();
    let others = places.split_off(places.len().min(PLACES));
    let more = (!others.is_empty()).then(|| {
        let label = format!("Show {} more places", others.len());
        let open = others_open(editor, group);
        view! { <details prop:open=open><summary>{label}</summary><ul class="places">{others}</ul></details> }
    });
    let fixable = of.iter().filter(|(_, fix)| fix.is_some()).count();
    let fix_all = (fixable > 1).then(|| {
        let findings: Vec<Finding> = of.iter().map(|(finding, _)| finding.clone()).collect();
        let fix = handler(move |_: ev::MouseEvent| {
            fix_group(editor, &findings);
            stay();
        });
        let label = format!("Fix all: {}", group.title.replace('`', ""));
        view! { <button type="button" class="fix" aria-label=label on:click=fix>{format!("Fix all {fixable}")}</button> }
    });
    let why = of.first().and_then(|(finding, _)| finding.kind.why()).filter(|_| is_one);
    let word = group.severity.word();
    let title = group.title.clone();
    let count = (!is_one).then(|| view! { <span class="certainty">{format!("{} places", of.len())}</span> });
    view! {
        <li class=word>
            <p class="issue-head">
                <span><strong class="severity">{word}</strong>" "<b class="message"><bdi>{coded(&title)}</bdi></b></span>
                <span class="certainty">{group.certainty.word()}</span>
                {count}
                {fix_all}
            </p>
            {why.map(|why| view! { <p class="why">{coded(&format!("Why: {why}."))}</p> })}
            {group.help.clone().map(|help| view! { <p class="help">{coded(&help)}</p> })}
            <ul class="places">{places}</ul>
            {more}
        </li>
    }
    .into_any()
}

/// One place of an issue: the line, what it says there, and its fix.
fn place(
    editor: Editor,
    group: &IssueGroup,
    finding: &Finding,
    fix: Option<&Fix>,
    ids: &mut HashSet<String>,
) -> AnyView {
    let line = finding.place.line;
    let id = Some(ListedIn::Workspace.id(finding)).filter(|id| ids.insert(id.clone()));
    let where_ = if line > 0 {
        let show = handler(move |_: ev::MouseEvent| editor.show_line(line));
        view! { <button type="button" class="line" on:click=show>{format!("Line {line}")}</button> }.into_any()
    } else {
        view! { <span>"Whole file"</span> }.into_any()
    };
    let message = (!group.is_message)
        .then(|| view! { <span class="message"><bdi>{coded(&sentence(&finding.kind.message()))}</bdi></span> });
    let quote =
        (!finding.source.is_empty()).then(|| view! { <code><bdi>{finding.source.trim().to_owned()}</bdi></code> });
    let help = group.help.is_none().then(|| view! { <span class="help">{coded(&finding.kind.help())}</span> });
    let about = (!finding.benchmarks.is_empty()).then(|| {
        let links = finding.benchmarks.iter().map(|&b| view! { <span>{benchmark_link(editor.app, b)}</span> });
        view! { <span class="several">"About "{links.collect_view()}</span> }
    });
    let fix = fix.cloned().map(|fix| {
        let label = fix.label.clone();
        let make = handler(move |_: ev::MouseEvent| {
            if let Some(said) = editor.fix(&fix) {
                editor.fixed.set(said);
            }
            stay();
        });
        view! { <button type="button" class="fix" on:click=make><bdi>{coded(&label)}</bdi></button> }
    });
    view! { <li id=id tabindex="-1">{where_}" "{quote}" "{message}" "{help}" "{about}" "{fix}</li> }.into_any()
}

/// Whether a link led to one of the places that are folded up.
fn others_open(editor: Editor, group: &IssueGroup) -> bool {
    let code = group.code;
    untrack(|| lasting(editor.app.led_to).with(|id| id.ends_with(code)))
}

/// Fixes all places of an issue in one step.
fn fix_group(editor: Editor, findings: &[Finding]) {
    editor.take_typed();
    let Some(source) = editor.source() else { return };
    let path = editor.path.get_untracked();
    let fixed = untrack(|| editor.app.dataset(|dataset| fix_together(&path, &source, findings, dataset.catalog())));
    if let Some(fixed) = fixed {
        let count = fixed.done.len();
        editor.replace(fixed.text);
        editor.fixed.set(if count == 1 { "Fixed 1 place.".to_owned() } else { format!("Fixed {count} places.") });
    }
}

/// The list is made anew after a fix, and the button is gone: who pressed it goes on at the list, where the eye is already.
fn stay() {
    crate::app::browser::dom::focus_in_place(Pane::Issues.id());
}

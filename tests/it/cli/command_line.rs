//! The command line as a person or a script uses it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that meets nothing fails, as it should")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::common::{bundled, close, project};
use serde_json::{Value, json};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_arena-explorer")).current_dir(project("")).args(arguments).output().unwrap()
}

fn json_of(arguments: &[&str]) -> Value {
    let output = run(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn rank_has_the_promised_shape() {
    let report = json_of(&["rank", "--board", "qa-2d", "--format", "json", "public/models"]);
    assert_eq!(keys(&report), ["board", "columns", "lens", "rows"]);
    assert_eq!((&report["board"], &report["lens"]), (&json!("qa-2d"), &json!("benchmarks")));
    assert_eq!(report["columns"][0], json!({"code": "uni-eqa", "name": "UniEQA"}));
    let rows = report["rows"].as_array().unwrap();
    let expected = [
        "average_rank",
        "code",
        "could_be_first",
        "coverage",
        "interval",
        "name",
        "rank",
        "rank_high",
        "rank_low",
        "scores",
        "total",
    ];
    assert_eq!(keys(&rows[0]), expected);
    assert_eq!(keys(&rows[0]["coverage"]), ["of", "scored"]);
    assert!(rows.iter().all(|row| row["scores"].as_array().unwrap().len() == 9 && row["coverage"]["of"] == 9));
    // In rank order, those without a rank last.
    let ranks: Vec<u64> = rows.iter().map(|row| row["rank"].as_u64().unwrap_or(u64::MAX)).collect();
    assert!(ranks.is_sorted() && ranks[0] == 1 && ranks.contains(&u64::MAX), "{ranks:?}");
    // Full precision, and a model's own total is the mean of its scores.
    let o4 = rows.iter().find(|row| row["code"] == "o4-mini").unwrap();
    let scores: Vec<f64> = o4["scores"].as_array().unwrap().iter().filter_map(Value::as_f64).collect();
    assert_eq!(o4["coverage"], json!({"scored": 7, "of": 9}));
    assert!(close(o4["total"].as_f64().unwrap(), scores.iter().sum::<f64>() / 7.0, 1e-12));
}

#[test]
fn ranks_stand_in_their_ranges_and_totals_in_their_intervals() {
    let report = json_of(&["rank", "--board", "qa-2d", "--format", "json", "public/models"]);
    let rows = report["rows"].as_array().unwrap();
    let ranked = rows.iter().filter(|row| row["rank"].is_number()).count() as u64;
    let mut known = 0;
    for row in rows {
        let ends = [&row["rank_low"], &row["rank_high"]].map(Value::as_u64);
        let interval = row["interval"].as_array().map(|ends| [&ends[0], &ends[1]].map(|end| end.as_f64().unwrap()));
        // Both rest on one variance; without a rank there is no range.
        assert_eq!(ends[0].is_some(), row["rank"].is_number() && interval.is_some(), "{row}");
        assert_eq!(ends[0].is_some(), ends[1].is_some(), "{row}");
        assert_eq!(row["could_be_first"].as_bool(), ends[0].map(|low| low == 1), "{row}");
        if let [Some(low), Some(high)] = ends {
            known += 1;
            let rank = row["rank"].as_u64().unwrap();
            assert!(low <= rank && rank <= high && high <= ranked, "{row}");
        }
        if let Some([low, high]) = interval {
            assert!((low..=high).contains(&row["total"].as_f64().unwrap()), "{row}");
        }
    }
    assert!(known > 10, "{known}");
    let first = |row: &&Value| row["could_be_first"] == json!(true);
    assert!(rows.iter().filter(first).count() > 1, "the lead of this board is not certain");

    let text = String::from_utf8(run(&["rank", "--board", "qa-2d", "public/models"]).stdout).unwrap();
    assert!(text.starts_with("Rank  Rank range  Model "), "{text}");
    // Capability averages have no known variance, so there is nothing to say of their ranks.
    let text = String::from_utf8(run(&["rank", "--board", "qa-2d", "--lens", "core", "public/models"]).stdout).unwrap();
    assert!(text.starts_with("Rank  Model "), "{text}");
}

#[test]
fn compare_says_whether_a_difference_is_more_than_chance() {
    let compare = |names: [&str; 2], more: &[&str]| {
        run(&[&["compare", names[0], names[1], "--board", "qa-2d", "public/models"], more].concat())
    };
    // IflyBot is ahead by its total on 8 of 9 benchmarks; on those 8, o3 is: the case of the review.
    let text = String::from_utf8(compare(["iflybot-vlm-8b", "o3"], &[]).stdout).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("o3 is ") && lines[0].contains("on the 8 benchmarks that both have."), "{text}");
    assert!(lines[1].starts_with("One by one: IflyBot-VLM-8B is certainly ahead on "), "{text}");
    assert!(lines[2].starts_with("By its total IflyBot-VLM-8B is 1.2 ahead: "), "{text}");
    assert_eq!(lines.len(), 3);

    let report = json_of(&["compare", "o3", "iflybot-vlm-8b", "--board", "qa-2d", "--format", "json", "public/models"]);
    assert_eq!(
        keys(&report),
        ["benchmarks", "board", "common", "difference_of_totals", "models", "reversed", "sentences"]
    );
    assert_eq!((&report["reversed"], &report["models"][1]["name"]), (&json!(true), &json!("IflyBot-VLM-8B")));
    // The mean difference is that of the eight, each from the scores beside it.
    let by = |of: &Value| of["difference"].as_f64().unwrap();
    let benchmarks = report["benchmarks"].as_array().unwrap();
    let differences: Vec<f64> = benchmarks.iter().map(by).collect();
    assert_eq!(differences.len(), 8);
    assert!(close(by(&report["common"]), differences.iter().sum::<f64>() / 8.0, 1e-9), "{report}");
    for benchmark in benchmarks {
        let [own, other] = [0, 1].map(|model| benchmark["scores"][model].as_f64().unwrap());
        assert!(close(own - other, by(benchmark), 1e-12), "{benchmark}");
        let z = benchmark["z"].as_f64().unwrap();
        let verdict = if z > 1.96 {
            "ahead"
        } else if z < -1.96 {
            "behind"
        } else {
            "not-separable"
        };
        assert_eq!(benchmark["verdict"], json!(verdict));
    }
    for (names, says) in [
        (["o3", "no-such"], "there is no model `no-such`; give its code or name"),
        (["o3", "o3"], "name two different models"),
        (["o3", "NaVILA"], "one of them has no total on any benchmark of this board"),
    ] {
        let output = compare(names, &[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains(says), "{says}");
    }
}

#[test]
fn weights_and_rules_rank_anew() {
    let rank = |options: &[&str]| {
        json_of(&[&["rank", "--board", "qa-3d", "--format", "json", "public/models"], options].concat())
    };
    let weighted = rank(&["--weights", "sqa3d=3,scan-qa=0"]);
    let weight = |code: &str| {
        let columns = weighted["columns"].as_array().unwrap();
        columns.iter().find(|column| column["code"] == code).unwrap()["weight"].as_f64()
    };
    assert_eq!((weight("sqa3d"), weight("scan-qa")), (Some(3.0), Some(0.0)));
    // The total is Σ w s / Σ w.
    let columns = weighted["columns"].as_array().unwrap();
    let row = &weighted["rows"][0];
    let (mut sum, mut weights) = (0.0, 0.0);
    for (column, score) in columns.iter().zip(row["scores"].as_array().unwrap()) {
        if let Some(score) = score.as_f64() {
            sum += column["weight"].as_f64().unwrap() * score;
            weights += column["weight"].as_f64().unwrap();
        }
    }
    assert!(close(row["total"].as_f64().unwrap(), sum / weights, 1e-9));
    assert_eq!(keys(&rank(&[])), ["board", "columns", "lens", "rows"]);

    let borda = rank(&["--rule", "borda"]);
    assert_eq!(borda["rule"], "borda");
    let scores: Vec<f64> =
        borda["rows"].as_array().unwrap().iter().filter_map(|row| row["rule_score"].as_f64()).collect();
    assert!(scores.is_sorted() && scores.len() > 3, "{scores:?}");
    assert!(borda["rows"][0]["rank_low"].is_null(), "sets are of the mean");
    let table = run(&["rank", "--board", "qa-3d", "--rule", "min-max", "public/models"]);
    assert!(String::from_utf8(table.stdout).unwrap().starts_with("Rank  Min–max  Model "));

    // All nine ranked models have ScanRefer alone, and of two that are found both have six.
    let common = |options: &[&str]| {
        let report = rank(&[&["--comparable"], options].concat());
        assert_eq!(report["comparable"], true);
        report["rows"][0]["coverage"]["of"].as_u64()
    };
    assert_eq!(common(&[]), Some(1));
    assert_eq!(common(&["--query", "3DRS"]), Some(5));
    assert_eq!(common(&["--without", "scan-refer"]), Some(6), "nothing would be left");

    for (options, says) in [
        (&["--weights", "vsi=2"][..], "there is no benchmark `vsi` in the total of this board"),
        (&["--weights", "sqa3d"], "such as vsi=2"),
        (&["--weights", "sqa3d=many"], "`many` is not a number"),
        (&["--weights", "sqa3d=-1"], "not a number from 0"),
        (&["--weights", "sqa3d=2", "--rule", "borda"], "weights count in the mean"),
        (&["--lens", "core", "--rule", "borda"], "for the benchmarks of a board"),
        (&["--rule", "plurality"], "possible values: mean, win-rate, borda, copeland, min-max, bradley-terry"),
    ] {
        let output = run(&[&["rank", "--board", "qa-3d", "public/models"], options].concat());
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && errors.contains(says), "{options:?}: {errors}");
    }
}

#[test]
fn capability_lenses_have_slugs_and_no_average_rank() {
    for (lens, first, count) in [("core", "object-perception", 7), ("fine", "object-type", 25)] {
        let report = json_of(&["rank", "--board", "qa-2d", "--lens", lens, "--format", "json", "public/models"]);
        let columns = report["columns"].as_array().unwrap();
        assert_eq!((columns.len(), &columns[0]["code"]), (count, &json!(first)));
        let rows = report["rows"].as_array().unwrap();
        assert!(rows.iter().all(|row| row["average_rank"].is_null()));
        // A model with nothing to show under the lens has no row.
        assert!(rows.iter().all(|row| row["scores"].as_array().unwrap().iter().any(Value::is_number)));
    }
}

#[test]
fn a_benchmark_is_ranked_on_its_own_columns() {
    let report = json_of(&["rank", "--board", "qa-2d", "--benchmark", "vsi", "--format", "json", "public/models"]);
    let names: Vec<_> =
        report["columns"].as_array().unwrap().iter().map(|column| column["name"].as_str().unwrap()).collect();
    assert_eq!((names.len(), names[0], names[8]), (9, "Object Count", "Total Score"));
    for row in report["rows"].as_array().unwrap() {
        assert_eq!(row["total"], row["scores"][8], "the total is the total column");
    }
}

#[test]
fn csv_and_table_hold_the_same_rows() {
    let json = json_of(&["rank", "--board", "navigation-custom", "--format", "json", "public/models"]);
    let count = json["rows"].as_array().unwrap().len();
    let csv = run(&["rank", "--board", "navigation-custom", "--format", "csv", "public/models"]);
    let csv = String::from_utf8(csv.stdout).unwrap();
    assert_eq!(csv.lines().count(), count + 1);
    assert_eq!(csv.lines().next(), Some("rank,code,name,total,average_rank,scored,of,mp3d,hm3d"));
    let table = run(&["rank", "--board", "navigation-custom", "public/models"]);
    assert_eq!(String::from_utf8(table.stdout).unwrap().lines().count(), count + 1);
}

#[test]
fn check_prints_findings_and_fails_on_an_error() {
    let report = json_of(&["check", "--format", "json", "public/models"]);
    assert_eq!((&report["files"], &report["models"]), (&json!(104), &json!(104)));
    assert_eq!(report["findings"].as_array().unwrap().len(), bundled().findings.len());
    let finding =
        report["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "short-list").unwrap();
    let expected = ["benchmarks", "certainty", "code", "column", "file", "help", "line", "message", "severity", "why"];
    assert_eq!(keys(finding), expected);
    assert_eq!((&finding["file"], &finding["severity"]), (&json!("public/models/gpt-4o-mini.md"), &json!("warning")));
    assert_eq!((&finding["certainty"], &finding["benchmarks"]), (&json!("certain"), &json!(["robo-vqa"])));
    let audited = report["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == "outlier").unwrap();
    assert_eq!(audited["certainty"], "worth-a-look");
    assert!(audited["why"].as_str().unwrap().starts_with("predicted from "), "{audited}");

    let text = String::from_utf8(run(&["check", "public/models"]).stdout).unwrap();
    assert!(text.contains("\n   = possible: predicted from "), "in the text form too");

    let output = run(&["check", "tests/data/findings/nested.md"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.starts_with("error[too-complex]: ") && text.contains("--> tests/data/findings/nested.md:4:"),
        "{text}"
    );
    assert!(text.ends_with("1 file, 0 models: 1 error, 0 warnings, 0 notices\n"), "{text}");
}

#[test]
fn files_of_a_folder_that_are_no_score_files_are_counted() {
    let report = json_of(&["check", "--format", "json", "style"]);
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/style")).unwrap().count();
    assert_eq!((&report["files"], &report["models"]), (&json!(files), &json!(0)));
    assert_eq!(report["findings"][0]["code"], "skipped");
    assert!(report["findings"][0]["message"].as_str().unwrap().contains(&files.to_string()));
}

#[test]
fn a_bundle_is_not_written_from_a_file_with_an_error() {
    let out = std::env::temp_dir().join(format!("arena-explorer-{}.bin", std::process::id()));
    let path = out.display().to_string();
    let output = run(&["bundle", "--out", &path, "public/models", "tests/data/findings/nested.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!out.exists());
    assert!(String::from_utf8(output.stderr).unwrap().contains("nested.md"), "names the file");

    let written = run(&["bundle", "--out", &path, "public/models"]);
    assert!(written.status.success());
    let said = String::from_utf8(written.stderr).unwrap();
    assert!(said.contains("the list of RoboVQA columns has 5 of 6 values"), "prints what it drops: {said}");
    let bundle = arena_explorer::dataset::Bundle::decode(&std::fs::read(&out).unwrap()).unwrap();
    std::fs::remove_file(&out).unwrap();
    assert_eq!(bundle.dataset.models().len(), 104);
    // What is published does not say where the folder was.
    assert!(bundle.dataset.models().iter().all(|model| !model.file.contains('/')));
}

#[test]
fn mistakes_are_answered_with_what_exists() {
    for (arguments, expected) in [
        (
            &["rank", "--board", "qa-2", "public/models"][..],
            "there is no board `qa-2` (did you mean qa-2d?); there are qa-2d, qa-3d",
        ),
        (
            &["rank", "--board", "qa-3d", "--benchmark", "vsi", "public/models"],
            "no benchmark on this board `vsi`; there are sqa3d",
        ),
        (&["check", "--catalog", "none.yaml", "public/models"], "cannot read the catalog none.yaml"),
    ] {
        let output = run(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(expected), "{error}");
    }
}

/// A folder of its own for a test, empty, removed with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("arena-explorer-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&path));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    fn write(&self, name: &str, text: &str) -> String {
        fs::create_dir_all(self.0.join(name).parent().unwrap()).unwrap();
        fs::write(self.0.join(name), text).unwrap();
        self.path(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn model(name: &str) -> String {
    format!("---\nname: {name}\nscore:\n  benchmark:\n    vsi: {{columns: {{Total Score: 40}}}}\n---\n")
}

fn found_in(output: &Output) -> (Vec<String>, Value) {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes =
        report["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap().to_owned());
    (codes.collect(), report)
}

#[test]
fn what_cannot_be_read_is_a_finding_and_the_rest_goes_on() {
    let folder = Folder::new("unreadable");
    folder.write("good.md", &model("Good-1B"));
    let missing = folder.path("missing.md");
    let output = run(&["check", "--format", "json", &missing, &folder.path("")]);
    let (codes, report) = found_in(&output);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!((codes[0].as_str(), &report["files"], &report["models"]), ("unreadable", &json!(2), &json!(1)));
    assert_eq!(report["findings"][0]["file"], missing);
    let text = String::from_utf8(run(&["check", &missing]).stdout).unwrap();
    assert!(text.starts_with("error[unreadable]: the file cannot be read: No such file"), "{text}");
}

#[cfg(unix)]
#[test]
fn nothing_but_files_of_a_sensible_size_is_opened() {
    let folder = Folder::new("kinds");
    folder.write("good.md", &model("Good-1B"));
    assert!(Command::new("mkfifo").arg(folder.path("pipe.md")).status().unwrap().success());
    // As large as a disk may say, and nothing of it is there.
    fs::File::create(folder.path("huge.md")).unwrap().set_len(1 << 40).unwrap();
    fs::File::create(folder.path("huge.bin")).unwrap().set_len(1 << 40).unwrap();
    let start = std::time::Instant::now();
    let (codes, report) = found_in(&run(&["check", "--format", "json", &folder.path("")]));
    assert_eq!((codes, &report["models"]), (vec!["unreadable".to_owned(), "skipped".to_owned()], &json!(1)));
    assert!(report["findings"][0]["message"].as_str().unwrap().contains("a pipe or a device"), "{report}");
    assert!(report["findings"][1]["message"].as_str().unwrap().contains('2'), "the two that are too large: {report}");
    // Named, each is an error in its own words.
    let (codes, report) =
        found_in(&run(&["check", "--format", "json", &folder.path("huge.md"), &folder.path("pipe.md"), "/dev/zero"]));
    assert_eq!(codes, ["too-large", "unreadable", "unreadable"]);
    assert!(report["findings"][0]["message"].as_str().unwrap().contains("1048576 MiB"), "its real size: {report}");
    assert!(start.elapsed() < std::time::Duration::from_secs(20));
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_no_file_is_read_twice() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("links");
    let elsewhere = Folder::new("elsewhere");
    elsewhere.write("more/other.md", &model("Other-1B"));
    folder.write("models/b.md", &model("B-1B"));
    symlink("b.md", folder.path("models/a.md")).unwrap();
    symlink(".", folder.path("models/loop")).unwrap();
    symlink(folder.path(""), folder.path("models/up")).unwrap();
    symlink(elsewhere.path("more"), folder.path("models/more")).unwrap();
    symlink("ring-2.md", folder.path("models/ring-1.md")).unwrap();
    symlink("ring-1.md", folder.path("models/ring-2.md")).unwrap();
    symlink("nowhere.md", folder.path("models/broken.md")).unwrap();
    symlink("user@host.1234", folder.path("models/.#b.md")).unwrap();
    let models = folder.path("models");
    let (codes, report) = found_in(&run(&["check", "--format", "json", &models, &folder.path("models/b.md")]));
    assert_eq!((codes, &report["models"]), (vec!["unreadable".to_owned(); 3], &json!(2)), "{report}");

    let rank = run(&["rank", "--board", "qa-2d", "--format", "csv", &models]);
    let errors = String::from_utf8(rank.stderr).unwrap();
    assert!(errors.contains("broken.md") && errors.contains("ring-1.md"), "{errors}");
    assert_eq!(String::from_utf8(rank.stdout).unwrap().lines().count(), 3);
}

/// Whether a terminal only shows it: no control but the ends of lines, nothing invisible, nothing that turns text around.
fn is_inert(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).unwrap();
    !text.contains(|c: char| c != '\n' && c.is_control())
        && !text.contains(|c: char| ('\u{2028}'..='\u{202E}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c))
}

#[cfg(unix)]
#[test]
fn nothing_of_a_file_or_its_name_acts_on_the_terminal_or_splits_a_row() {
    let folder = Folder::new("terminal");
    let hostile = r#""Evil\e[31m\e]0;pwned\aName\r\n\u202Erev\u2066 \x9b31m\u2028\u0085end""#;
    let file = format!(
        "---\nname: {hostile}\ncode: {hostile}\nauthor: [{hostile}]\n{hostile}: 1\nscore:\n  benchmark:\n    {hostile}: {{columns: {{a: 1}}}}\n    vsi: {{columns: {{Total Score: 40, {hostile}: {hostile}}}}}\n---\n"
    );
    let name = "a\u{1b}[31m\u{202e}b\nc\r\u{9b}.md";
    folder.write(name, &file);
    folder.write("broken \u{1b}[2J.md", "name: [\u{1b}[31m\nscore: {");
    let rows = [
        ("rank", vec!["--board", "qa-2d"]),
        ("rank", vec!["--board", "qa-2d", "--format", "csv"]),
        ("rank", vec!["--board", "qa-2d", "--format", "markdown"]),
        ("rank", vec!["--board", "qa-2d", "--format", "latex"]),
        ("rank", vec!["--board", "qa-2d", "--format", "json"]),
        ("check", vec![]),
        ("check", vec!["--format", "json"]),
    ];
    for (command, options) in rows {
        let folder = folder.path("");
        let output = run(&[&[command], options.as_slice(), &[&folder]].concat());
        assert!(is_inert(&output.stdout), "{command} {options:?}: {:?}", String::from_utf8_lossy(&output.stdout));
        assert!(is_inert(&output.stderr), "{command} {options:?}: {:?}", String::from_utf8_lossy(&output.stderr));
        if options.contains(&"csv") || options == ["--board", "qa-2d"] {
            assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2, "one row");
        }
    }
    // JSON says the same as before.
    let (_, report) = found_in(&run(&["check", "--format", "json", &folder.path(name)]));
    assert_eq!(report["findings"][0]["file"], folder.path(name));
    // In what is said of a mistake too.
    for arguments in [
        &["check", "--\u{1b}[31m\nfile.md"][..],
        &["rank", "--board", "\u{1b}[31m", "public/models"],
        &["check", "--catalog", "\u{1b}[31m\u{202e}.yaml", "public/models"],
        &["check", "\u{1b}[31m.md"],
    ] {
        let output = run(arguments);
        assert!(output.status.code() >= Some(1));
        assert!(is_inert(&output.stdout) && is_inert(&output.stderr), "{arguments:?} {output:?}");
    }
}

#[test]
fn a_bundle_is_never_written_over_what_it_was_made_of() {
    let folder = Folder::new("over");
    let model = folder.write("models/a.md", &model("A-1B"));
    let catalog = folder.write("catalog.yaml", &fs::read_to_string(project("public/catalog.yaml")).unwrap());
    let (models, out, html) = (folder.path("models"), folder.path("data.bin"), folder.path("first.html"));
    let refused = |out: &str, first: &str| {
        let output = run(&["bundle", "--catalog", &catalog, "--out", out, "--first-sight", first, &models]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let before = fs::read(&model).unwrap();
    assert!(refused(&model, &html).contains("is one of the files to read"));
    assert!(refused(&out, &folder.path("models/../models/./a.md")).contains("is one of the files to read"));
    assert!(refused(&catalog, &html).contains("is one of the files to read"));
    assert!(refused(&out, &folder.path("models/../data.bin")).contains("asked for twice"));
    assert!(refused(&models, &html).contains("is no file"));
    assert!(refused(&out, &folder.path("catalog.yaml/first.html")).contains("cannot make"));
    assert_eq!(fs::read(&model).unwrap(), before);
    // Neither half of a pair nor what it was first written to is left behind.
    assert_eq!(folder.names(), ["catalog.yaml", "models"]);

    let output = run(&["bundle", "--catalog", &catalog, "--out", &out, "--first-sight", &html, &models]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(folder.names(), ["catalog.yaml", "data.bin", "first.html", "models"]);
}

#[test]
fn a_bundle_has_models_and_says_what_it_lacks() {
    let folder = Folder::new("lacks");
    fs::create_dir_all(folder.path("models")).unwrap();
    let (models, out) = (folder.path("models"), folder.path("data.bin"));
    let output = run(&["bundle", "--out", &out, &models]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("there is no score file"));
    assert_eq!(folder.names(), ["models"]);

    folder.write("models/a.md", &model("A-1B").replace("40", "140"));
    folder.write("models/notes.pdf", "%PDF");
    let output = run(&["bundle", "--out", &out, &models]);
    assert!(output.status.success(), "{output:?}");
    let (said, lost) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(said.contains("1 models") && said.contains("1 of them of what was dropped, 1 files skipped"), "{said}");
    assert!(lost.contains("warning[out-of-range]") && lost.contains("a.md:5:"), "{lost}");
}

#[test]
fn import_writes_score_files_and_says_what_it_left_out() {
    let run = |more: &[&str]| {
        let output = run(&[&["import", "tests/data/import/tables/board.csv"], more].concat());
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (code, files, said) = run(&[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(files.matches("name: ").count(), 3);
    assert!(files.contains("    vsi:  # from import/tables/board.csv"), "{files}");
    assert!(said.contains("Probe-7B: 2 scores, from tests/data/import/tables/board.csv (CSV or TSV table)"), "{said}");
    assert!(said.contains("  missing: EmbSp.: the catalog has no benchmark of this name"), "{said}");
    assert!(said.contains("  not used: Avg.: it is a mean over benchmarks, which is made anew"), "{said}");
    // Printed together they are one file of several models.
    let file = std::env::temp_dir().join(format!("arena-explorer-import-{}.yaml", std::process::id()));
    fs::write(&file, &files).unwrap();
    let checked = json_of(&["check", "--format", "json", &file.display().to_string()]);
    fs::remove_file(&file).unwrap();
    assert_eq!(checked["models"], json!(3), "{checked}");
    let (_, files, said) = run(&["--assign", "EmbSp.=EmbSpatial-Bench", "--assign", "ERQA=none"]);
    assert_eq!((files.matches("embspatial-bench:").count(), files.matches("erqa:").count()), (2, 0), "{files}");
    assert!(said.contains("you left it out"), "{said}");
    let (code, files, said) = run(&["--name", "One"]);
    assert_eq!((code, files.as_str()), (Some(2), ""));
    assert!(said.contains("--name is for one model, and there are 3"), "{said}");
    assert_eq!(run(&["--assign", "EmbSp.=EmbSpacial"]).0, Some(2));
}

#[test]
fn import_puts_runs_together_and_asks_for_the_name() {
    let folder = std::env::temp_dir().join(format!("arena-explorer-runs-{}", std::process::id()));
    let out = folder.display().to_string();
    let output = run(&["import", "tests/data/import/embodied_eval/probe-7b", "--out", &out, "--author", "Acme"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    let text = fs::read_to_string(folder.join("probe-7b.md")).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert!(
        text.contains("author: [Acme]")
            && text.contains("Appearance Order: 58")
            && text.contains("Action Reasoning: 25"),
        "{text}"
    );
    assert!(said.contains("it is an older run"), "{said}");
    // Nobody knows what the model is called.
    let unnamed = run(&["import", "tests/data/import/embodied_eval/results_vabench.json"]);
    // The folder's name stands in: it is that of the fixtures.
    assert!(String::from_utf8(unnamed.stdout).unwrap().contains("name: import"));
    let two = run(&["import", "tests/data/import/tables/two-things.md"]);
    assert_eq!(two.status.code(), Some(1));
    assert!(String::from_utf8(two.stderr).unwrap().contains("say which with --as: model-index, markdown"));
    assert!(run(&["import", "--as", "markdown", "tests/data/import/tables/two-things.md"]).status.success());
}

#[cfg(unix)]
#[test]
fn import_follows_links_once_says_what_it_cannot_reach_and_spares_what_it_reads() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("imports");
    folder.write("runs/probe.md", "| Model | VSI | ERQA |\n| - | - | - |\n| Probe | 54.7 | 41.5 |\n");
    symlink("probe.md", folder.path("runs/again.md")).unwrap();
    symlink(".", folder.path("runs/loop")).unwrap();
    symlink("nowhere.csv", folder.path("runs/broken.csv")).unwrap();
    let runs = folder.path("runs");
    let output = run(&["import", &runs]);
    let (files, said) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!((output.status.code(), files.matches("name: Probe").count()), (Some(1), 1), "{said}");
    assert!(said.contains("broken.csv"), "{said}");
    // The score file of Probe would be called as the table is.
    let over = run(&["import", &folder.path("runs/probe.md"), "--out", &runs]);
    assert_eq!(over.status.code(), Some(2));
    assert!(String::from_utf8(over.stderr).unwrap().contains("is one of the files to read"));
    assert!(fs::read_to_string(folder.path("runs/probe.md")).unwrap().starts_with('|'));
}

#[test]
fn convert_writes_other_forms_and_formats() {
    let path = "public/models/gpt-4o.md";
    for (to, expected) in [
        ("every-eval-ever", "\"schema_version\": \"0.3.0\""),
        ("model-index", "model-index:\n- name: "),
        ("eval-results", "- dataset:\n    id: nyu-visionx/VSI-Bench"),
        ("positional", "      legacy: "),
    ] {
        let output = run(&["convert", path, "--to", to]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && text.contains(expected), "{to}\n{text}");
    }
}

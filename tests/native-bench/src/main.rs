//! Times the loading of a folder of score files and the ranking of their models, native, and prints the times as JSON.
//!
//! `native-bench MODELS CATALOG BOARD`. What is timed is what `check` and `rank` do in the WASM module.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    native::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::error::Error;
    use std::fs;
    use std::hint::black_box;
    use std::io::Write;
    use std::time::Instant;

    use arena_explorer::aggregate::{Lens, Ranking, Subject, tukey_kramer};
    use arena_explorer::document::{Origin, SourceFile, read_catalog};
    use arena_explorer::load::load;
    use arena_explorer::view::{CheckReport, RankReport};

    const RUNS: usize = 3;

    /// Reads everything into memory, times the work on it, and prints the medians.
    pub(super) fn run() -> Result<(), Box<dyn Error>> {
        let mut arguments = std::env::args().skip(1);
        let (Some(models), Some(catalog), Some(board)) = (arguments.next(), arguments.next(), arguments.next()) else {
            return Err("usage: native-bench MODELS CATALOG BOARD".into());
        };
        let (parsed, _) = read_catalog(&catalog, &fs::read_to_string(&catalog)?);
        let catalog = parsed.ok_or("the catalog cannot be read")?;
        let files = fs::read_dir(models)?
            .map(|entry| {
                let path = entry?.path();
                let name = path.display().to_string();
                Ok(SourceFile { bytes: fs::read(path)?, path: name, origin: Origin::Named })
            })
            .collect::<Result<Vec<_>, std::io::Error>>()?;

        let parse_ms = median_ms(|| CheckReport::new(&load(&files, catalog.clone())));
        let dataset = load(&files, catalog).dataset;
        let subject = Subject::named(dataset.catalog(), &board, Lens::Benchmarks, None)?;
        let rank_ms = median_ms(|| {
            let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
            RankReport::new(&dataset, &ranking)
        });

        let ranking = Ranking::new(&dataset, subject, Ranking::LEAST_COVERAGE, &[]);
        let sets_ms = median_ms(|| ranking.rank_sets(tukey_kramer(ranking.ranks.population())));

        let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
        let report = serde_json::json!({
            "files": files.len(),
            "bytes": bytes,
            "models": dataset.models().len(),
            "parse_ms": parse_ms,
            "rank_ms": rank_ms,
            "ranked": ranking.ranks.population(),
            "sets_ms": sets_ms,
        });
        writeln!(std::io::stdout(), "{report}")?;
        Ok(())
    }

    fn median_ms<T>(mut work: impl FnMut() -> T) -> Option<f64> {
        let mut times: Vec<f64> = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                black_box(work());
                start.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        times.get(RUNS / 2).map(|time| (time * 10.0).round() / 10.0)
    }
}

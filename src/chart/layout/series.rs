//! One model, or a reference such as the best, over the axes of a chart.

use std::collections::BTreeSet;

use crate::chart::layout::legend::Item;
use crate::chart::layout::legend::Sample;
use crate::chart::style::series_style::SeriesStyle;

/// A series of figures, one for each axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// As in the key.
    pub name: String,
    /// One per axis, 0 to 100; `None` is a gap, never a zero.
    pub values: Vec<Option<f64>>,
    /// Index into [`crate::chart::Style::series`], and which dash and marker; a model keeps it across the charts of a view.
    pub hue: usize,
    /// A reference (best, median) rather than a model: drawn thin, muted and dashed.
    pub reference: bool,
    /// Brought by the visitor: drawn in the accent.
    pub preview: bool,
    /// Comes back in its marks.
    pub tag: Option<usize>,
    /// Named in the key and not drawn.
    pub hidden: bool,
}

impl Series {
    /// The figure on an axis, if there is one that can be drawn.
    pub(in crate::chart) fn value(&self, axis: usize) -> Option<f64> {
        self.values.get(axis).copied().flatten().filter(|value| value.is_finite())
    }

    /// On how many of so many axes it has no score.
    pub(in crate::chart) fn missing(&self, axes: usize) -> usize {
        (0..axes).filter(|&axis| self.value(axis).is_none()).count()
    }
}

/// Hides the series with these indices, and shows the others.
pub(in crate::chart) fn hide(series: &mut [Series], hidden: &BTreeSet<usize>) {
    for (index, series) in series.iter_mut().enumerate() {
        series.hidden = hidden.contains(&index);
    }
}

/// How each series looks.
pub(in crate::chart) fn looks(series: &[Series]) -> Vec<SeriesStyle> {
    let mut references = 0..;
    let look = |series: &Series| match (series.reference, series.preview) {
        (true, _) => SeriesStyle::Reference(references.next().unwrap_or(0)),
        (false, true) => SeriesStyle::Preview(series.hue),
        (false, false) => SeriesStyle::Model(series.hue),
    };
    series.iter().map(look).collect()
}

/// The key to series over so many axes, with what each lacks.
pub(in crate::chart) fn items(series: &[Series], axes: usize) -> Vec<Item> {
    let item = |(index, (series, look)): (usize, (&Series, SeriesStyle))| {
        let missing = match series.missing(axes) {
            _ if series.hidden => Some("hidden".to_owned()),
            0 => None,
            _ if series.reference => None,
            missing if missing == axes => Some("no score".to_owned()),
            missing => Some(format!("{missing} missing")),
        };
        let preview = series.preview.then(|| "preview".to_owned());
        let note: Vec<String> = preview.into_iter().chain(missing).collect();
        let item = Item::new(Sample::Series(look), &series.name, note.join(", "));
        item.of_series(index, series.hidden)
    };
    series.iter().zip(looks(series)).enumerate().map(item).collect()
}

/// The models that are drawn, for what a chart says of them.
pub(in crate::chart) fn models(series: &[Series]) -> impl Iterator<Item = &Series> {
    series.iter().filter(|series| !series.reference && !series.hidden)
}

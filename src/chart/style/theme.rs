//! Colours and sizes that a drawing is made with; the page fills them from its style sheet.

/// An opaque colour, 0 to 255 a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// This colour with a share (0 to 1) of another in it: a tint without transparency, which prints and exports alike.
    pub fn mix(self, other: Self, share: f64) -> Self {
        let share = share.clamp(0.0, 1.0);
        let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }

    /// How well a colour is read on this one: 1 (not at all) to 21, the contrast ratio of WCAG 2.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance of WCAG 2.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// Everything about a picture's looks that does not come from its data.
#[derive(Clone, Debug, PartialEq)]
pub struct Style {
    /// Behind everything.
    pub paper: Rgb,
    /// Text and main lines.
    pub ink: Rgb,
    /// Secondary text and references.
    pub muted: Rgb,
    /// Grid and axes.
    pub rule: Rgb,
    /// The one accent: what is brought by the visitor.
    pub accent: Rgb,
    /// Series colours, told apart under the common forms of colour blindness; used with different dashes and markers.
    pub series: [Rgb; 8],
    /// CSS font family.
    pub font: String,
    /// Text size in CSS pixels.
    pub text: f64,
}

/// Ink on paper: sizes as they are in the page, and colours for where none matter.
impl Default for Style {
    fn default() -> Self {
        let grey = |level| Rgb(level, level, level);
        Self {
            paper: grey(255),
            ink: grey(0),
            muted: grey(96),
            rule: grey(216),
            accent: grey(0),
            series: [grey(64); 8],
            font: String::new(),
            text: 12.0,
        }
    }
}

impl Style {
    /// Size of secondary text.
    pub(in crate::chart) fn small(&self) -> f64 {
        (self.text * 0.92).max(1.0)
    }

    /// Height of a line of secondary text.
    pub(in crate::chart) fn line(&self) -> f64 {
        (self.small() * 1.35).round().max(1.0)
    }
}

//! How wide text is, and how it is cut and wrapped.

/// Advance widths of U+0020 to U+007E in hundredths of the text size: those of DejaVu Sans, the widest among the fonts
/// that systems use for `system-ui` and `sans-serif`, so that the estimate errs towards room to spare.
const ASCII: [u8; 95] = [
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69,
    62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64,
    60, 82, 60, 60, 53, 64, 34, 64, 84,
];

/// How much wider bold text is.
pub(in crate::chart) const BOLD: f64 = 1.15;

/// How wide a text is at a text size, in the same unit: an estimate that is rather too wide than too narrow.
pub fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

fn advance(c: char) -> f64 {
    let known = u32::from(c).checked_sub(0x20).and_then(|place| ASCII.get(place as usize));
    match (known, u32::from(c)) {
        (Some(width), _) => f64::from(*width) / 100.0,
        (None, 0x00A0..=0x00BF | 0x2010..=0x2013) => 0.6,
        (None, 0x00C0..=0x024F) => 0.8,
        (None, 0x2026) => 1.0,
        (None, _) => 1.1,
    }
}

/// Whether a character only steers how others are shown, or is none that XML admits: names come from strangers' files.
fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0xAD | 0x061C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF | 0xFFF9..=0xFFFF)
}

/// The characters of a text that are shown, blanks of all kinds as one blank.
fn shown(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut after = ' ';
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(move |&c| {
        let kept = !invisible(c) && (c, after) != (' ', ' ');
        if kept {
            after = c;
        }
        kept
    })
}

/// A text cut to a room, with … where something was cut; empty where not even that fits.
pub(in crate::chart) fn cut(text: &str, size: f64, room: f64) -> String {
    let room = room / size;
    let dots = advance('…');
    let (mut line, mut width, mut whole) = (String::new(), 0.0, 0);
    for c in shown(text) {
        width += advance(c);
        line.push(c);
        if width <= room - dots {
            whole = line.len();
        }
        if width > room {
            line.truncate(whole);
            line.truncate(line.trim_end().len());
            if dots <= room {
                line.push('…');
            }
            return line;
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// A text as the lines that fit a room, broken after blanks, hyphens and the like; and whether nothing had to be cut.
pub(in crate::chart) fn wrap(text: &str, size: f64, room: f64, most: usize) -> (Vec<String>, bool) {
    // No picture shows more than this: a name of megabytes costs no more than one of a line.
    let text: String = shown(text).take(400).collect();
    let mut lines = vec![String::new()];
    for word in text.trim().split_inclusive([' ', '-', '/', '_', ',']) {
        let Some(line) = lines.last_mut() else { break };
        if line.is_empty() || text_width(&format!("{line}{}", word.trim_end()), size) <= room {
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    if lines.len() > most {
        let rest = lines.split_off(most.max(1) - 1).concat();
        lines.push(rest);
    }
    let mut whole = true;
    for line in &mut lines {
        let fitting = cut(line.trim_end(), size, room);
        whole &= fitting == line.trim_end();
        *line = fitting;
    }
    (lines, whole)
}

/// A name for running text: short enough to be read out.
pub(in crate::chart) fn spoken(name: &str) -> String {
    cut(name, 1.0, 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_says_that_it_cut() {
        let room = text_width("Qwen2.5-VL", 10.0);
        assert_eq!(cut("Qwen2.5-VL", 10.0, room), "Qwen2.5-VL");
        assert_eq!(cut("Qwen2.5-VL-7B", 10.0, room), "Qwen2.5-…");
        assert_eq!(cut("Qwen", 10.0, 10.0), "…");
        assert_eq!(cut("Qwen", 10.0, 5.0), "");
        assert_eq!(cut("a\n\t b\u{202E}c\0 ", 10.0, 500.0), "a bc");
        assert!(text_width(&cut(&"W".repeat(5_000), 10.0, 95.0), 10.0) <= 95.0);
    }

    #[test]
    fn wrapping_breaks_at_blanks_and_hyphens() {
        let wrapped = |text, room, most| wrap(text, 10.0, room, most);
        let lines = |lines: &[&str], whole| (lines.iter().map(|line| (*line).to_owned()).collect(), whole);
        assert_eq!(wrapped("Embodied Task Planning", 60.0, 3), lines(&["Embodied", "Task", "Planning"], true));
        assert_eq!(wrapped("Embodied Task Planning", 90.0, 2), lines(&["Embodied Task", "Planning"], true));
        assert_eq!(wrapped("EA-Temporal-Auto-20251020", 70.0, 3), lines(&["EA-Temporal-", "Auto-", "20251020"], true));
        assert_eq!(wrapped("Understandability", 60.0, 2), lines(&["Understa…"], false));
        assert_eq!(wrapped("", 60.0, 2), lines(&[""], true));
    }
}

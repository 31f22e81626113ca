//! What is wrong with YAML that does not parse, in plain words: what the parser says of it is its own jargon.

/// What is wrong, as half a sentence, from what the parser said.
pub(in crate::document) fn plain(reason: &str) -> String {
    let (said, line) = reason.split_once(" that starts on line ").unwrap_or((reason, ""));
    let digits: String = line.chars().take_while(char::is_ascii_digit).collect();
    // The parser does not name the line where all of the YAML begins.
    let from = if digits.is_empty() { String::new() } else { format!(" that begins on line {digits}") };
    let said = |words: &[&str]| words.iter().any(|words| said.contains(words));
    if said(&["',' or ']'"]) {
        format!("the list in `[ ]`{from} is not closed, or a comma is missing in it")
    } else if said(&["',' or '}'"]) {
        format!("the map in `{{ }}`{from} is not closed, or a comma is missing in it")
    } else if said(&["unexpected end of stream", "unexpected document indicator"]) {
        format!("the text in quotes{from} has no closing quotation mark")
    } else if said(&["escape", "hexdecimal"]) {
        "a text in double quotes has a backslash that YAML does not know".to_owned()
    } else if said(&["expected key"]) {
        format!("this line does not fit the block{from}")
    } else if said(&["'-' indicator"]) {
        format!("this line is no item of the list{from}")
    } else if said(&["expected ':'"]) {
        format!("the text{from} should be a key, but no colon follows it")
    } else if said(&["mapping values are not allowed"]) {
        "there is a colon where no key can be".to_owned()
    } else if said(&["cannot start any token", "violates indentation", "tab"]) {
        "a tab, or a character that YAML keeps for itself, stands before a value".to_owned()
    } else if said(&["unknown anchor", "undefined alias"]) {
        "a value begins with `*`, which refers to something that is not there".to_owned()
    } else if said(&["anchor", "alias"]) {
        "a value begins with `*` or `&`, which YAML keeps for references".to_owned()
    } else if said(&["entries are not allowed"]) {
        "a list item with `-` stands where no list can begin".to_owned()
    } else if said(&["a tag", "a directive"]) {
        "a value begins with `!` or `%`, which YAML keeps for itself".to_owned()
    } else if said(&["a block scalar"]) {
        "something stands behind a `|` or `>`".to_owned()
    } else if said(&["node content"]) {
        "a value is missing here".to_owned()
    } else if said(&["<document start>", "more than one document"]) {
        "the YAML is complete before this line".to_owned()
    } else if said(&["invalid type", "invalid value"]) {
        "a value is not what the tag before it says".to_owned()
    } else if said(&["control characters"]) {
        "there is a control character, which YAML does not allow".to_owned()
    } else if said(&["a second document", "is not allowed in YAML"]) {
        reason.to_owned()
    } else {
        "this line does not follow the rules of YAML".to_owned()
    }
}

/// What to do about it.
pub(in crate::document) fn help(reason: &str) -> &'static str {
    let said = |words: &[&str]| words.iter().any(|words| reason.contains(words));
    if said(&["cannot start any token", "violates indentation", "tab"]) {
        "Indent with spaces, not with tabs, and put text that begins with a special character in quotes."
    } else if said(&["mapping values are not allowed"]) {
        "Put text that holds a colon in quotes, and check that this line is indented like its neighbours."
    } else if said(&["',' or"]) {
        "Check that each `[` and `{` is closed, and that there are commas between the values."
    } else if said(&["escape", "hexdecimal"]) {
        "Write `\\\\` for a backslash, or use single quotes."
    } else if said(&["quoted scalar", "end of stream"]) {
        "Check that each quotation mark is closed."
    } else if said(&["expected key"]) {
        "Indent this line like the others of the block. Nothing may stand behind a text in quotes."
    } else if said(&["'-' indicator"]) {
        "Begin each item of the list with `- `, all with the same indentation."
    } else if said(&["expected ':'"]) {
        "Write a colon and a blank behind the key, or put a text of several lines in quotes."
    } else if said(&["entries are not allowed"]) {
        "Begin the list on a line of its own below its key."
    } else if said(&["anchor", "alias"]) {
        "Write the value out instead of referring to another one, or put text that begins with `*` or `&` in quotes."
    } else if said(&["a tag", "a directive", "invalid type", "invalid value"]) {
        "Put text that begins with `!` or `%` in quotes."
    } else if said(&["second document"]) {
        "Give each model a file of its own."
    } else if said(&["is not allowed in YAML", "control characters"]) {
        "Remove the character; it is often invisible."
    } else if said(&["flow"]) {
        "Write a value there, or `null`, and check that each `[` and `{` is closed."
    } else {
        "Check the indentation here and in the lines before."
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the parser says of texts that people write, and of others that it refuses, is never passed on.
    #[test]
    fn no_word_of_the_parser_is_passed_on() {
        let texts = [
            ("a: [1, 2\nb: 3\n", "the list in `[ ]` that begins on line 1 is not closed"),
            ("a: {b: 1\nc: 3\n", "the map in `{ }` that begins on line 1 is not closed"),
            ("a: \"b\nc: d\n", "the text in quotes that begins on line 1 has no closing quotation mark"),
            ("a: \"b\\qc\"\n", "a text in double quotes has a backslash"),
            ("a:\n  b: 1\n c: 2\n", "this line does not fit the block"),
            ("a: \"b\" c\n", "this line does not fit the block"),
            ("a:\n  - b\n  c: 1\n", "this line is no item of the list that begins on line 2"),
            ("a: 1\nb\nc: 2\n", "the text that begins on line 2 should be a key, but no colon follows it"),
            ("a: b: c\n", "there is a colon where no key can be"),
            ("a: @b\n", "a tab, or a character that YAML keeps for itself"),
            ("a: *b\n", "a value begins with `*`, which refers to something that is not there"),
            ("a: * b\n", "a value begins with `*` or `&`"),
            ("a: - b\n", "a list item with `-` stands where no list can begin"),
            ("a: |x\n  b\n", "something stands behind a `|` or `>`"),
            ("a: [,]\n", "a value is missing here"),
            ("[a]\nb: 1\n", "the YAML is complete before this line"),
            ("a: !!int seven\n", "a value is not what the tag before it says"),
        ];
        for (yaml, expected) in texts {
            let error = serde_yaml::from_str::<serde_yaml::Value>(yaml).map(|_| ()).map_err(|error| error.to_string());
            let reason = error.expect_err(yaml);
            let said = plain(&crate::document::yaml::tree::reason(&reason, 1));
            assert!(said.starts_with(expected), "{yaml:?}: {reason}\n{said}");
        }
    }
}

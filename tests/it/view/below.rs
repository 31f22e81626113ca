//! Which addresses a link may have loaded unasked: what lies under the page's own folder, and nothing else.

use arena_explorer::view::is_below;

const PAGE: &str = "https://host.example/boards/index.html?board=qa-3d#x";

#[test]
fn what_lies_under_the_folder_of_the_page_is_below_it() {
    for address in [
        "https://host.example/boards/mine.md",
        "https://host.example/boards/deep/er/mine.zip",
        "https://host.example/boards/",
        "https://host.example/boards/a%20b.md?version=../2#part",
        "https://host.example/boards/..a/b..md",
        "https://host.example/boards/%E4%B8%AD.md",
        "https://host.example/boards/100%.md",
    ] {
        assert!(is_below(PAGE, address), "{address}");
    }
    assert!(is_below("http://127.0.0.1:8080/", "http://127.0.0.1:8080/a.md"));
    assert!(is_below("http://[::1]:8080/some/path/", "http://[::1]:8080/some/path/a.md"));
}

#[test]
fn nothing_else_is() {
    for address in [
        // Beside it.
        "https://host.example/logout",
        "https://host.example/boards",
        "https://host.example/boardsecret/a.md",
        "https://host.example/Boards/a.md",
        "https://host.example/",
        // Another origin.
        "http://host.example/boards/a.md",
        "https://host.example:8443/boards/a.md",
        "https://host.example./boards/a.md",
        "https://host.example.evil.example/boards/a.md",
        "https://user@host.example/boards/a.md",
        "https://host.example@evil.example/boards/a.md",
        "https://evil.example/https://host.example/boards/a.md",
        "//host.example/boards/a.md",
        "/boards/a.md",
        "mine.md",
        "",
        "data:text/plain,https://host.example/boards/",
        "javascript://host.example/boards/a.md",
        "blob:https://host.example/boards/a",
        // Out of it again.
        "https://host.example/boards/../logout",
        "https://host.example/boards/./../logout",
        "https://host.example/boards/%2e%2e/logout",
        "https://host.example/boards/.%2E/logout",
        "https://host.example/boards/%252e%252e/logout",
        "https://host.example/boards/%25252e%25252e%25252flogout",
        "https://host.example/boards/..%2flogout",
        "https://host.example/boards/..%5Clogout",
        "https://host.example/boards/a%2f..%2f..%2flogout",
        "https://host.example/boards/..\\logout",
        "https://host.example\\boards/a.md",
        "https://host.example/boards/.\t./logout",
        "https://host.example/boards/%2e%0a%2e/logout",
        "https://host.example/boards/a.md\n",
    ] {
        assert!(!is_below(PAGE, address), "{address}");
    }
    for page in ["", "about:blank", "file:///boards/index.html", "https://host.example"] {
        assert!(!is_below(page, "https://host.example/boards/a.md"), "{page}");
        assert!(!is_below(page, "file:///boards/a.md"), "{page}");
    }
}

//! SECURITY.md keeps to what is tested.

use std::fs;
use std::path::Path;

#[test]
fn every_promise_has_a_test_with_the_name_it_gives() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("SECURITY.md")).unwrap();
    let mut found = 0;
    for row in text.lines().filter(|line| line.starts_with("| ") && *line != "| promise | test |") {
        let tests = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        for test in tests.split(" · ") {
            let (file, title) = test.split_once("`: ").unwrap_or_else(|| panic!("no test: {row}"));
            let file = file.trim_start_matches('`');
            let source = fs::read_to_string(root.join(file)).unwrap_or_default();
            let named = match file.ends_with(".rs") {
                true => {
                    source.contains(&format!("#[test]\n    fn {title}()"))
                        || source.contains(&format!("#[test]\nfn {title}()"))
                }
                false => source.contains(title) && title.len() > 8,
            };
            assert!(named, "{file} has no test {title:?}");
            found += 1;
        }
    }
    assert!(found > 25, "{found}");
}

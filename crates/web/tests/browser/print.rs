//! A route on paper: A4, short, legible without colour.

use std::process::Command;

use crate::page::Page;

/// What a tool of poppler says of the file.
fn poppler(tool: &str, arguments: &[&str]) -> Vec<u8> {
    let out = Command::new(tool).args(arguments).output();
    out.unwrap_or_else(|error| panic!("{tool} does not start ({error}): ./test installs poppler-utils")).stdout
}

/// Three sheets at most, with the figures of the screen, the deadlines and the steps; nothing that only a screen needs,
/// and no colour.
pub(crate) async fn a_route_is_a_short_summary_on_a4_in_black_and_white(page: Page) {
    page.import("yamada").await;
    for path in
        ["/routes/voluntary-sale+bankruptcy", "/routes/keep-under-clause+small-scale", "/routes/keep+as-contracted"]
    {
        page.go(path).await;
        page.dark(true).await;
        let shown = page.text(".figures dd").await;
        let shown = shown.lines().next().unwrap_or_default().split(' ').next().unwrap_or_default().to_string();
        let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
        let file = folder.join(format!("print-{}.pdf", std::process::id()));
        std::fs::write(&file, page.printed().await).unwrap();
        let file = file.display().to_string();
        let about = String::from_utf8(poppler("pdfinfo", &[&file])).unwrap();
        let line =
            |name: &str| about.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_string();
        let pages: u32 = line("Pages:").parse().unwrap();
        assert!((1..=3).contains(&pages), "{path}: {pages} pages");
        assert!(line("Page size:").contains("A4"), "{path}: {about}");
        let text = String::from_utf8(poppler("pdftotext", &["-layout", &file, "-"])).unwrap();
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(!shown.is_empty() && text.contains(&shown), "{path}: {shown} is on paper");
        for heading in ["要件", "用意する書類", "2026年11月22日の時点"] {
            assert!(text.contains(heading), "{path}: {heading}");
        }
        for screen in ["なぜ？", "すぐに離れる", "すべての道に戻る", "表で見る"] {
            assert!(!text.contains(screen), "{path}: {screen} is on paper");
        }
        for number in (1..=pages).map(|number| number.to_string()) {
            let picture = poppler("pdftoppm", &["-r", "40", "-f", &number, "-l", &number, &file]);
            // Behind three lines that say how large it is: red, green, blue.
            let start = picture.iter().enumerate().filter(|(_, part)| **part == b'\n').nth(2).unwrap().0 + 1;
            let dots = picture[start..].chunks_exact(3);
            let coloured = dots.clone().filter(|dot| dot.iter().max().unwrap() - dot.iter().min().unwrap() > 30);
            assert_eq!(coloured.count(), 0, "{path}: colour on sheet {number}");
            assert!(dots.clone().any(|dot| dot[0] < 80), "{path}: something is on sheet {number}");
        }
        std::fs::remove_file(&file).unwrap();
    }
}

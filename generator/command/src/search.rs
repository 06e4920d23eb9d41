//! `motcua search`: the answers of the search page, on the command line.

use std::path::Path;

use anyhow::Result;
use generator::search::Index;
use serde_json::json;

use crate::args::Search;
use crate::{Outcome, load, print};

/// Runs `search`.
pub fn run(content: &Path, args: &Search) -> Result<Outcome> {
    let Some(catalogue) = load(content)? else { return Ok(Outcome::ContentWrong) };
    let (asked, index) = (args.words.join(" "), Index::build(&catalogue)?);
    let hits = index.query(&asked)?;
    let shown = hits.iter().take(args.most);
    if args.json {
        let rows: Vec<_> = shown
            .map(|hit| json!({ "address": hit.address, "title": hit.title, "snippet": hit.snippet, "why": hit.why }))
            .collect();
        print(&format!("{:#}\n", serde_json::Value::Array(rows)))?;
        return Ok(Outcome::Done);
    }
    for (at, hit) in shown.enumerate() {
        print(&format!("{:>2}. {}\n    {}\n", at + 1, hit.title, hit.address))?;
        for why in &hit.why {
            print(&format!("    “{}” {} {}\n", why.typed, if why.is_slip { "→" } else { "=" }, why.meant))?;
        }
        if let Some(snippet) = &hit.snippet {
            print(&format!("    {snippet}\n"))?;
        }
    }
    if hits.is_empty() {
        for near in index.nearest(&asked) {
            print(&format!("Không có từ “{}”; gần giống: {}\n", near.typed, near.words.join(", ")))?;
        }
    }
    print(&match hits.len() {
        0 => "Không thấy kết quả nào; thử ít chữ hơn, hoặc tên giấy tờ cần làm\n".to_owned(),
        found => format!("{} kết quả\n", content::text::number(found as u64)),
    })?;
    Ok(Outcome::Done)
}

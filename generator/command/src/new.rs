//! `motcua new`: a commented skeleton that passes `check` except for what only the editor knows.

use std::path::Path;

use anyhow::{Context, Result, bail};
use content::record::PLACEHOLDER_NAME;

use crate::args::New;
use crate::{Outcome, print};

/// Runs `new`.
pub fn run(content: &Path, args: &New) -> Result<Outcome> {
    // Errors elsewhere, such as in the skeleton made just before, are no reason to make no other.
    let (catalogue, _) = generator::survey(&generator::read(content));
    if let Some(versions) = catalogue.procedures.get(&args.code) {
        let file = versions.last().map(|version| version.file.as_str()).unwrap_or_default();
        bail!("thủ tục {} đã có ở {}", args.code, content.join(file).display());
    }
    if !catalogue.fields.contains_key(&args.field) {
        let near = ::content::nearest(&args.field, catalogue.fields.keys());
        let near = near.map(|near| format!(" Có phải “{near}”?")).unwrap_or_default();
        bail!("không có lĩnh vực “{}”.{near} Xem danh sách bằng: motcua list --fields", args.field);
    }
    let folder = content.join("procedures").join(&args.field);
    let file = folder.join(format!("{}.yaml", args.code));
    std::fs::create_dir_all(&folder).with_context(|| format!("không tạo được {}", folder.display()))?;
    std::fs::write(&file, skeleton(args)).with_context(|| format!("không ghi được {}", file.display()))?;
    print(&format!("Đã tạo {}\nĐiền theo chú thích trong tệp, rồi chạy: motcua check\n", file.display()))?;
    Ok(Outcome::Done)
}

fn skeleton(args: &New) -> String {
    format!(
        r#"# yaml-language-server: $schema=../../.schema/procedure.json
code: "{code}"
name: {name}          # sửa dòng này
# summary: >-                                      # một hoặc hai câu: nhận được gì, điều hay bị quên
#   ...
field: {field}
levels: [commune]                                  # commune, province, ministry, other
# audience: [citizen]                              # citizen, foreigner, enterprise, organisation ...
# agencies: {{decides: ubnd-cap-xa, receives: trung-tam-phuc-vu-hanh-chinh-cong}}
# decision: {{number: 163/QĐ-BTP, date: 2025-01-22}}
# channels:                                        # mỗi cách nộp có thời hạn và phí riêng; fees: [] là miễn phí
#   - {{via: counter, time: {{amount: 5, unit: working_day}}, fees: [{{kind: le_phi, amount_vnd: 8000, per: bản}}]}}
#   - {{via: online, time: {{amount: 5, unit: working_day}}}}
# cases:
#   - components:
#       - {{name: Tờ khai, originals: 1}}
#       - {{name: Căn cước, show_only: true, when: nộp tại quầy}}
#     notes: []
# sets: 1
# steps:                                           # 3 đến 7 bước
#   - {{actor: applicant, text: ...}}
#   - {{actor: agency, text: ...}}
# results: [{{name: Giấy ...}}]
# conditions: none                                 # hoặc danh sách Markdown
# legal_basis: [60/2014/QH13]
# keywords: []                                     # 5 đến 15 điều người dân gõ
source: {{from: editor}}
review: {{state: drafted}}
"#,
        code = args.code,
        name = PLACEHOLDER_NAME,
        field = args.field
    )
}

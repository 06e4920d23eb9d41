//! What changed in a procedure since a dossier was sent: told part by part, from the two records alone.

use content::Via;
use content::intake::{IntakeCase, IntakePaper, IntakeProcedure};

/// A sentence for each part of `before` that is another in `now`, as somebody with the case of this number meets it.
pub(super) fn changes(before: &IntakeProcedure, now: Option<&IntakeProcedure>, case: u16) -> Vec<String> {
    let Some(now) = now else { return vec!["Thủ tục này không còn hiệu lực.".to_owned()] };
    if before.version == now.version {
        return Vec::new();
    }
    let mut told = Vec::new();
    if before.name != now.name {
        told.push(format!("Tên thủ tục nay là “{}”.", now.name));
    }
    let named = |procedure: &IntakeProcedure| {
        procedure.cases.iter().map(|case| case.name.clone()).collect::<Vec<_>>()
    };
    if named(before) != named(now) {
        told.push("Các trường hợp được chia lại.".to_owned());
    } else if let (Some(before), Some(now)) = (before.case(case), now.case(case)) {
        told.extend(papers(before, now));
    }
    let words = |procedure: &IntakeProcedure| {
        let times = procedure.times(Via::Online).iter();
        times.map(|time| time.words.clone()).collect::<Vec<_>>().join("; ")
    };
    if words(before) != words(now) {
        told.push(format!(
            "Thời hạn: trước là {}, nay là {}.",
            or_none(&words(before)),
            or_none(&words(now))
        ));
    }
    let fees = |procedure: &IntakeProcedure| {
        procedure.channels.iter().map(|channel| (channel.via, channel.fees.clone())).collect::<Vec<_>>()
    };
    if fees(before) != fees(now) {
        told.push("Phí, lệ phí đã đổi.".to_owned());
    }
    if (&before.levels, &before.offices) != (&now.levels, &now.offices) {
        told.push("Nơi nhận đã đổi.".to_owned());
    }
    if before.forms != now.forms {
        told.push("Biểu mẫu đã đổi.".to_owned());
    }
    if told.is_empty() {
        told.push(
            "Phần khác của thủ tục đã đổi; giấy tờ, thời hạn và lệ phí của trường hợp này thì không."
                .to_owned(),
        );
    }
    told
}

fn or_none(words: &str) -> &str {
    if words.is_empty() { "chưa rõ" } else { words }
}

fn papers(before: &IntakeCase, now: &IntakeCase) -> Vec<String> {
    let of =
        |case: &IntakeCase, paper: &IntakePaper| case.papers.iter().any(|other| other.name == paper.name);
    let added = now.papers.iter().filter(|paper| !of(before, paper));
    let gone = before.papers.iter().filter(|paper| !of(now, paper));
    let other = now.papers.iter().filter(|paper| of(before, paper) && !before.papers.contains(paper));
    added
        .map(|paper| format!("Thêm giấy tờ: {}.", paper.name))
        .chain(gone.map(|paper| format!("Không còn giấy tờ: {}.", paper.name)))
        .chain(other.map(|paper| format!("Đổi số bản hoặc điều kiện của giấy tờ: {}.", paper.name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn procedure(version: &str, papers: &[&str], words: &str) -> IntakeProcedure {
        let papers: Vec<_> = papers.iter().map(|name| serde_json::json!({"name": name})).collect();
        let made = serde_json::json!({
            "code": "1.001193", "name": "Thủ tục thử", "field": "thu", "version": version,
            "cases": [{"papers": papers}], "channels": [{"via": "online", "times": [{"words": words}]}]
        });
        serde_json::from_value(made).expect("a procedure")
    }

    #[test]
    fn what_changed_is_told_part_by_part() {
        let before = procedure("a", &["Tờ khai", "Giấy chứng sinh"], "5 ngày làm việc");
        let now = procedure("b", &["Tờ khai", "Ảnh"], "3 ngày làm việc");
        assert_eq!(
            changes(&before, Some(&now), 1),
            [
                "Thêm giấy tờ: Ảnh.",
                "Không còn giấy tờ: Giấy chứng sinh.",
                "Thời hạn: trước là 5 ngày làm việc, nay là 3 ngày làm việc."
            ]
        );
        assert_eq!(changes(&before, Some(&before), 1), Vec::<String>::new());
        assert_eq!(changes(&before, None, 1), ["Thủ tục này không còn hiệu lực."]);
    }
}

//! A list as a table for a spreadsheet. Nothing personal stands in it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::list::{Asked, heads, line, names};
use super::session::signed_in;
use super::visit::Visit;
use crate::api::App;
use crate::api::problem::Problem;
use crate::desk::csv;
use crate::store::{Staff, Store};

/// Lines of a table: what a spreadsheet of an old computer still opens.
const MOST_LINES: usize = 5_000;

const HEADS: [&str; 11] = [
    "Mã hồ sơ",
    "Mã thủ tục",
    "Thủ tục",
    "Trạng thái",
    "Thời hạn",
    "Ngày hẹn",
    "Đến lúc",
    "Cách nộp",
    "Đang ở",
    "Cán bộ",
    "Lần ghi cuối",
];

/// `GET /can-bo/danh-sach.csv` and `GET /api/desk/dossiers.csv`: the list that the same query shows, all pages at once.
pub(super) async fn table<S: Store + Staff>(
    State(app): State<Arc<App<S>>>,
    visit: Visit,
) -> Result<Response, Problem> {
    let signed = signed_in(&app, &visit).await?;
    let asked = Asked { after: None, ..Asked::of(&visit, &signed)? };
    let (heads, more) = heads(&app, &signed, &asked, MOST_LINES).await?;
    let (intake, names) = (app.rules()?, names(&app).await?);
    let mut text = csv::BEGINNING.to_owned() + &csv::line(HEADS);
    for head in &heads {
        let line = line(&intake, &names, head, app.now());
        let changed = crate::words::moment(head.changed_at);
        text += &csv::line([
            line.code.as_str(),
            &line.procedure,
            &line.procedure_name,
            line.state,
            &line.standing_words,
            &line.due,
            &line.submitted,
            line.via,
            line.unit.as_deref().unwrap_or("bộ phận một cửa"),
            line.holder.as_deref().unwrap_or_default(),
            &changed,
        ]);
    }
    if more.is_some() {
        text += &csv::line(["Danh sách còn nữa: chỉ xuất 5.000 dòng đầu."]);
    }
    let name = format!("attachment; filename=\"ho-so-{}-{}.csv\"", asked.group.id(), app.now().day());
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((StatusCode::OK, headers, text).into_response())
}

//! The words of the interface. A key that a template or a view uses and a theme's file lacks is an
//! error when the theme is loaded, not a hole in a page.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

macro_rules! words {
    ($($key:ident)*) => {
        #[allow(non_camel_case_types, reason = "a place in the list of words, named as its key")]
        #[derive(Clone, Copy)]
        enum Key {
            $($key,)*
        }

        const KEYS: &[&str] = &[$(stringify!($key)),*];

        #[allow(missing_docs, reason = "a key is its own description")]
        #[allow(clippy::wrong_self_convention, reason = "keys such as `from` are words, not conversions")]
        impl Words {
            $(
                pub fn $key(&self) -> &str {
                    &self.0[Key::$key as usize]
                }
            )*
        }
    };
}

/// Every word of the interface, by key, from `words/<language>.json`. `{name}` in a word is a place
/// that [`fill`] fills.
///
/// A list, and not a field for each: code that builds two hundred fields takes minutes to compile.
#[derive(Clone, Debug)]
pub struct Words(Vec<String>);

impl Words {
    /// The words in `all`.
    ///
    /// Errors: a key that no page knows, or that pages need and `all` lacks.
    pub fn new(mut all: BTreeMap<String, String>) -> Result<Words, String> {
        let words = KEYS.iter().map(|key| all.remove(*key).ok_or_else(|| format!("thiếu từ “{key}”")));
        let words = words.collect::<Result<Vec<String>, String>>()?;
        match all.keys().next() {
            Some(unknown) => Err(format!("không có từ “{unknown}”")),
            None => Ok(Words(words)),
        }
    }
}

impl Words {
    /// Every word with its key.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        KEYS.iter().copied().zip(self.0.iter().map(String::as_str))
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(KEYS.iter().zip(&self.0))
    }
}

words! {
    // language
    lang locale and or to unknown since until from_to period_unknown n_procedures n_fields n_life_events
    n_guides

    // frame
    skip menu footer_menu to_menu crumbs find display size_normal size_large size_largest dark read_aloud
    unofficial responsible address hours phone as_of license national_portal menu_procedures
    menu_life_events menu_fields menu_agencies menu_guides menu_levels menu_legal menu_sitemap menu_data

    // home
    home home_title home_summary home_all_events open_portal home_events home_most_used
    home_all_procedures home_fields home_all_fields home_agencies home_all_agencies home_guides
    home_units

    // lists
    all_procedures all_procedures_summary life_events life_events_summary fields fields_summary field
    field_description agencies agencies_summary agency_description agency_without_procedures
    agency_parent agency_below agency_from agency_to agency_successor agency_code agency_stat_code units
    tier tiers duty_receives duty_executes duty_decides duty_coordinates duty_delegated list_parts

    // levels and modes
    levels levels_summary levels_offered levels_offered_note levels_modes levels_modes_note level_n
    level_1_meaning level_2_meaning level_3_meaning level_4_meaning level_below level_below_short
    level_below_meaning lacks mode_full_meaning mode_partial_meaning mode_none_meaning mode_unknown
    mode_unknown_short mode_unknown_meaning shelf_empty

    // legal texts
    legal legal_summary legal_description legal_untitled legal_without_procedures legal_repealed
    legal_date legal_in_force legal_seen legal_most legal_other_years law_repealed

    // guides
    guides guides_summary other_guides

    // a procedure
    procedure_description legal_name_short code time fee where_to online free source_says_free rate_ended months month depends depends_see_table
    fees_see_table from_amount per_each vnd usd set_by_province set_by_province_long see_description
    same_day_until see_unclear channel_unknown or_at takes_online page_level page_level_request page_below_level_1
    via_counter via_online via_post apply print share copy copied on_this_page toc_papers toc_costs
    toc_open toc_place toc_who toc_legal toc_about papers tick_hint ticked clear_ticks sets choose_case
    unnamed_case hand_in show one_of originals copies when notes more_notes steps actor_applicant
    actor_agency missing full_text costs time_in_stages no_time no_time_no_fees no_fees fees_caption fee_name fee_amount
    fee_basis kind_phi kind_le_phi open open_hint source_says ask place channels who audience conditions
    no_conditions results legal_basis related life_event about versions this_version in_force changes
    no_longer not_yet see_in_force legal_name kind kind_detailed_by_law kind_not_delegated kind_other
    decision decision_date decision_effective valid_from valid_to replaced_by source source_seen review
    review_imported review_drafted review_reviewed

    // what is unclear
    part_fees part_time part_components part_levels part_agencies part_results part_conditions
    part_legal_basis part_channels part_sets part_decision part_audience part_steps part_other ask_fees
    ask_time ask_components ask_levels ask_agencies ask_results ask_conditions ask_legal_basis
    ask_channels ask_sets ask_decision ask_audience ask_steps ask_other

    // forms
    menu_forms n_forms forms forms_summary forms_people forms_slips form_summary form_number form_ours
    form_ours_short form_layout_ours form_newer form_first_version form_law form_read form_doubts
    form_used_by form_versions form_private form_required form_example form_date_example form_partial_date_example
    form_identity_example form_addressee form_place_date form_place_date_help form_place form_day
    form_street form_commune form_province form_yes form_no form_row form_add_row form_remove_row
    form_preview form_print form_print_anyway form_save_file form_load_file form_wipe form_wipe_sure
    form_wiped form_errors form_saved form_not_saved form_other_tab form_loaded form_left_out
    form_file_too_large form_file_broken form_file_other form_file_newer form_other_ways form_blank form_word form_pdf
    form_wrong_required form_wrong_too_long form_wrong_strange_letter form_wrong_hidden_letter form_wrong_partial_date form_wrong_comma
    form_wrong_negative form_wrong_digit_in_name
    form_wrong_date form_wrong_no_such_day form_wrong_year form_wrong_past form_wrong_future
    form_wrong_phone form_wrong_email form_wrong_identity_number form_wrong_number form_wrong_too_small
    form_wrong_too_large form_wrong_option form_wrong_too_many_rows form_wrong_shape request request_title
    request_summary request_note request_print_list request_papers request_papers_of procedure_forms procedure_form_fill
    procedure_no_form procedure_request

    // sending and following a dossier
    menu_submit menu_track submit_here submit_here_trial form_row_blank submit_summary submit_count
    submit_prepare submit_how submit_find submit_find_on submit_find_off submit_fill submit_fill_on
    submit_fill_off submit_all_forms submit_bring submit_bring_off submit_receipt submit_receipt_on send_title
    send_heading send_summary send_trial_title send_trial send_off_title send_off send_ground send_before
    send_before_papers send_before_phone send_before_draft send_before_no_script send_case send_office
    send_office_label send_office_help send_office_choose send_owner send_owner_help send_optional send_files
    send_files_script send_files_no_script send_paper_is_form send_shown send_no_papers send_finish
    send_finish_hint send_button send_review send_review_title send_back send_no_script_more send_no_office
    send_print sending_kept sending_not_kept sending_found sending_interrupted sending_go_on sending_done
    sending_show sending_anew sending_other_tab sending_reload sending_offline sending_retry sending_files
    sending_now sending_stop sending_stopped sending_uncertain sending_received sending_receipt
    sending_earlier sending_change sending_about sending_files_sent sending_choose_case sending_choose_office sending_missing_paper sending_wrong_kind sending_too_large
    sending_empty sending_unreadable sending_file_lost sending_choose sending_remove sending_again sending_waiting
    sending_shrinking sending_sent sending_shrunk sending_no_papers sending_case sending_office sending_papers
    sending_empty_answers sending_left_files sending_error track_summary track_lead track_code track_code_help
    track_button track_what track_by_code track_by_pin track_lost track_elsewhere

    // search, sitemap, data, 404
    search search_summary search_label search_example search_otherwise search_no_script search_found search_many search_none
    search_ask search_results search_all search_meant search_waiting search_broken search_unknown search_nearest search_any
    search_by_level search_by_field search_by_people search_procedure search_guide search_question
    search_form search_commune search_province search_district search_ministry search_other_level
    search_citizens search_enterprises search_organisations search_foreigners sitemap
    sitemap_summary open_data open_data_summary open_data_caption open_data_file open_data_holds
    open_data_records open_data_each_page open_data_keys open_data_license not_found not_found_summary
}

/// `word` with each `{name}` replaced by its value.
pub fn fill(word: &str, values: &[(&str, &str)]) -> String {
    let mut filled =
        String::with_capacity(word.len() + values.iter().map(|(_, value)| value.len()).sum::<usize>());
    let mut rest = word;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|length| open + length) else { break };
        let name = &rest[open + 1..close];
        filled.push_str(&rest[..open]);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[open..=close]),
        }
        rest = &rest[close + 1..];
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once() {
        assert_eq!(fill("từ {from} đến {to}", &[("from", "{to}"), ("to", "2")]), "từ {to} đến 2");
        assert_eq!(fill("{n} thủ tục", &[("n", "3")]), "3 thủ tục");
    }
}

#include "tools/gallery/pages.h"

#include <string_view>

#include "kiosk/core/base/assert.h"
#include "kiosk/core/content/framework_json.h"

namespace asah::gallery {

std::string_view embedded_file(std::string_view name);

assessment::FrameworkPtr sample_framework() {
    const std::string_view text = embedded_file("../../assets/framework.json");
    const Bytes bytes(text.begin(), text.end());
    auto outcome = content::parse_framework(bytes, "framework.json");
    ASAH_ASSERT(outcome.problems.empty());
    return std::make_shared<const assessment::Framework>(std::move(outcome.value));
}

screens::AppState a_signed_in_state() {
    screens::AppState state;
    assessment::Person person;
    person.name = "Annisa Lubis";
    person.post.title = "Kepala Subbagian Umum dan Kepegawaian";
    person.post.unit_name = "BPKPAD";
    state.person = person;
    state.place = {{"Pemerintah Kota Padangsidimpuan", "City of Padangsidimpuan"},
                   "DISKOMINFO-02",
                   "DISKOMINFO"};
    state.now = BootMs{1'000'000};
    state.last_touch = state.now;
    return state;
}

assessment::Offer an_offer(const char* id, assessment::AssessmentKind kind, LocalText title,
                           int item_count, int minutes) {
    assessment::Offer offer;
    offer.assessment.id = AssessmentId(id);
    offer.assessment.kind = kind;
    offer.assessment.title = std::move(title);
    offer.assessment.purpose = PurposeCode("PEMETAAN_PENGEMBANGAN");
    offer.assessment.time_limit = DurationMs{std::int64_t{60'000} * minutes};
    assessment::BlueprintRow row;
    row.count = item_count;
    offer.assessment.blueprint.rows = {row};
    return offer;
}

assessment::Summary a_summary(assessment::AssessmentKind kind, LocalText title) {
    constexpr std::int64_t kFinishedMs = 1'795'516'000'000;  // 24 November 2026
    assessment::Summary summary;
    summary.kind = kind;
    summary.title = std::move(title);
    summary.finished.utc = UtcMs{kFinishedMs};
    summary.finished.offset_min = 7 * 60;
    summary.receipt_code = "7F3A 91C2";
    summary.item_count = 24;
    summary.answered_count = 24;
    return summary;
}

std::vector<Page> make_pages() {
    std::vector<Page> pages;
    for (auto part :
         {make_entry_pages(), make_home_pages(), make_sitting_pages(), make_result_pages()}) {
        for (Page& page : part) {
            pages.push_back(std::move(page));
        }
    }
    return pages;
}

}  // namespace asah::gallery

// What a terminal keeps of a finished sitting, as JSON inside an encrypted box: levels, sums by
// competency and level, indicators to name. No answer is in it, and no points of an item.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/core/content/sums_json.h"
#include "kiosk/station/impl.h"
#include "kiosk/vault/storage.h"

namespace asah::station {

using nlohmann::json;

namespace {

json standard_json(const assessment::Standard& standard) {
    json required = json::object();
    for (const auto& [code, level] : standard.required) {
        required[code.value] = level;
    }
    return {{"family", standard.family.value},
            {"mapped", standard.is_mapped},
            {"required", std::move(required)}};
}

Result<KeptSummary> read(const json& root) {
    KeptSummary kept;
    auto& summary = kept.summary;
    ASAH_TRY(summary.sitting, SittingId::parse(root.at("sitting").get<std::string>()));
    summary.assessment = AssessmentId(root.at("assessment").get<std::string>());
    summary.kind = static_cast<assessment::AssessmentKind>(root.at("kind").get<int>());
    summary.title = {root.at("title_id").get<std::string>(),
                     root.at("title_en").get<std::string>()};
    summary.finished.utc = {root.at("utc").get<std::int64_t>()};
    summary.finished.offset_min = root.at("offset").get<std::int32_t>();
    summary.receipt_code = root.at("code").get<std::string>();
    ASAH_TRY(summary.profile.competencies,
             ledger::parse_results_json(root.at("results").get<std::string>()));
    const auto& standard = root.at("standard");
    summary.standard.family = FamilyCode(standard.at("family").get<std::string>());
    summary.standard.is_mapped = standard.at("mapped").get<bool>();
    for (const auto& [code, level] : standard.at("required").items()) {
        summary.standard.required[CompetencyCode(code)] = level.get<int>();
    }
    summary.result_place = static_cast<assessment::ResultPlace>(root.at("place").get<int>());
    summary.item_count = root.at("items").get<int>();
    summary.answered_count = root.at("answered").get<int>();
    ASAH_TRY(kept.sums, content::parse_sums_text(root.at("sums").get<std::string>()));
    return kept;
}

}  // namespace

std::string make_summary_json(const KeptSummary& kept) {
    const auto& summary = kept.summary;
    const json root{{"sitting", summary.sitting.hex()},
                    {"assessment", summary.assessment.value},
                    {"kind", static_cast<int>(summary.kind)},
                    {"title_id", summary.title.id},
                    {"title_en", summary.title.en},
                    {"utc", summary.finished.utc.value},
                    {"offset", summary.finished.offset_min},
                    {"code", summary.receipt_code},
                    {"results", ledger::make_results_json(summary.profile.competencies)},
                    {"standard", standard_json(summary.standard)},
                    {"place", static_cast<int>(summary.result_place)},
                    {"items", summary.item_count},
                    {"answered", summary.answered_count},
                    {"sums", content::make_sums_text(kept.sums)}};
    return root.dump();
}

Result<KeptSummary> parse_summary_json(std::string_view text) {
    try {
        return read(json::parse(text));
    } catch (const json::exception&) {
        return fail(ErrorCode::DatabaseDamaged, "summary");
    }
}

namespace {

Result<KeptSummary> open_summary(Station::Impl& self, const store::SummaryRow& row) {
    ASAH_TRY(const auto plain, vault::decrypt_box(self.storage_key, row.sitting.view(), row.box));
    ASAH_TRY(auto kept, parse_summary_json(as_text(plain.view())));
    ASAH_TRY(const auto filed_n, mark_of(self, Mark::Filed, row.ledger));
    kept.summary.is_filed = row.entry_n <= filed_n;
    return kept;
}

void date_at(assessment::EvidenceSums& sums, UtcMs at) {
    for (auto& [competency, own] : sums) {
        for (auto& occasion : own.occasions) {
            for (auto& level : occasion.levels) {
                level.newest = std::min(level.newest, at);
            }
        }
        for (auto& named : own.named) {
            named.at = std::min(named.at, at);
        }
    }
}

// A sitting under a clock that ran ahead lies in the future: it counts as finished just before the
// next one, so that it hides none that came after it.
void bring_back(std::vector<KeptSummary>& newest_first, UtcMs now) {
    UtcMs next = now;
    for (auto& one : newest_first) {
        auto& finished = one.summary.finished.utc;
        if (finished <= now) {
            next = finished;
            continue;
        }
        finished = next;
        date_at(one.sums, next);
    }
}

}  // namespace

Result<std::optional<KeptSummary>> summary_of(Station::Impl& self, const SittingId& sitting) {
    ASAH_TRY(const auto row, store::read_summary(self.database, sitting));
    if (!row) {
        return std::optional<KeptSummary>{};
    }
    ASAH_TRY(auto kept, open_summary(self, *row));
    return std::optional<KeptSummary>(std::move(kept));
}

Result<std::vector<KeptSummary>> summaries_of(Station::Impl& self, const PersonId& person) {
    ASAH_TRY(const auto rows, store::summaries_of(self.database, person));
    std::vector<KeptSummary> kept;
    for (const auto& row : rows) {
        ASAH_TRY(auto one, open_summary(self, row));
        kept.push_back(std::move(one));
    }
    bring_back(kept, now_wall(self).utc);
    return kept;
}

}  // namespace asah::station

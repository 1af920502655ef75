// What a terminal keeps of a finished sitting, as JSON inside an encrypted box. No answer is in it.
#include <nlohmann/json.hpp>

#include "kiosk/core/items/words.h"
#include "kiosk/station/impl.h"
#include "kiosk/vault/storage.h"

namespace asah::station {

using nlohmann::json;

namespace {

json evidence_json(const std::vector<assessment::Evidence>& evidence) {
    json list = json::array();
    for (const auto& one : evidence) {
        list.push_back({one.item.value, one.competency.value, one.level, static_cast<int>(one.kind),
                        one.indicator.value, one.points, one.was_answered, one.at.value});
    }
    return list;
}

// Our own box, authenticated by its tag: a shape that is wrong is a damaged database.
std::vector<assessment::Evidence> read_evidence(const json& list, const SittingId& sitting) {
    std::vector<assessment::Evidence> evidence;
    for (const auto& row : list) {
        assessment::Evidence one;
        one.item = ItemId(row.at(0).get<std::string>());
        one.competency = CompetencyCode(row.at(1).get<std::string>());
        one.level = row.at(2).get<int>();
        one.kind = items::kind_of_number(row.at(3).get<int>()).value_or(one.kind);
        one.indicator = IndicatorCode(row.at(4).get<std::string>());
        one.points = row.at(5).get<int>();
        one.was_answered = row.at(6).get<bool>();
        one.at = {row.at(7).get<std::int64_t>()};
        one.sitting = sitting;
        evidence.push_back(std::move(one));
    }
    return evidence;
}

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
    kept.evidence = read_evidence(root.at("evidence"), summary.sitting);
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
                    {"evidence", evidence_json(kept.evidence)}};
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
        for (auto& evidence : one.evidence) {
            evidence.at = next;
        }
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

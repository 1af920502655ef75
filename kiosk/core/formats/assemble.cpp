#include "kiosk/core/formats/assemble.h"

#include <algorithm>
#include <map>
#include <set>

#include "kiosk/core/base/text.h"

namespace asah::formats {

namespace {

using assessment::Framework;
using items::Field;
using items::Spot;

class Assembler {
   public:
    Assembler(Problems problems, const Framework& framework)
        : m_framework(&framework), m_problems(std::move(problems)) {
        for (const auto& problem : m_problems) {
            m_blamed.emplace(problem.place.row, problem.place.column);
        }
    }

    void take(PlacedDraft placed) {
        m_place = &placed;
        const auto& head = placed.draft.head;
        check_id(head.id);
        check_measured(head);
        if (placed.draft.kind && !items::is_scored(*placed.draft.kind)) {
            check_statement(head);
        }
        auto made = items::make_item(std::move(placed.draft));
        for (const auto& one : made.findings.all()) {
            add(one.spot, one.key, one.values, one.severity);
        }
        m_bank.items.push_back(std::move(made.item));
        if (made.key) {
            m_bank.keys.push_back(std::move(*made.key));
        }
    }

    Outcome<items::Bank> finish() {
        // Problems of one row stay in the order in which they were found.
        std::stable_sort(
            m_problems.begin(), m_problems.end(),
            [](const Problem& a, const Problem& b) { return a.place.row < b.place.row; });
        return {std::move(m_bank), std::move(m_problems)};
    }

   private:
    /// Blames a field once; warnings are always told.
    void add(const Spot& spot, const std::string& key, std::map<std::string, std::string> values,
             Severity severity = Severity::Error) {
        const auto field = m_place->place_of(spot);
        const bool is_new = m_blamed.emplace(m_place->row, field.column).second;
        if (is_new || severity == Severity::Warning) {
            m_problems.push_back({.key = key,
                                  .place = {m_place->file, m_place->row, field.column},
                                  .found = shortened(field.found),
                                  .values = std::move(values),
                                  .severity = severity});
        }
    }

    void check_id(const ItemId& id) {
        if (id.empty()) {
            return;  // items::check_item tells
        }
        const auto [first, is_new] = m_ids.emplace(id, m_place->row);
        if (!is_new) {
            add({Field::Id}, "id_doubled", {{"row", std::to_string(first->second)}});
        }
    }

    void check_measured(const items::ItemHead& head) {
        const auto* competency = assessment::find_competency(*m_framework, head.competency);
        const std::map<std::string, std::string> values{{"competency", head.competency.value},
                                                        {"level", std::to_string(head.level)}};
        if (competency == nullptr) {
            if (!head.competency.empty()) {
                add({Field::Competency}, "competency_unknown", {});
            }
        } else if (head.indicator.empty()) {
            return;
        } else if (assessment::find_indicator(*m_framework, head.indicator) == nullptr) {
            add({Field::Indicator}, "indicator_unknown", values);
        } else if (head.level > 0 && !belongs_to_level(*competency, head)) {
            add({Field::Indicator}, "indicator_foreign", values);
        }
    }

    static bool belongs_to_level(const assessment::Competency& competency,
                                 const items::ItemHead& head) {
        for (const auto& description : competency.levels) {
            for (const auto& indicator : description.indicators) {
                if (description.level == head.level && indicator.code == head.indicator) {
                    return true;
                }
            }
        }
        return false;
    }

    void check_statement(const items::ItemHead& head) {
        if (head.competency.empty() || head.level <= 0) {
            return;
        }
        const auto [first, is_new] =
            m_levels.emplace(std::pair(head.competency, head.level), m_place->row);
        if (!is_new) {
            add({Field::Level}, "statement_doubled",
                {{"row", std::to_string(first->second)},
                 {"competency", head.competency.value},
                 {"level", std::to_string(head.level)}});
        }
    }

    const Framework* m_framework;
    Problems m_problems;
    items::Bank m_bank;
    const PlacedDraft* m_place = nullptr;
    std::set<std::pair<int, std::string>> m_blamed;  // rows and columns that have problems
    std::map<ItemId, int> m_ids;                     // row of its first use
    std::map<std::pair<CompetencyCode, int>, int> m_levels;
};

}  // namespace

Outcome<items::Bank> assemble(Drafts drafts, const Framework& framework) {
    Assembler assembler(std::move(drafts.problems), framework);
    for (auto& placed : drafts.drafts) {
        assembler.take(std::move(placed));
    }
    return assembler.finish();
}

}  // namespace asah::formats

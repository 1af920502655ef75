#include "kiosk/core/formats/assemble.h"

#include <algorithm>
#include <map>
#include <set>

#include "kiosk/core/base/text.h"
#include "kiosk/core/items/twins.h"

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
            if (problem.severity == Severity::Error) {
                m_blamed.emplace(problem.place.row, problem.place.column);
            }
        }
    }

    void take(PlacedDraft placed, items::TrueFalseCoding coding) {
        auto draft = std::move(placed.draft);
        draft.coding = coding;
        m_places.push_back(std::move(placed));
        m_place = &m_places.back();
        check_id(draft.head.id);
        check_measured(draft.head);
        if (draft.kind && !items::is_scored(*draft.kind)) {
            check_statement(draft.head);
        }
        auto made = items::make_item(std::move(draft));
        for (const auto& one : made.findings.all()) {
            add(one.spot, one.key, one.values, one.severity);
        }
        m_bank.items.push_back(std::move(made.item));
        if (made.key) {
            m_bank.keys.push_back(std::move(*made.key));
        }
    }

    Outcome<items::Bank> finish() {
        review_twins();
        // Problems of one row stay in the order in which they were found.
        std::stable_sort(
            m_problems.begin(), m_problems.end(),
            [](const Problem& a, const Problem& b) { return a.place.row < b.place.row; });
        return {std::move(m_bank), std::move(m_problems)};
    }

   private:
    /// Blames a field once. A warning is always reported and leaves the field free for an error.
    void add(const Spot& spot, const std::string& key, std::map<std::string, std::string> values,
             Severity severity = Severity::Error) {
        const auto field = m_place->place_of(spot);
        if (severity == Severity::Warning || m_blamed.emplace(m_place->row, field.column).second) {
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

    /// Equal and nearly equal questions. Equal ones become enemies, so that no form has both.
    void review_twins() {
        for (const auto& twins : items::find_twins(m_bank.items)) {
            auto& first = m_bank.items[twins.first];
            auto& second = m_bank.items[twins.second];
            m_place = &m_places[twins.second];
            add({Field::Stem}, twins.is_same ? "stem_same" : "stem_near",
                {{"other", first.id.value}, {"row", std::to_string(m_places[twins.first].row)}},
                Severity::Warning);
            if (twins.is_same) {
                items::make_enemies(first, second);
            }
        }
    }

    const Framework* m_framework;
    Problems m_problems;
    items::Bank m_bank;
    std::vector<PlacedDraft> m_places;  // of the bank's items, without their drafts
    const PlacedDraft* m_place = nullptr;
    std::set<std::pair<int, std::string>> m_blamed;  // rows and columns that have errors
    std::map<ItemId, int> m_ids;                     // row of its first use
    std::map<std::pair<CompetencyCode, int>, int> m_levels;
};

/// How the file writes the keys of its true/false items.
items::TrueFalseCoding coding_of(const std::vector<PlacedDraft>& drafts) {
    std::vector<std::string> keys;
    for (const auto& placed : drafts) {
        const auto& draft = placed.draft;
        if (draft.kind == items::kind_of<items::TrueFalse>() && !draft.key.empty()) {
            keys.push_back(draft.key.front());
        }
    }
    return items::true_false_coding(keys);
}

}  // namespace

Outcome<items::Bank> assemble(Drafts drafts, const Framework& framework) {
    Assembler assembler(std::move(drafts.problems), framework);
    const auto coding = coding_of(drafts.drafts);
    for (auto& placed : drafts.drafts) {
        assembler.take(std::move(placed), coding);
    }
    return assembler.finish();
}

}  // namespace asah::formats

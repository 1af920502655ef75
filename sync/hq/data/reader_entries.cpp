#include "sync/hq/data/reader_entries.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "kiosk/core/items/words.h"
#include "sync/hq/data/reader_database.h"

namespace asah::hq {

namespace {

using assessment::Evidence;
using nlohmann::json;

json evidence_json(const std::vector<Evidence>& scored) {
    auto list = json::array();
    for (const auto& one : scored) {
        list.push_back({one.bank.value, one.item.value, one.competency.value, one.level,
                        static_cast<int>(one.kind), one.indicator.value, one.points, one.chance,
                        one.was_answered ? 1 : 0, one.occasion.value, one.at.value});
    }
    return list;
}

Result<std::vector<Evidence>> parse_evidence(const std::string& text, const SittingId& sitting) {
    const auto list = json::parse(text, nullptr, false);
    if (!list.is_array()) {
        return fail(ErrorCode::DatabaseDamaged, "scored items: not a list");
    }
    std::vector<Evidence> scored;
    for (const auto& row : list) {
        const auto is_text = [&](std::size_t place) { return row[place].is_string(); };
        if (!row.is_array() || row.size() != 11 || !is_text(0) || !is_text(1) || !is_text(2) ||
            !is_text(5) || !is_text(9)) {
            return fail(ErrorCode::DatabaseDamaged, "scored items: wrong row");
        }
        for (const std::size_t number : {3U, 4U, 6U, 7U, 8U, 10U}) {
            if (!row[number].is_number_integer()) {
                return fail(ErrorCode::DatabaseDamaged, "scored items: wrong number");
            }
        }
        Evidence one;
        one.bank = BankId(row[0].get<std::string>());
        one.item = ItemId(row[1].get<std::string>());
        one.competency = CompetencyCode(row[2].get<std::string>());
        one.level = row[3].get<int>();
        one.kind = items::kind_of_number(row[4].get<int>()).value_or(one.kind);
        one.indicator = IndicatorCode(row[5].get<std::string>());
        one.points = row[6].get<int>();
        one.chance = row[7].get<assessment::Billionths>();
        one.was_answered = row[8].get<int>() != 0;
        one.occasion = OccasionCode(row[9].get<std::string>());
        one.at = {row[10].get<std::int64_t>()};
        one.sitting = sitting;
        scored.push_back(std::move(one));
    }
    return scored;
}

std::string standard_json(const assessment::Standard& standard) {
    auto object = json::object();
    for (const auto& [code, level] : standard.required) {
        object[code.value] = level;
    }
    return object.dump();
}

Result<std::map<CompetencyCode, int>> parse_standard(const std::string& text) {
    const auto object = json::parse(text, nullptr, false);
    if (!object.is_object()) {
        return fail(ErrorCode::DatabaseDamaged, "standard: not an object");
    }
    std::map<CompetencyCode, int> required;
    for (const auto& [code, level] : object.items()) {
        if (!level.is_number_integer()) {
            return fail(ErrorCode::DatabaseDamaged, "standard: not a number");
        }
        required[CompetencyCode(code)] = level.get<int>();
    }
    return required;
}

EntryState parse_entry_state(std::string_view code) {
    if (code == "filed") {
        return EntryState::Filed;
    }
    return code == "held" ? EntryState::Held : EntryState::Quarantined;
}

Result<bool> has_twin(sqlite::Tx& tx, const FiledSitting& sitting) {
    auto query = tx.prepare(reader_query("sitting_twin"));
    query.bind(1, sitting.head.person)
        .bind(2, sitting.head.sitting)
        .bind(3, ByteView(sitting.entry_hash));
    ASAH_CHECK(query.step());
    return query.integer(0) > 0;
}

}  // namespace

std::string_view state_code(EntryState state) {
    switch (state) {
        case EntryState::Filed:
            return "filed";
        case EntryState::Held:
            return "held";
        case EntryState::Quarantined:
            return "quarantined";
    }
    return "held";
}

Result<void> save_entry(sqlite::Tx& tx, const ledger::Entry& entry, const EntryFate& fate) {
    const auto& header = entry.header;
    const auto hash = ledger::entry_hash(header);
    auto put = tx.prepare(reader_query("entry_put"));
    put.bind(1, header.terminal)
        .bind(2, ByteView(hash))
        .bind(3, header.ledger)
        .bind(4, static_cast<std::int64_t>(header.n))
        .bind(5, ByteView(header.parent))
        .bind(6, header.record)
        .bind(7, static_cast<std::int64_t>(header.record_class))
        .bind(8, ByteView(entry.signature))
        .bind(9, state_code(fate.state))
        .bind(10, std::string_view(fate.reason))
        .bind(11, fate.at.value)
        .bind(12, fate.arrived.value);
    return put.run();
}

Result<std::optional<KnownEntry>> find_entry(sqlite::Database& database, const TerminalId& terminal,
                                             const Digest& hash) {
    auto query = database.prepare(reader_query("entry_state"));
    query.bind(1, terminal).bind(2, ByteView(hash));
    ASAH_TRY(const bool found, query.step());
    if (!found) {
        return std::optional<KnownEntry>{};
    }
    return std::optional(KnownEntry{.state = parse_entry_state(query.text(0)),
                                    .is_backed_up = query.integer(1) != 0});
}

Result<void> mark_backed_up(sqlite::Tx& tx, const TerminalId& terminal, const Digest& hash) {
    auto update = tx.prepare(reader_query("entry_backed_up"));
    update.bind(1, terminal).bind(2, ByteView(hash));
    return update.run();
}

Result<std::vector<std::pair<TerminalId, LedgerId>>> load_ledgers(sqlite::Database& database) {
    auto query = database.prepare(reader_query("entry_ledgers"));
    std::vector<std::pair<TerminalId, LedgerId>> ledgers;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return ledgers;
        }
        ledgers.emplace_back(query.id<TerminalId>(0), query.id<LedgerId>(1));
    }
}

Result<std::vector<HeldEntry>> load_held(sqlite::Database& database) {
    auto query = database.prepare(reader_query("entry_held"));
    std::vector<HeldEntry> held;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return held;
        }
        HeldEntry one{.terminal = query.id<TerminalId>(0), .hash = {}, .reason = query.text(2)};
        query.copy_blob(1, one.hash);
        held.push_back(one);
    }
}

namespace {

struct NextEntry {
    Digest hash{};
    bool is_open = false;  // held, or lost by the backup: no receipt may cover it
    bool is_dropped = false;
    bool is_followed = false;
};

/// The one entry with which the chain goes on; nothing at its end and at a fork that nobody
/// decided.
const NextEntry* chosen_of(const std::vector<NextEntry>& next) {
    if (next.size() == 1) {
        return &next.front();
    }
    const NextEntry* chosen = nullptr;
    int left = 0;
    for (const auto& one : next) {
        if (one.is_followed) {
            return &one;
        }
        if (!one.is_dropped) {
            chosen = &one;
            ++left;
        }
    }
    return left == 1 ? chosen : nullptr;
}

/// Adds the row's entry if its parent is `parent`.
void add_child(std::vector<NextEntry>& next, const sqlite::Statement& row, const Digest& parent) {
    Digest its_parent{};
    row.copy_blob(1, its_parent);
    if (its_parent != parent) {
        return;
    }
    NextEntry one{.hash = {},
                  .is_open = row.integer(3) != 0,
                  .is_dropped = row.integer(4) != 0,
                  .is_followed = row.text(5) == "follow"};
    row.copy_blob(2, one.hash);
    next.push_back(one);
}

}  // namespace

Result<ledger::ChainPoint> filed_head(sqlite::Database& database, const AuthorityId& authority,
                                      const TerminalId& terminal, const LedgerId& ledger) {
    ledger::ChainPoint head{.n = 0, .hash = ledger::genesis_hash(authority, terminal, ledger)};
    auto query = database.prepare(reader_query("entry_chain"));
    query.bind(1, terminal).bind(2, ledger);
    ASAH_TRY(bool has_row, query.step());
    for (;;) {
        const auto n = head.n + 1;
        std::vector<NextEntry> next;
        while (has_row && static_cast<std::uint64_t>(query.integer(0)) <= n) {
            if (static_cast<std::uint64_t>(query.integer(0)) == n) {
                add_child(next, query, head.hash);
            }
            ASAH_TRY(has_row, query.step());
        }
        const auto* chosen = chosen_of(next);
        if (chosen == nullptr || chosen->is_open) {
            return head;
        }
        head = {.n = n, .hash = chosen->hash};
    }
}

Result<void> save_refused(sqlite::Tx& tx, const std::string& file, const std::string& reason,
                          UtcMs at) {
    auto put = tx.prepare(reader_query("refused_put"));
    put.bind(1, std::string_view(file)).bind(2, std::string_view(reason)).bind(3, at.value);
    return put.run();
}

Result<void> save_sitting(sqlite::Tx& tx, const FiledSitting& sitting) {
    ASAH_TRY(const bool is_twin, has_twin(tx, sitting));
    const auto& head = sitting.head;
    const auto standard = standard_json(head.standard);
    const auto scored = evidence_json(sitting.scored).dump();
    auto put = tx.prepare(reader_query("sitting_put"));
    put.bind(1, head.person)
        .bind(2, head.sitting)
        .bind(3, ByteView(sitting.entry_hash))
        .bind(4, sitting.terminal)
        .bind(5, std::string_view(head.assessment.value))
        .bind(6, std::int64_t{head.assessment_version})
        .bind(7, static_cast<std::int64_t>(head.kind))
        .bind(8, std::string_view(head.purpose.value))
        .bind(9, std::string_view(head.framework_version))
        .bind(10, std::string_view(head.post.unit.value))
        .bind(11, std::string_view(head.post.tier.value))
        .bind(12, std::string_view(head.post.title))
        .bind(13, std::string_view(standard))
        .bind(14, head.started.utc.value)
        .bind(15, sitting.finished.value)
        .bind(16, sitting.elapsed.value)
        .bind(17, std::string_view(sitting.responses))
        .bind(18, std::string_view(scored))
        .bind(19, std::int64_t{sitting.is_measuring ? 1 : 0})
        .bind(20, std::int64_t{is_twin ? 1 : 0})
        .bind(21, std::int64_t{sitting.claim_differs ? 1 : 0});
    return put.run();
}

Result<PersonEvidence> load_evidence(sqlite::Database& database, const PersonId& person) {
    auto query = database.prepare(reader_query("sitting_evidence"));
    query.bind(1, person);
    PersonEvidence out;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return out;
        }
        const auto sitting = query.id<SittingId>(0);
        Digest hash{};
        query.copy_blob(1, hash);
        out.entry_of[sitting] = hash;
        ASAH_TRY(out.required, parse_standard(query.text(2)));
        out.newest = {query.integer(3)};
        ASAH_TRY(auto scored, parse_evidence(query.text(4), sitting));
        out.evidence.insert(out.evidence.end(), scored.begin(), scored.end());
    }
}

Result<std::vector<assessment::AssessmentSums>> load_sums(sqlite::Database& database,
                                                          const assessment::LevelRule& rule,
                                                          const PersonId& person) {
    struct Sat {
        std::vector<Evidence> evidence;
        int count = 0;
        UtcMs newest;
    };
    std::map<AssessmentId, Sat> by_assessment;
    auto query = database.prepare(reader_query("sitting_evidence"));
    query.bind(1, person);
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            break;
        }
        ASAH_TRY(auto scored, parse_evidence(query.text(4), query.id<SittingId>(0)));
        auto& sat = by_assessment[AssessmentId(query.text(5))];
        ++sat.count;
        sat.newest = std::max(sat.newest, UtcMs{query.integer(3)});
        sat.evidence.insert(sat.evidence.end(), scored.begin(), scored.end());
    }
    std::vector<assessment::AssessmentSums> all;
    for (auto& [assessment, sat] : by_assessment) {
        all.push_back({assessment, sat.count, sat.newest,
                       assessment::kept_sums_of(rule, std::move(sat.evidence))});
    }
    return all;
}

Result<void> clear_results(sqlite::Tx& tx, const PersonId& person) {
    auto drop = tx.prepare(reader_query("result_drop"));
    drop.bind(1, person);
    return drop.run();
}

Result<void> save_result(sqlite::Tx& tx, const PersonResult& row) {
    const auto& result = row.result;
    const auto until = row.until.value_or(UtcMs{std::numeric_limits<std::int64_t>::max()});
    const auto valid_until = result.valid_until ? to_text(*result.valid_until) : std::string();
    auto put = tx.prepare(reader_query("result_put"));
    put.bind(1, row.person)
        .bind(2, std::string_view(result.competency.value))
        .bind(3, row.from.value)
        .bind(4, until.value)
        .bind(5, static_cast<std::int64_t>(result.status))
        .bind(6, std::int64_t{result.level})
        .bind(7, std::int64_t{result.level_low})
        .bind(8, std::int64_t{result.level_high})
        .bind(9, std::int64_t{result.item_count})
        .bind(10, std::int64_t{result.required})
        .bind(11, row.sitting)
        .bind(12, ByteView(row.entry_hash))
        .bind(13, row.at.value)
        .bind(14, std::string_view(valid_until));
    return put.run();
}

Result<void> save_self_rating(sqlite::Tx& tx, const SelfRating& rating) {
    auto put = tx.prepare(reader_query("self_put"));
    put.bind(1, rating.person)
        .bind(2, std::string_view(rating.competency.value))
        .bind(3, std::int64_t{rating.level})
        .bind(4, rating.sitting)
        .bind(5, rating.at.value);
    return put.run();
}

}  // namespace asah::hq

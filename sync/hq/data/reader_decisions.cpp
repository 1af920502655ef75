#include "sync/hq/data/reader_decisions.h"

#include "sync/hq/data/reader_database.h"

namespace asah::hq {

namespace {

struct Fate {
    std::string state;
    std::string reason;
    RecordId record;
};

Result<std::optional<Fate>> find_fate(sqlite::Database& database, const TerminalId& terminal,
                                      const Digest& hash) {
    auto query = database.prepare(reader_query("entry_fate"));
    query.bind(1, terminal).bind(2, ByteView(hash));
    ASAH_TRY(const bool found, query.step());
    if (!found) {
        return std::optional<Fate>{};
    }
    return std::optional(
        Fate{.state = query.text(0), .reason = query.text(1), .record = query.id<RecordId>(2)});
}

Result<bool> has_rival(sqlite::Database& database, const TerminalId& terminal, const Digest& hash) {
    auto query = database.prepare(reader_query("entry_rival"));
    query.bind(1, terminal).bind(2, ByteView(hash));
    ASAH_CHECK(query.step());
    return query.integer(0) > 0;
}

}  // namespace

bool is_released_by_word(std::string_view reason) {
    return reason == "terminal_stopped" || reason == "person_not_sent";
}

namespace {

Result<void> check_decision(sqlite::Database& database, const Decision& decision) {
    ASAH_TRY(const auto fate, find_fate(database, decision.terminal, decision.hash));
    if (!fate) {
        return fail(ErrorCode::NotFound, "entry");
    }
    if (decision.reason.empty() || decision.login.empty()) {
        return fail(ErrorCode::InvalidArgument, "a decision needs a name and a reason");
    }
    const bool needs_word = fate->state == "held" && is_released_by_word(fate->reason);
    if (decision.verdict == Verdict::Release && !needs_word) {
        return fail(ErrorCode::InvalidArgument, "this entry waits for nobody's word");
    }
    if (decision.verdict == Verdict::Follow) {
        ASAH_TRY(const bool is_fork, has_rival(database, decision.terminal, decision.hash));
        if (!is_fork) {
            return fail(ErrorCode::InvalidArgument, "no fork begins at this entry");
        }
    }
    return {};
}

Result<void> run_for_sitting(sqlite::Tx& tx, std::string_view name, const PersonId& person,
                             const SittingId& sitting) {
    auto statement = tx.prepare(reader_query(name));
    statement.bind(1, person).bind(2, sitting);
    return statement.run();
}

/// Forgets the sitting of an entry; a twin that is left counts from now on.
Result<std::optional<PersonId>> drop_sitting(sqlite::Tx& tx, const Digest& hash) {
    PersonId person;
    SittingId sitting;
    {
        auto query = tx.prepare(reader_query("sitting_of_entry"));
        query.bind(1, ByteView(hash));
        ASAH_TRY(const bool found, query.step());
        if (!found) {
            return std::optional<PersonId>{};
        }
        person = query.id<PersonId>(0);
        sitting = query.id<SittingId>(1);
    }
    auto drop = tx.prepare(reader_query("sitting_drop"));
    drop.bind(1, ByteView(hash));
    ASAH_CHECK(drop.run());
    ASAH_CHECK(run_for_sitting(tx, "sitting_promote", person, sitting));
    ASAH_CHECK(run_for_sitting(tx, "self_drop", person, sitting));
    return std::optional(person);
}

}  // namespace

std::string_view verdict_code(Verdict verdict) {
    switch (verdict) {
        case Verdict::Release:
            return "release";
        case Verdict::Follow:
            return "follow";
        case Verdict::Drop:
            return "drop";
        case Verdict::DropBranch:
            return "drop_branch";
    }
    return "release";
}

std::optional<Verdict> parse_verdict(std::string_view code) {
    for (const auto verdict :
         {Verdict::Release, Verdict::Follow, Verdict::Drop, Verdict::DropBranch}) {
        if (verdict_code(verdict) == code) {
            return verdict;
        }
    }
    return std::nullopt;
}

Result<void> decide(sqlite::Database& database, const Decision& decision) {
    ASAH_CHECK(check_decision(database, decision));
    return sqlite::in_transaction(database, [&](sqlite::Tx& tx) -> Result<void> {
        auto put = tx.prepare(reader_query("decision_put"));
        put.bind(1, decision.terminal)
            .bind(2, ByteView(decision.hash))
            .bind(3, verdict_code(decision.verdict))
            .bind(4, std::string_view(decision.login))
            .bind(5, std::string_view(decision.reason))
            .bind(6, decision.at.value);
        return put.run();
    });
}

Result<std::optional<Verdict>> find_verdict(sqlite::Database& database, const TerminalId& terminal,
                                            const Digest& hash) {
    auto query = database.prepare(reader_query("decision_one"));
    query.bind(1, terminal).bind(2, ByteView(hash));
    ASAH_TRY(const bool found, query.step());
    return found ? parse_verdict(query.text(0)) : std::optional<Verdict>{};
}

Result<std::vector<WaitingDecision>> load_waiting_decisions(sqlite::Database& database) {
    auto query = database.prepare(reader_query("decision_waiting"));
    std::vector<WaitingDecision> waiting;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return waiting;
        }
        WaitingDecision one{.terminal = query.id<TerminalId>(0),
                            .ledger = query.id<LedgerId>(3),
                            .hash = {},
                            .verdict = parse_verdict(query.text(2)).value_or(Verdict::Follow)};
        query.copy_blob(1, one.hash);
        waiting.push_back(one);
    }
}

Result<void> mark_applied(sqlite::Tx& tx, const WaitingDecision& decision) {
    auto update = tx.prepare(reader_query("decision_applied"));
    update.bind(1, decision.terminal).bind(2, ByteView(decision.hash));
    return update.run();
}

Result<std::vector<Digest>> load_branch(sqlite::Database& database, const TerminalId& terminal,
                                        const Digest& first) {
    auto query = database.prepare(reader_query("entry_branch"));
    query.bind(1, terminal).bind(2, ByteView(first));
    std::vector<Digest> branch;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return branch;
        }
        query.copy_blob(0, branch.emplace_back());
    }
}

Result<bool> is_in_dropped_branch(sqlite::Database& database, const TerminalId& terminal,
                                  const Digest& parent) {
    ASAH_TRY(const auto fate, find_fate(database, terminal, parent));
    return fate && fate->reason == "dropped_branch";
}

Result<std::optional<PersonId>> drop_entry(sqlite::Tx& tx, const TerminalId& terminal,
                                           const Digest& hash, Verdict verdict, UtcMs now) {
    ASAH_TRY(const auto fate, find_fate(tx.database(), terminal, hash));
    if (!fate) {
        return std::optional<PersonId>{};
    }
    auto reset = tx.prepare(reader_query("person_reset_record"));
    reset.bind(1, fate->record);
    ASAH_CHECK(reset.run());
    auto drop = tx.prepare(reader_query("entry_drop"));
    drop.bind(1, terminal)
        .bind(2, ByteView(hash))
        .bind(3, std::string_view(verdict == Verdict::Drop ? "dropped" : "dropped_branch"))
        .bind(4, now.value);
    ASAH_CHECK(drop.run());
    return drop_sitting(tx, hash);
}

}  // namespace asah::hq

#include "sync/hq/data/reader_terminals.h"

#include "kiosk/core/ledger/documents.h"
#include "sync/hq/data/reader_database.h"

namespace asah::hq {

namespace {

TerminalState parse_state(std::string_view code) {
    if (code == "active") {
        return TerminalState::Active;
    }
    return code == "held" ? TerminalState::Held : TerminalState::Revoked;
}

Result<void> add_change(sqlite::Tx& tx, const TerminalId& id, const StateChange& change) {
    auto put = tx.prepare(reader_query("terminal_change_put"));
    put.bind(1, id).bind(2, state_code(change.state)).bind(3, change.at.value);
    return put.run();
}

}  // namespace

std::string_view state_code(TerminalState state) {
    switch (state) {
        case TerminalState::Active:
            return "active";
        case TerminalState::Held:
            return "held";
        case TerminalState::Revoked:
            return "revoked";
    }
    return "held";
}

bool has_impossible_clock(const Terminal& terminal) {
    constexpr DurationMs kSlack{600'000};  // between two clocks that are right
    const auto status = ledger::parse_status_payload(terminal.status);
    return status.has_value() && (status->at.utc > terminal.reported + kSlack ||
                                  status->last_error == error_key(ErrorCode::ClockImpossible));
}

namespace {

Terminal terminal_in(const sqlite::Statement& row) {
    return {.id = row.id<TerminalId>(0),
            .name = row.text(1),
            .unit = UnitCode(row.text(2)),
            .state = parse_state(row.text(3)),
            .tls_certificate = row.blob(4),
            .signing_certificate = row.blob(5),
            .opening_certificate = row.blob(6),
            .joined = {row.integer(7)},
            .status = row.text(8),
            .reported = {row.integer(9)}};
}

}  // namespace

Result<std::vector<Terminal>> load_terminals(sqlite::Database& database) {
    auto query = database.prepare(reader_query("terminal_all"));
    std::vector<Terminal> terminals;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return terminals;
        }
        terminals.push_back(terminal_in(query));
    }
}

Result<std::optional<Terminal>> find_terminal(sqlite::Database& database, const TerminalId& id) {
    auto query = database.prepare(reader_query("terminal_one"));
    query.bind(1, id);
    ASAH_TRY(const bool has_row, query.step());
    return has_row ? std::optional(terminal_in(query)) : std::nullopt;
}

Result<std::optional<SeenManifest>> newest_manifest_seen(sqlite::Database& database) {
    ASAH_TRY(const auto terminals, load_terminals(database));
    std::optional<SeenManifest> newest;
    for (const auto& terminal : terminals) {
        const auto status = ledger::parse_status_payload(terminal.status);
        if (status.has_value() && (!newest || newest->number < status->manifest_number)) {
            newest = SeenManifest{terminal.id, status->manifest_number};
        }
    }
    return newest;
}

Result<void> add_terminal(sqlite::Tx& tx, const Terminal& terminal) {
    auto put = tx.prepare(reader_query("terminal_put"));
    put.bind(1, terminal.id)
        .bind(2, std::string_view(terminal.name))
        .bind(3, std::string_view(terminal.unit.value))
        .bind(4, ByteView(terminal.tls_certificate))
        .bind(5, ByteView(terminal.signing_certificate))
        .bind(6, ByteView(terminal.opening_certificate))
        .bind(7, terminal.joined.value);
    ASAH_CHECK(put.run());
    return add_change(tx, terminal.id, {.at = terminal.joined, .state = TerminalState::Active});
}

Result<void> save_terminal_state(sqlite::Tx& tx, const TerminalId& id, TerminalState state,
                                 UtcMs at) {
    auto update = tx.prepare(reader_query("terminal_state"));
    update.bind(1, id).bind(2, state_code(state));
    ASAH_CHECK(update.run());
    return add_change(tx, id, {.at = at, .state = state});
}

Result<std::vector<StateChange>> load_state_changes(sqlite::Database& database,
                                                    const TerminalId& id) {
    auto query = database.prepare(reader_query("terminal_change_all"));
    query.bind(1, id);
    std::vector<StateChange> changes;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return changes;
        }
        changes.push_back({.at = {query.integer(0)}, .state = parse_state(query.text(1))});
    }
}

Result<void> save_status(sqlite::Tx& tx, const StatusReport& report) {
    auto update = tx.prepare(reader_query("terminal_status"));
    update.bind(1, report.terminal)
        .bind(2, std::string_view(report.json))
        .bind(3, static_cast<std::int64_t>(report.number))
        .bind(4, report.at.value);
    return update.run();
}

Result<std::vector<Enrolment>> load_enrolments(sqlite::Database& database) {
    auto query = database.prepare(reader_query("enrolment_all"));
    std::vector<Enrolment> enrolments;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return enrolments;
        }
        Enrolment row{.code_id = query.text(0),
                      .secret = query.blob(1),
                      .unit = UnitCode(query.text(2)),
                      .name = query.text(3),
                      .expires = {query.integer(4)},
                      .terminal = {}};
        if (!query.is_null(5)) {
            row.terminal = query.id<TerminalId>(5);
        }
        enrolments.push_back(std::move(row));
    }
}

Result<void> add_enrolment(sqlite::Tx& tx, const Enrolment& enrolment) {
    auto put = tx.prepare(reader_query("enrolment_put"));
    put.bind(1, std::string_view(enrolment.code_id))
        .bind(2, ByteView(enrolment.secret))
        .bind(3, std::string_view(enrolment.unit.value))
        .bind(4, std::string_view(enrolment.name))
        .bind(5, enrolment.expires.value);
    return put.run();
}

Result<void> use_enrolment(sqlite::Tx& tx, const std::string& code_id, const TerminalId& terminal) {
    auto update = tx.prepare(reader_query("enrolment_use"));
    update.bind(1, std::string_view(code_id)).bind(2, terminal);
    ASAH_CHECK(update.run());
    if (tx.database().changes() != 1) {
        return fail(ErrorCode::CodeExpired, "join code: already used");
    }
    return {};
}

}  // namespace asah::hq

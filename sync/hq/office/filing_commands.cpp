#include <nlohmann/json.hpp>

#include "kiosk/core/content/framework_json.h"
#include "sync/hq/data/reader_content.h"
#include "sync/hq/office/commands.h"
#include "sync/hq/office/signing_time.h"
#include "sync/hq/reports/competency_map.h"
#include "sync/hq/reports/entry_report.h"

namespace asah::hq {

namespace {

using nlohmann::json;

Result<FilingReport> run_reader(CommandContext& context, bool is_rebuild) {
    ASAH_TRY(auto office, context.office());
    ASAH_TRY(const auto reader, office.make_reader());
    ASAH_CHECK(note_awake(office));
    return is_rebuild ? reader->rebuild() : reader->run_pass();
}

int tell_filing(const Result<FilingReport>& report, const Printer& out) {
    if (!report.has_value()) {
        return out.refuse(report.error());
    }
    out.say("hq.file.done", {{"filed", std::to_string(report->filed)},
                             {"held", std::to_string(report->held)},
                             {"quarantined", std::to_string(report->quarantined)},
                             {"refused", std::to_string(report->refused)},
                             {"known", std::to_string(report->known)}});
    if (out.is_json()) {
        out.line(json{{"filed", report->filed},
                      {"held", report->held},
                      {"quarantined", report->quarantined},
                      {"refused", report->refused},
                      {"known", report->known},
                      {"receipts", report->receipts}}
                     .dump());
    }
    return 0;
}

Result<int> run_show(CommandContext& context, const std::string& code, const Printer& out) {
    ASAH_TRY(auto office, context.office());
    ASAH_TRY(const auto bytes, ledger::parse_receipt_code(code));
    ASAH_TRY(const auto entries, find_entries(office.database(), bytes));
    if (entries.empty()) {
        out.say("hq.show.absent", {{"code", code}});
        if (out.is_json()) {
            out.line(json{{"state", "absent"}}.dump());
        }
        return 3;
    }
    for (const auto& entry : entries) {
        out.say("hq.show." + entry.state, {{"code", ledger::receipt_code(entry.hash)},
                                           {"terminal", entry.terminal_name},
                                           {"at", to_iso_text(entry.at)}});
        if (out.is_json()) {
            out.line(json{{"state", entry.state},
                          {"reason", entry.reason},
                          {"terminal", entry.terminal.hex()},
                          {"ledger", entry.ledger.hex()},
                          {"n", entry.n},
                          {"hash", to_hex(entry.hash)}}
                         .dump());
        }
    }
    return 0;
}

json cell_json(const Cell& cell) {
    switch (cell.state) {
        case CellState::Masked:
            return {{"state", "masked"}};
        case CellState::Guard:
            return {{"state", "guard"}};
        case CellState::NotMeasured:
            return {{"state", "not_measured"}};
        case CellState::Below:
        case CellState::Unsure:
        case CellState::Reached:
            break;
    }
    const auto* state = cell.state == CellState::Below    ? "below"
                        : cell.state == CellState::Unsure ? "unsure"
                                                          : "reached";
    return {{"state", state},           {"counted", cell.counted},
            {"met", cell.met},          {"percent", cell.percent()},
            {"low", cell.interval.low}, {"high", cell.interval.high}};
}

json row_json(const CompetencyMap& map, const MapRow& row) {
    json cells = json::object();
    for (std::size_t i = 0; i < map.competencies.size(); ++i) {
        cells[map.competencies[i].value] = cell_json(row.cells[i]);
    }
    json members = json::array();
    for (const auto& member : row.members) {
        members.push_back(member.value);
    }
    return {{"unit", row.unit.value},
            {"name", row.name},
            {"units", members},
            {"cells", cells},
            {"mean", row.mean_percent ? json(*row.mean_percent) : json(nullptr)}};
}

Result<int> run_dump(CommandContext& context, const Printer& out) {
    ASAH_TRY(auto office, context.office());
    ASAH_TRY(const auto framework, load_framework(office.database()));
    if (framework == nullptr) {
        return fail(ErrorCode::ContentMissing, "framework");
    }
    ASAH_TRY(const auto map, load_map(office.database(), *framework));
    json rows = json::array();
    for (const auto& row : map.rows) {
        rows.push_back(row_json(map, row));
    }
    out.line(
        json{{"city", row_json(map, map.city)}, {"rows", rows}, {"sittings", map.sitting_count}}
            .dump());
    return 0;
}

}  // namespace

void add_filing_commands(CLI::App& app, CommandContext& context) {
    for (const bool is_rebuild : {false, true}) {
        const std::string name = is_rebuild ? "rebuild" : "file";
        auto* command = app.add_subcommand(name, context.texts.text("hq.cli." + name));
        command->callback([&context, is_rebuild] {
            context.run = [&context, is_rebuild](const Printer& out) {
                return tell_filing(run_reader(context, is_rebuild), out);
            };
        });
    }
    auto* show = app.add_subcommand("show", context.texts.text("hq.cli.show"));
    auto code = std::make_shared<std::string>();
    show->add_option("--receipt", *code)->required();
    show->callback([&context, code] {
        context.run = [&context, code](const Printer& out) {
            return out.status(run_show(context, *code, out));
        };
    });
    auto* dump = app.add_subcommand("dump-map", context.texts.text("hq.cli.dump_map"));
    dump->callback([&context] {
        context.run = [&context](const Printer& out) { return out.status(run_dump(context, out)); };
    });
}

}  // namespace asah::hq

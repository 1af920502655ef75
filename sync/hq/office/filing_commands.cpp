#include <nlohmann/json.hpp>

#include "sync/hq/office/commands.h"
#include "sync/hq/office/signing_time.h"
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
}

}  // namespace asah::hq

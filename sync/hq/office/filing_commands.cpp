#include <nlohmann/json.hpp>

#include "sync/hq/office/commands.h"
#include "sync/hq/office/orders.h"
#include "sync/hq/office/signing_time.h"
#include "sync/hq/reports/entry_report.h"

namespace asah::hq {

namespace {

using nlohmann::json;

/// The exit status of a rebuild that found damage: the tables hold what could be had, and somebody
/// must see to the rest.
constexpr int kDamageFound = 4;

void say_filing(const FilingReport& report, const Printer& out) {
    out.say("hq.file.done", {{"filed", std::to_string(report.filed)},
                             {"held", std::to_string(report.held)},
                             {"quarantined", std::to_string(report.quarantined)},
                             {"refused", std::to_string(report.refused)},
                             {"known", std::to_string(report.known)}});
    if (report.damaged_held > 0) {
        out.say("hq.file.damaged_held", {{"n", std::to_string(report.damaged_held)}});
    }
    for (const auto& head : report.lowered) {
        out.say("hq.file.lowered", {{"terminal", head.terminal.hex()},
                                    {"was", std::to_string(head.was)},
                                    {"now", std::to_string(head.now)}});
    }
    if (report.manifest_ahead) {
        out.say("hq.file.manifest_ahead",
                {{"terminal", report.manifest_ahead->terminal.hex()},
                 {"number", std::to_string(report.manifest_ahead->number)}});
    }
    for (const auto& error : report.skipped) {
        out.warn(error);
    }
}

json filing_json(const FilingReport& report) {
    auto lowered = json::array();
    for (const auto& head : report.lowered) {
        lowered.push_back({{"terminal", head.terminal.hex()},
                           {"ledger", head.ledger.hex()},
                           {"was", head.was},
                           {"now", head.now}});
    }
    return {{"filed", report.filed},
            {"held", report.held},
            {"quarantined", report.quarantined},
            {"refused", report.refused},
            {"known", report.known},
            {"receipts", report.receipts},
            {"damaged_held", report.damaged_held},
            {"manifest_seen", report.manifest_ahead ? report.manifest_ahead->number : 0},
            {"skipped", report.skipped.size()},
            {"lowered", lowered}};
}

Result<int> run_file(CommandContext& context, const Printer& out) {
    ASAH_TRY(auto office, context.office());
    ASAH_CHECK(office.reconcile_looks());
    ASAH_TRY(const auto reader, office.make_reader());
    ASAH_CHECK(note_awake(office));
    ASAH_TRY(const auto report, reader->run_pass());
    say_filing(report, out);
    if (out.is_json()) {
        out.line(filing_json(report).dump());
    }
    return 0;
}

json rebuild_json(const RebuildReport& report) {
    auto damage = json::array();
    for (const auto& one : report.damage) {
        damage.push_back({{"segment", one.segment},
                          {"offset", one.offset},
                          {"bytes", one.size},
                          {"entries", one.entry_count}});
    }
    auto out = filing_json(report.filing);
    out["damage"] = damage;
    out["kept"] = report.kept;
    out["missing"] = report.missing;
    out["is_whole"] = report.is_whole();
    return out;
}

Result<int> run_rebuild(CommandContext& context, const Printer& out) {
    ASAH_TRY(auto office, context.office());
    ASAH_TRY(const auto reader, office.make_reader());
    ASAH_CHECK(note_awake(office));
    ASAH_TRY(const auto report, reader->rebuild());
    ASAH_TRY(const auto published, restore_orders(office));
    ASAH_CHECK(office.reconcile_looks());
    ASAH_CHECK(office.snapshot());
    say_filing(report.filing, out);
    if (published > 0) {
        out.say("hq.orders.published", {{"number", std::to_string(published)}});
    }
    for (const auto& one : report.damage) {
        out.say(one.entry_count == 0 ? "hq.rebuild.unreadable" : "hq.rebuild.damage",
                {{"file", one.segment},
                 {"offset", std::to_string(one.offset)},
                 {"bytes", std::to_string(one.size)},
                 {"entries", std::to_string(one.entry_count)}});
    }
    if (report.kept > 0) {
        out.say("hq.rebuild.kept", {{"n", std::to_string(report.kept)}});
    }
    if (report.missing > 0) {
        out.say("hq.rebuild.missing", {{"n", std::to_string(report.missing)}});
    }
    out.say(report.is_whole() ? "hq.rebuild.whole" : "hq.rebuild.not_whole");
    if (out.is_json()) {
        out.line(rebuild_json(report).dump());
    }
    return report.is_whole() ? 0 : kDamageFound;
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
    using Run = Result<int> (*)(CommandContext&, const Printer&);
    for (const auto& [name, run] :
         {std::pair<std::string, Run>{"file", run_file}, {"rebuild", run_rebuild}}) {
        auto* command = app.add_subcommand(name, context.texts.text("hq.cli." + name));
        command->callback([&context, run] {
            context.run = [&context, run](const Printer& out) {
                return out.status(run(context, out));
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

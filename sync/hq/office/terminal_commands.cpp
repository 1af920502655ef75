#include <nlohmann/json.hpp>

#include "sync/hq/office/commands.h"
#include "sync/hq/office/terminals.h"

namespace asah::hq {

namespace {

using nlohmann::json;

int run_code(CommandContext& context, const Printer& out, const std::string& unit,
             const std::string& name) {
    auto office = context.office();
    if (!office.has_value()) {
        return out.refuse(office.error());
    }
    const auto code = make_code(*office, UnitCode(unit), name);
    if (!code.has_value()) {
        return out.refuse(code.error());
    }
    if (out.is_json()) {
        out.line(json{{"code_id", code->code_id},
                      {"code", code->text},
                      {"expires", to_iso_text(code->expires)}}
                     .dump());
        return 0;
    }
    out.say("hq.enrol.code", {{"unit", unit}, {"expires", to_iso_text(code->expires)}});
    out.line(code->text);
    out.say("hq.enrol.then", {{"id", code->code_id}});
    return 0;
}

int run_terminal_list(CommandContext& context, const Printer& out) {
    auto office = context.office();
    if (!office.has_value()) {
        return out.refuse(office.error());
    }
    const auto waiting = find_waiting(*office);
    if (!waiting.has_value()) {
        return out.refuse(waiting.error());
    }
    const auto terminals = load_terminals(office->database());
    if (!terminals.has_value()) {
        return out.refuse(terminals.error());
    }
    auto list = json{{"waiting", json::array()}, {"terminals", json::array()}};
    for (const auto& one : *waiting) {
        list["waiting"].push_back({{"code_id", one.enrolment.code_id},
                                   {"unit", one.enrolment.unit.value},
                                   {"name", one.enrolment.name},
                                   {"digits", one.digits}});
        out.say(
            "hq.enrol.waiting",
            {{"id", one.enrolment.code_id}, {"name", one.enrolment.name}, {"digits", one.digits}});
    }
    for (const auto& one : *terminals) {
        list["terminals"].push_back({{"terminal", one.id.hex()},
                                     {"unit", one.unit.value},
                                     {"name", one.name},
                                     {"state", state_code(one.state)},
                                     {"clock_impossible", has_impossible_clock(one)}});
        out.say("hq.enrol.terminal", {{"id", one.id.hex()},
                                      {"name", one.name},
                                      {"state", std::string(state_code(one.state))}});
        if (has_impossible_clock(one)) {
            out.say("hq.enrol.clock", {{"name", one.name}});
        }
    }
    if (out.is_json()) {
        out.line(list.dump());
    }
    return 0;
}

int run_confirm(CommandContext& context, const Printer& out, const std::string& code_id,
                const std::string& digits) {
    auto office = context.office();
    if (!office.has_value()) {
        return out.refuse(office.error());
    }
    if (digits.empty()) {
        const auto waiting = find_waiting(*office);
        if (!waiting.has_value()) {
            return out.refuse(waiting.error());
        }
        for (const auto& one : *waiting) {
            if (one.enrolment.code_id == code_id) {
                out.say("hq.enrol.compare", {{"digits", one.digits}});
            }
        }
    }
    const auto terminal =
        confirm_terminal(*office, code_id, digits.empty() ? std::nullopt : std::optional(digits));
    if (!terminal.has_value()) {
        return out.refuse(terminal.error());
    }
    out.say("hq.enrol.confirmed", {{"name", terminal->name}, {"id", terminal->id.hex()}});
    if (out.is_json()) {
        out.line(json{{"terminal", terminal->id.hex()}, {"unit", terminal->unit.value}}.dump());
    }
    return 0;
}

int run_revoke(CommandContext& context, const Printer& out, const std::string& terminal) {
    auto office = context.office();
    if (!office.has_value()) {
        return out.refuse(office.error());
    }
    const auto id = TerminalId::parse(terminal);
    if (!id.has_value()) {
        return out.refuse(id.error());
    }
    const auto done = set_terminal_state(*office, *id, TerminalState::Revoked);
    if (!done.has_value()) {
        return out.refuse(done.error());
    }
    out.say("hq.revoke.done", {{"id", terminal}});
    return 0;
}

}  // namespace

void add_terminal_commands(CLI::App& app, CommandContext& context) {
    struct TerminalArguments {
        std::string unit;
        std::string name;
        std::string code_id;
        std::string digits;
        std::string terminal;
    };
    auto arguments = std::make_shared<TerminalArguments>();
    auto* enrol = app.add_subcommand("enrol", context.texts.text("hq.cli.enrol"));
    enrol->add_option("--unit", arguments->unit);
    enrol->add_option("--name", arguments->name);
    auto* list = enrol->add_subcommand("list", context.texts.text("hq.cli.enrol_list"));
    auto* confirm = enrol->add_subcommand("confirm", context.texts.text("hq.cli.enrol_confirm"));
    confirm->add_option("code_id", arguments->code_id)->required();
    confirm->add_option("--digits", arguments->digits);
    enrol->callback([&context, arguments, list, confirm] {
        context.run = [&context, arguments, list, confirm](const Printer& out) {
            if (list->parsed()) {
                return run_terminal_list(context, out);
            }
            if (confirm->parsed()) {
                return run_confirm(context, out, arguments->code_id, arguments->digits);
            }
            return run_code(context, out, arguments->unit, arguments->name);
        };
        if (!list->parsed() && !confirm->parsed() && arguments->unit.empty()) {
            throw CLI::RequiredError("--unit");
        }
    });
    auto* revoke = app.add_subcommand("revoke", context.texts.text("hq.cli.revoke"));
    revoke->add_option("terminal", arguments->terminal)->required();
    revoke->callback([&context, arguments] {
        context.run = [&context, arguments](const Printer& out) {
            return run_revoke(context, out, arguments->terminal);
        };
    });
}

}  // namespace asah::hq

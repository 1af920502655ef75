// What arrived: stored, filed, held; one record by its receipt code, down to its place in the
// ledger; terminals and their last word.
#include <fmt/core.h>

#include "sync/hq/data/reader_terminals.h"
#include "sync/hq/web/visit.h"
#include "sync/protocol/handover.h"

namespace asah::hq {

namespace {

const char* chip_of(std::string_view state) {
    return state == "filed" || state == "active" ? "ok" : state == "held" ? "warn" : "bad";
}

std::string chip(const Site::Visit& visit, std::string_view state, const std::string& key) {
    return fmt::format(R"(<span class="chip {}">{}</span>)", chip_of(state), visit.say(key));
}

std::string entry_rows(const Site::Visit& visit, const std::vector<EntryTrace>& entries) {
    std::string rows;
    for (const auto& entry : entries) {
        rows += fmt::format(
            R"(<tr><td class="code"><a href="/catatan?kode={0}">{0}</a></td><td>{1}</td><td class="num" data-label="{6}">{2}</td><td>{3}{4}</td><td>{5}</td></tr>)",
            ledger::receipt_code(entry.hash), escape(entry.terminal_name), entry.n,
            chip(visit, entry.state, "hq.entry." + entry.state),
            entry.reason.empty()
                ? ""
                : fmt::format("<small>{}</small>", visit.say("hq.reason." + entry.reason)),
            escape(visit.day(entry.at)), visit.say("hq.records.n"));
    }
    return fmt::format(
        R"(<div class="sheet gapped"><h2>{}</h2><div class="block"><table class="rows compact"><thead><tr><th>{}</th><th>{}</th><th class="num">{}</th><th>{}</th><th>{}</th></tr></thead><tbody>{}</tbody></table></div></div>)",
        visit.say("hq.records.newest"), visit.say("hq.cell.code"), visit.say("hq.records.terminal"),
        visit.say("hq.records.n"), visit.say("hq.records.state"), visit.say("hq.records.at"), rows);
}

/// Everything that proves one record: where it stands in which ledger, and under whose signature.
std::string entry_trace(const Site::Visit& visit, const EntryTrace& entry) {
    const auto line = [&](const std::string& key, const std::string& value) {
        return fmt::format("<dt>{}</dt><dd>{}</dd>", visit.say(key), value);
    };
    return fmt::format(
        R"(<div class="sheet gapped"><h2>{}</h2><div class="block"><p>{} {}</p><dl class="trace">{}</dl></div></div>)",
        ledger::receipt_code(entry.hash), chip(visit, entry.state, "hq.entry." + entry.state),
        entry.reason.empty() ? visit.say("hq.state_words." + entry.state)
                             : visit.say("hq.reason." + entry.reason),
        line("hq.records.terminal", escape(entry.terminal_name) + " · " + escape(entry.unit)) +
            line("hq.records.terminal_id", entry.terminal.hex()) +
            line("hq.records.ledger", entry.ledger.hex()) +
            line("hq.records.n", std::to_string(entry.n)) +
            line("hq.records.hash", to_hex(entry.hash)) +
            line("hq.records.signature", to_hex(entry.signature)) +
            line("hq.records.at", escape(visit.day(entry.at)) + " · " + visit.hour(entry.at)));
}

/// A terminal whose clock cannot be right, beside the time at which it reported.
std::string clock_note(const Site::Visit& visit, const Terminal& terminal) {
    return has_impossible_clock(terminal) ? fmt::format(R"( <span class="chip warn">{}</span>)",
                                                        visit.say("hq.terminal.clock"))
                                          : std::string();
}

std::string terminal_rows(const Site::Visit& visit, const std::vector<Terminal>& terminals) {
    std::string rows;
    for (const auto& terminal : terminals) {
        rows += fmt::format(R"(<tr><td><b>{}</b></td><td>{}</td><td>{}</td><td>{}</td></tr>)",
                            escape(terminal.name), escape(terminal.unit.value),
                            chip(visit, state_code(terminal.state),
                                 "hq.terminal." + std::string(state_code(terminal.state))),
                            terminal.status.empty()
                                ? visit.say("hq.records.never")
                                : escape(visit.day(terminal.reported)) + " · " +
                                      visit.hour(terminal.reported) + clock_note(visit, terminal));
    }
    return fmt::format(
        R"(<div class="sheet gapped"><h2>{}</h2><div class="block"><table class="rows compact"><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>{}</tbody></table></div></div>)",
        visit.say("hq.records.terminals"), visit.say("hq.records.terminal"),
        visit.say("hq.map.unit"), visit.say("hq.records.state"), visit.say("hq.records.reported"),
        rows);
}

}  // namespace

/// What was found under a typed code, or why nothing was.
static std::string search_result(const Site::Visit& visit, sqlite::Database& database,
                                 const std::string& typed) {
    const auto note = [&](const std::string& key) {
        return fmt::format(R"(<p class="note warn" role="status">{}</p>)", visit.say(key));
    };
    const auto code = ledger::parse_receipt_code(typed);
    if (!code.has_value()) {
        return note("hq.records.not_a_code");
    }
    const auto entries = find_entries(database, *code);
    if (!entries.has_value()) {
        return note("hq.web.trouble");
    }
    std::string out;
    for (const auto& entry : *entries) {
        out += entry_trace(visit, entry);
    }
    return out.empty() ? note("hq.records.absent") : out;
}

std::vector<protocol::ReceiverMatter> load_receiver_matters(Files& files,
                                                            const SharedFolder& intake) {
    if (intake.empty()) {
        return {};
    }
    const auto bytes =
        files.read(intake + "/" + protocol::kIntakeMatters, protocol::kMattersBytesMax);
    auto matters = bytes ? protocol::parse_matters(as_text(*bytes))
                         : Result<std::vector<protocol::ReceiverMatter>>(fail(bytes.error()));
    return matters.has_value() ? std::move(*matters) : std::vector<protocol::ReceiverMatter>{};
}

std::string matter_words(const protocol::ReceiverMatter& matter, const Catalogue& texts,
                         std::int32_t utc_offset_min) {
    const auto key = "hq.receiver." + matter.key;
    const auto since = day_words(matter.since, texts, utc_offset_min) + ", " +
                       hour_words(matter.since, utc_offset_min);
    return texts.has(key) ? texts.text(key, {{"since", since}, {"detail", matter.detail}})
                          : matter.key + " " + matter.detail;
}

http::Response Site::records_page(Visit& visit) {
    visit.tab = "catatan";
    const auto typed = visit.asked("kode");
    const auto counts = count_entries(m_ports.database);
    const auto terminals = load_terminals(m_ports.database);
    const auto entries = load_recent_entries(m_ports.database);
    const auto stored = count_stored();
    const auto matters = load_open_matters(m_ports.database);
    if (!counts.has_value() || !terminals.has_value() || !entries.has_value() ||
        !stored.has_value() || !matters.has_value()) {
        return refuse(visit, 500, "hq.web.trouble");
    }
    std::map<std::string, int> sums{{"filed", 0}, {"held", 0}, {"quarantined", 0}};
    for (const auto& count : *counts) {
        sums[count.state] += count.count;
    }
    const auto title =
        visit.texts.text("hq.records.title", {{"filed", std::to_string(sums["filed"])},
                                              {"stored", std::to_string(*stored)},
                                              {"held", std::to_string(sums["held"])},
                                              {"other", std::to_string(sums["quarantined"])}});
    std::string warnings;
    for (const auto& matter : load_receiver_matters(m_ports.files, m_settings.intake)) {
        warnings += fmt::format(R"(<p class="chip warn" role="alert">{}</p>)",
                                escape(matter_words(matter, visit.texts, visit.utc_offset_min)));
    }
    const auto lists =
        warnings + (typed.empty() ? entry_rows(visit, *entries) + terminal_rows(visit, *terminals)
                                  : search_result(visit, m_ports.database, typed));
    return page(
        visit, title,
        fmt::format(
            R"(<main id="isi"><div class="head"><div><p class="eyebrow">{}</p><h1>{}</h1><p class="lead">{}</p></div><p><a class="button{}" href="/tertahan">{}</a></p></div><form class="filter" method="get" action="/catatan"><label for="kode">{}</label> <input class="field short" id="kode" name="kode" maxlength="40" value="{}"> <button class="button main">{}</button></form>{}</main>)",
            visit.say("hq.tab.records"), escape(title), visit.say("hq.records.lead"),
            matters->open_count() > 0 ? " main" : "",
            visit.say("hq.held.open", {{"n", std::to_string(matters->open_count())}}),
            visit.say("hq.records.code"), escape(typed), visit.say("hq.records.find"), lists));
}

Result<int> Site::count_stored() {
    if (m_settings.intake.empty()) {
        return 0;
    }
    ASAH_TRY(const auto names, m_ports.files.list(m_settings.intake));
    std::size_t count = 0;
    for (const auto& name : names) {
        const auto handover = protocol::parse_handover_name(name);
        count += handover ? handover->count : 0;
    }
    return static_cast<int>(count);
}

}  // namespace asah::hq

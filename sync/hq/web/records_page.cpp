// What arrived: stored, filed, held; one record by its receipt code; terminals and their last word.
#include <fmt/core.h>

#include "sync/hq/archive/reader_terminals.h"
#include "sync/hq/web/visit.h"

namespace asah::hq {

namespace {

const char* chip_of(std::string_view state) {
    return state == "filed" || state == "active" ? "ok" : state == "held" ? "warn" : "bad";
}

}  // namespace

http::Response Site::records_page(Visit& visit) {
    visit.tab = "catatan";
    const auto typed = visit.asked("kode");
    const auto counts = count_entries(m_ports.database);
    const auto forks = count_forks(m_ports.database);
    const auto terminals = load_terminals(m_ports.database);
    auto entries = load_recent_entries(m_ports.database);
    std::string note;
    if (!typed.empty()) {
        const auto code = ledger::parse_receipt_code(typed);
        if (code.has_value()) {
            entries = find_entries(m_ports.database, *code);
        }
        if (!code.has_value() || (entries.has_value() && entries->empty())) {
            note = fmt::format(
                R"(<p class="note warn" role="status">{}</p>)",
                visit.say(code.has_value() ? "hq.records.absent" : "hq.records.not_a_code"));
        }
    }
    if (!counts.has_value() || !forks.has_value() || !terminals.has_value() ||
        !entries.has_value()) {
        return refuse(visit, 500, "hq.web.trouble");
    }
    int filed = 0;
    int held = 0;
    int other = 0;
    for (const auto& count : *counts) {
        (count.state == "filed" ? filed : count.state == "held" ? held : other) += count.count;
    }
    if (*forks > 0) {
        note += fmt::format(R"(<p class="note bad">{}</p>)",
                            visit.say("hq.records.forks", {{"n", std::to_string(*forks)}}));
    }
    std::string rows;
    for (const auto& entry : *entries) {
        const auto code = ledger::receipt_code(entry.hash);
        rows += fmt::format(
            R"(<tr><td class="code"><a href="/catatan?kode={0}">{0}</a></td><td>{1}<small>{2}</small></td><td class="num">{3}</td><td><span class="chip {4}">{5}</span>{6}</td><td>{7}</td></tr>)",
            code, escape(entry.terminal_name), escape(entry.unit), entry.n, chip_of(entry.state),
            visit.say("hq.entry." + entry.state),
            entry.reason.empty()
                ? ""
                : fmt::format("<small>{}</small>", visit.say("hq.reason." + entry.reason)),
            escape(day_words(entry.at, visit.texts)));
        if (!typed.empty()) {
            rows += fmt::format(
                R"(<tr><td colspan="5" class="code"><small>{}: {}</small><small>{}: {}</small><small>{}: {}</small></td></tr>)",
                visit.say("hq.records.hash"), to_hex(entry.hash), visit.say("hq.records.ledger"),
                entry.ledger.hex(), visit.say("hq.records.signature"), to_hex(entry.signature));
        }
    }
    std::string stations;
    for (const auto& terminal : *terminals) {
        stations += fmt::format(
            R"(<tr><td><b>{}</b><small>{}</small></td><td><span class="chip {}">{}</span></td><td>{}</td></tr>)",
            escape(terminal.name), escape(terminal.unit.value), chip_of(state_code(terminal.state)),
            visit.say("hq.terminal." + std::string(state_code(terminal.state))),
            terminal.status.empty() ? visit.say("hq.records.never")
                                    : escape(day_words(terminal.reported, visit.texts)));
    }
    const auto title = visit.texts.text("hq.records.title", {{"filed", std::to_string(filed)},
                                                             {"held", std::to_string(held)},
                                                             {"other", std::to_string(other)}});
    return page(
        visit, title,
        fmt::format(
            R"(<main id="isi"><p class="eyebrow">{}</p><h1>{}</h1><p class="lead">{}</p>{}<form class="filter" method="get" action="/catatan"><label for="kode">{}</label> <input class="field short" id="kode" name="kode" maxlength="40" value="{}"> <button class="button main">{}</button></form><div class="sheet"><div class="block"><table class="rows"><thead><tr><th>{}</th><th>{}</th><th class="num">{}</th><th>{}</th><th>{}</th></tr></thead><tbody>{}</tbody></table></div></div><h2><br>{}</h2><div class="sheet"><div class="block"><table class="rows"><thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead><tbody>{}</tbody></table></div></div></main>)",
            visit.say("hq.tab.records"), escape(title), visit.say("hq.records.lead"), note,
            visit.say("hq.records.code"), escape(typed), visit.say("hq.records.find"),
            visit.say("hq.cell.code"), visit.say("hq.records.terminal"), visit.say("hq.records.n"),
            visit.say("hq.records.state"), visit.say("hq.records.at"), rows,
            visit.say("hq.records.terminals"), visit.say("hq.records.terminal"),
            visit.say("hq.records.state"), visit.say("hq.records.reported"), stations));
}

}  // namespace asah::hq
